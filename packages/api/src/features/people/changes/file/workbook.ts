import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { invalid, Problem } from '../../../../kernel/problem.ts';
import { LONGEST_CELL, MOST_COLUMNS, TOO_MANY_COLUMNS } from './limits.ts';
import type { SheetRow } from './sheet.ts';

/** What a workbook may unpack to: its texts are held, its sheet is read as it comes. [S59] */
const MOST_ENTRIES = 2_000;
const MOST_SMALL_BYTES = 1024 * 1024;
const MOST_TEXT_BYTES = 48 * 1024 * 1024;
const MOST_SHEET_BYTES = 192 * 1024 * 1024;

const NO_WORKBOOK =
  'This is a ZIP archive, but not an Excel workbook. Save the sheet as “Excel Workbook (.xlsx)” or as CSV.';
const DAMAGED = 'This workbook is damaged. Open it in Excel, save it again and choose that file.';
const UNPACKS_TO_TOO_MUCH =
  'This workbook unpacks to more than a list of people can hold. Copy the rows into a new workbook.';

/**
 * Reads the first visible sheet of an XLSX workbook row by row, the heading first; nothing of it is computed. A cell with a
 * formula is marked, merged cells and what unpacks to too much refuse the file. INVALID_INPUT for the field `file`. [S59] [U2]
 */
export async function* workbookRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
    });
    yield* rowsOf(zip, await entriesOf(zip));
  } catch (error) {
    throw error instanceof Problem ? error : invalid('file', DAMAGED);
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw invalid('file', UNPACKS_TO_TOO_MUCH);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
  return entries;
}

async function* rowsOf(zip: ZipFile, entries: Map<string, Entry>): AsyncGenerator<SheetRow> {
  const workbook = entries.get('xl/workbook.xml');
  const links = entries.get('xl/_rels/workbook.xml.rels');
  if (!workbook || !links) throw invalid('file', NO_WORKBOOK);
  const targets = new Map<string, string>();
  let texts: Entry | undefined;
  await parsed(zip, links, MOST_SMALL_BYTES, {
    open: ({ name, attributes }) => {
      if (name !== 'Relationship') return;
      const target = attributes.Target ?? '';
      const full = (target.startsWith('/') ? target.slice(1) : path.posix.join('xl', target)).toLowerCase();
      targets.set(attributes.Id ?? '', full);
      if (/\/sharedStrings$/.test(attributes.Type ?? '')) texts = entries.get(full);
    },
  });
  const sheets: { id: string; visible: boolean }[] = [];
  await parsed(zip, workbook, MOST_SMALL_BYTES, {
    open: ({ name, attributes }) => {
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => /^(?:\w+:)?id$/.test(key))?.[1] ?? '';
      sheets.push({ id, visible: !attributes.state || attributes.state === 'visible' });
    },
  });
  const first = sheets.find(({ visible }) => visible);
  const sheet = first && entries.get(targets.get(first.id) ?? '');
  if (!sheet) throw invalid('file', NO_WORKBOOK);
  yield* sheetRows(zip, sheet, texts ? await textsOf(zip, texts) : []);
}

/** The texts that cells point to. */
async function textsOf(zip: ZipFile, entry: Entry): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let depth = 0;
  let phonetic = 0;
  await parsed(zip, entry, MOST_TEXT_BYTES, {
    open: ({ name }) => {
      if (name === 'si') text = '';
      if (name === 't') depth += 1;
      if (name === 'rPh') phonetic += 1;
    },
    text: (piece) => {
      if (depth && !phonetic && text.length <= LONGEST_CELL) text += piece;
    },
    close: (name) => {
      if (name === 't') depth -= 1;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'si') texts.push(text);
    },
  });
  return texts;
}

async function* sheetRows(zip: ZipFile, entry: Entry, texts: readonly string[]): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  let row: SheetRow | undefined;
  let line = 0;
  let column = -1;
  let type = 'n';
  let formula = false;
  let inside: 'v' | 't' | undefined;
  let text = '';
  const parsing = pieces(zip, entry, MOST_SHEET_BYTES, {
    open: ({ name, attributes }) => {
      if (name === 'row') {
        line = Number(attributes.r) || line + 1;
        row = { line, cells: [] };
        column = -1;
      } else if (name === 'c' && row) {
        column = attributes.r ? columnOf(attributes.r) : column + 1;
        type = attributes.t ?? 'n';
        formula = false;
        text = '';
      } else if (name === 'f') {
        formula = true;
      } else if (name === 'v' || name === 't') {
        inside = name;
      } else if (name === 'mergeCell') {
        throw invalid(
          'file',
          `The cells ${attributes.ref ?? ''} are merged: in Excel choose “Unmerge Cells”, so that every row has its own.`,
        );
      }
    },
    text: (piece) => {
      if (inside && text.length <= LONGEST_CELL) text += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') inside = undefined;
      if (name === 'c' && row) put(row, column, { type, text, formula, texts });
      if (name === 'row' && row) {
        if (row.cells.some((cell) => cell?.trim()) || row.wrong?.size) ready.push(row);
        row = undefined;
      }
    },
  });
  for await (const _piece of parsing) {
    const rows = ready;
    ready = [];
    yield* rows;
    await setImmediate();
  }
  yield* ready;
}

function put(
  row: SheetRow,
  column: number,
  { type, text, formula, texts }: { type: string; text: string; formula: boolean; texts: readonly string[] },
): void {
  const value = type === 's' ? (texts[Number(text)] ?? '') : type === 'n' ? wholeNumber(text) : text;
  if (column >= MOST_COLUMNS) {
    if (value || formula) throw invalid('file', TOO_MANY_COLUMNS);
    return;
  }
  row.cells[column] = type === 'b' ? (text === '1' ? 'TRUE' : 'FALSE') : value;
  const wrong = formula
    ? 'Holds a formula: copy the column and paste its values.'
    : type === 'e'
      ? `Holds the error ${text}: type the value.`
      : undefined;
  if (wrong) row.wrong = (row.wrong ?? new Map()).set(column, wrong);
}

/** A number as people would type it: a telephone number may be kept as 4.4779E+11. */
function wholeNumber(text: string): string {
  if (!/[eE]/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}

/** The column of an address such as BC23, from 0. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/i.exec(address)?.[0].toUpperCase() ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

interface Heard {
  open: (tag: SaxesTagPlain) => void;
  text?: (piece: string) => void;
  close?: (name: string) => void;
}

async function parsed(zip: ZipFile, entry: Entry, most: number, heard: Heard): Promise<void> {
  for await (const _piece of pieces(zip, entry, most, heard));
}

/** Unpacks and parses one part of the workbook, piece by piece; what was read of a piece has been heard when it comes. */
async function* pieces(zip: ZipFile, entry: Entry, most: number, heard: Heard): AsyncGenerator<void> {
  // What it says it unpacks to is held to: more than that is an error of the stream.
  if (entry.uncompressedSize > most) throw invalid('file', UNPACKS_TO_TOO_MUCH);
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw invalid('file', DAMAGED);
  });
  parser.on('opentag', (tag) => heard.open({ ...tag, name: local(tag.name) }));
  parser.on('text', (piece) => heard.text?.(piece));
  parser.on('cdata', (piece) => heard.text?.(piece));
  parser.on('closetag', (tag) => heard.close?.(local(tag.name)));
  const stream = await zip.openReadStreamPromise(entry);
  stream.setEncoding('utf8');
  for await (const piece of stream) {
    parser.write(piece as string);
    yield;
  }
  parser.close();
}
