import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { invalid } from '../../../../kernel/problem.ts';
import { type CsvRecord, csvOptions } from './csv-options.ts';
import { utf8Text } from './file-text.ts';
import { type Heading, readHeading, USER_FIELDS, type UserField } from './heading.ts';
import { MOST_ROWS, TOO_MANY_ROWS } from './limits.ts';

/** One row as it stands in the file: text of each cell, '' for what is blank or has no column. */
export interface UserFileRow {
  /** The line of the file in which the row begins; the first is 1. */
  line: number;
  cells: Record<UserField, string>;
  /** Cells beyond the heading's columns that are not blank: the row cannot be trusted. */
  surplus: number;
}

export interface UserFile {
  rows: UserFileRow[];
  unknownColumns: string[];
}

/** Read between two turns of the event loop, so that a large file holds nobody up. */
const PIECE_BYTES = 16_384;

/**
 * Reads a CSV file of end users: with or without byte order mark, comma, semicolon or tab, any line ending, quoted
 * cells with line breaks in them. Throws INVALID_INPUT for the field `file`, naming the line where there is one. [U2]
 */
export async function readUserFile(bytes: Uint8Array): Promise<UserFile> {
  const text = utf8Text(bytes);
  const heading = readHeading(text);
  const body = text.subarray(heading.bytes);
  const lines = new LineCounter(body, 1 + lineBreaks(text, 0, heading.bytes));
  const rows: UserFileRow[] = [];
  const parser = Readable.from(pieces(body)).pipe(parse(csvOptions(heading.delimiter)));
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const row = rowOf(heading, record, lines.next);
      lines.moveTo(info.bytes);
      if (!record.some((cell) => cell.trim())) continue;
      if (rows.length === MOST_ROWS) throw invalid('file', TOO_MANY_ROWS);
      rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // It knows where the row before ended; rows that were read but not yet taken are lost.
    lines.moveTo(Number(error.bytes));
    throw invalid('file', whyUnreadable(error.code, lines.next));
  }
  if (!rows.length) throw invalid('file', 'Has a heading but no rows.');
  return { rows, unknownColumns: heading.unknownColumns };
}

async function* pieces(body: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    yield body.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

function rowOf({ fields }: Heading, record: readonly string[], line: number): UserFileRow {
  const cells = Object.fromEntries(USER_FIELDS.map((field) => [field, ''])) as Record<UserField, string>;
  fields.forEach((field, i) => {
    if (field) cells[field] = unguarded((record[i] ?? '').trim());
  });
  return { line, cells, surplus: record.slice(fields.length).filter((cell) => cell.trim()).length };
}

/** Takes off the apostrophe that an export puts before cells that a spreadsheet would take for a formula. [S62] */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');

function whyUnreadable(code: string, line: number): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return `The row in line ${line} has a quotation mark that is never closed, or is longer than 65,536 characters.`;
  }
  return `The row in line ${line} has a quotation mark that is out of place: inside a quoted cell it must be doubled.`;
}

/** The line in which the next row begins. A row ends after its bytes, with however many line breaks are in them. */
class LineCounter {
  next: number;
  readonly #text: Buffer;
  #at = 0;

  constructor(text: Buffer, first: number) {
    this.#text = text;
    this.next = first;
  }

  moveTo(end: number): void {
    this.next += lineBreaks(this.#text, this.#at, end);
    this.#at = end;
  }
}

/** Line breaks between two offsets; CR LF is one. */
function lineBreaks(text: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i += 1) {
    if (text[i] === 0x0a || (text[i] === 0x0d && text[i + 1] !== 0x0a)) count += 1;
  }
  return count;
}
