import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { invalid } from '../../../../kernel/problem.ts';
import { isKnown } from './columns.ts';
import { type CsvRecord, csvOptions } from './csv-options.ts';
import { utf8Text } from './file-text.ts';
import type { SheetRow } from './sheet.ts';

/** Read between two turns of the event loop, so that a large file holds nobody up. */
const PIECE_BYTES = 16_384;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads a CSV file row by row, the heading first: with or without byte order mark, comma, semicolon or tab, any line ending,
 * quoted cells with line breaks in them. Throws INVALID_INPUT for the field `file`, naming the line where there is one. [U2]
 */
export async function* csvRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const text = utf8Text(bytes);
  // Excel writes and heeds such a line in front.
  const told = /^sep=([^\r\n])(?:\r\n|\n|\r)/i.exec(text.subarray(0, 8).toString('latin1'));
  const body = text.subarray(told ? told[0].length : 0);
  const delimiter = told ? (told[1] as string) : delimiterOf(body);
  const lines = new LineCounter(body, told ? 2 : 1);
  const parser = Readable.from(pieces(body)).pipe(parse(csvOptions(delimiter)));
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const line = lines.next;
      lines.moveTo(info.bytes);
      if (record.some((cell) => cell.trim())) yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // It knows where the row before ended; rows that were read but not yet taken are lost.
    lines.moveTo(Number(error.bytes));
    throw invalid('file', whyUnreadable(error.code, lines.next));
  }
}

/** Whichever of comma, semicolon and tab it is under which most titles of the heading are understood. */
function delimiterOf(text: Buffer): string {
  const readings = DELIMITERS.flatMap((delimiter) => {
    const titles = titlesWith(text, delimiter);
    return titles ? [{ delimiter, count: titles.length, known: titles.filter(isKnown).length }] : [];
  });
  const [best] = readings.toSorted((a, b) => b.known - a.known || b.count - a.count);
  if (!best)
    throw invalid('file', 'Line 1 has a quotation mark that is out of place: it must name the columns.');
  return best.delimiter;
}

function titlesWith(text: Buffer, delimiter: string): string[] | undefined {
  try {
    const options = { ...csvOptions(delimiter), to: 1, skip_empty_lines: true };
    const [first] = parseNow(text, options) as unknown as CsvRecord[];
    return first?.record ?? [];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

async function* pieces(body: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += PIECE_BYTES) {
    yield body.subarray(at, at + PIECE_BYTES);
    await setImmediate();
  }
}

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
