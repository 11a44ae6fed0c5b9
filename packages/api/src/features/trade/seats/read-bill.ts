import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse';
import { invalid } from '../../../kernel/problem.ts';
import type { BillColumns } from './seat.entity.ts';

/** The largest bill: 16 MiB and 200,000 lines. */
export const LARGEST_BILL_BYTES = 16 * 1024 * 1024;
const MOST_LINES = 200_000;
const LONGEST = 200;
const MILLION = 1_000_000n;
const MOST_SEATS = 1_000_000n * MILLION;
const LARGEST_SUM = 2_000_000_000;

/** What a bill says of one customer and one product. */
export interface BilledSeats {
  customer: string;
  product: string;
  quantity: number;
  costMinor: number;
}

export interface ReadBill {
  hash: string;
  lines: number;
  billed: BilledSeats[];
}

/**
 * Reads a supplier's bill line by line and adds up what it says of each customer and product, so that what is kept in mind is as
 * much as there are of those. INVALID_INPUT names the line that cannot be read.
 */
export async function readBill(content: Uint8Array, columns: BillColumns): Promise<ReadBill> {
  if (content.byteLength > LARGEST_BILL_BYTES)
    throw invalid('file', 'May have at most 16 MiB. Split the file into several.');
  const head =
    Buffer.from(content.subarray(0, 4096))
      .toString('utf8')
      .split(/\r\n|\n|\r/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted(
    (a, b) => head.split(b).length - head.split(a).length,
  )[0] as string;
  const parser = parse(Buffer.from(content), {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
    max_record_size: 65_536,
  });
  const all = new Map<string, BilledSeats>();
  let at: { [Column in keyof BillColumns]: number } | undefined;
  let lines = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (!at) {
        at = placesOf(record, columns);
        continue;
      }
      if (!record.some(Boolean)) continue;
      lines += 1;
      if (lines > MOST_LINES)
        throw invalid('file', 'May have at most 200,000 lines. Split the file into several.');
      const cell = (column: keyof BillColumns): string => record[at?.[column] ?? -1] ?? '';
      const wrong = (column: keyof BillColumns, says: string) =>
        invalid('file', `Line ${info.lines}, ${columns[column]}: ${says}`);
      const [customer, product] = [cell('customer'), cell('product')];
      for (const [column, text] of [
        ['customer', customer],
        ['product', product],
      ] as const)
        if (!text || text.length > LONGEST) throw wrong(column, `Must have 1 to ${LONGEST} characters.`);
      const quantity = millionths(cell('quantity'));
      if (
        quantity === undefined ||
        quantity % MILLION !== 0n ||
        quantity > MOST_SEATS ||
        quantity < -MOST_SEATS
      )
        throw wrong('quantity', 'Must be a whole number of at most 1,000,000.');
      const unitCost = millionths(cell('unitCost'));
      if (unitCost === undefined) throw wrong('unitCost', 'Must be an amount such as 4.20.');
      const key = JSON.stringify([customer, product]);
      const sum = all.get(key) ?? { customer, product, quantity: 0, costMinor: 0 };
      sum.quantity += Number(quantity / MILLION);
      sum.costMinor += costOf(quantity / MILLION, unitCost);
      if (Math.abs(sum.quantity) > LARGEST_SUM)
        throw wrong('quantity', 'Comes to more seats than there can be.');
      all.set(key, sum);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid('file', `Line ${error.lines ?? 1} has a quotation mark that is out of place.`);
  }
  if (!at) throw invalid('file', 'The file is empty.');
  if (!lines) throw invalid('file', 'Has a heading but no lines.');
  return { hash: createHash('sha256').update(content).digest('hex'), lines, billed: [...all.values()] };
}

const same = (title: string): string => title.trim().toLowerCase();

function placesOf(
  titles: readonly string[],
  columns: BillColumns,
): { [Column in keyof BillColumns]: number } {
  const place = (column: keyof BillColumns): number => {
    const found = titles.findIndex((title) => same(title) === same(columns[column]));
    if (found < 0)
      throw invalid(
        'file',
        `Has no column “${columns[column]}”. It has: ${titles.slice(0, 20).join(', ').slice(0, 400)}.`,
      );
    return found;
  };
  return {
    customer: place('customer'),
    product: place('product'),
    quantity: place('quantity'),
    unitCost: place('unitCost'),
  };
}

/** A number as bills write it, in millionths: 1,234.50, £4.20, (3) and -3 for what is taken back. */
function millionths(text: string): bigint | undefined {
  const plain = text
    .replace(/[£\s]/g, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
    .replace(/^\((.+)\)$/, '-$1');
  const [, sign, whole = '', part = ''] = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(plain) ?? [];
  if (!whole) return undefined;
  const size = BigInt(whole + part.padEnd(6, '0'));
  return sign ? -size : size;
}

/** What so many cost, in pence. Rounded here and nowhere else, line by line, as suppliers do. */
function costOf(quantity: bigint, unitCost: bigint): number {
  const exact = quantity * unitCost;
  const half = exact < 0n ? -5_000n : 5_000n;
  return Number((exact + half) / 10_000n);
}
