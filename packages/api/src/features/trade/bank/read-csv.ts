import { CsvError, parse } from 'csv-parse/sync';
import { invalid } from '../../../kernel/problem.ts';
import { dayOf, minorOf, oneLine } from './amounts.ts';
import type { Statement, StatementEntry } from './read-statement.ts';

/** The titles of the columns of a bank's CSV file. Its account is British, so what it holds is pounds. */
export interface StatementColumns {
  on: string;
  /** What came in; with no column of what went out, below zero what did. */
  amount: string;
  paidOut?: string | null | undefined;
  reference: string;
  payer?: string | null | undefined;
  account?: string | null | undefined;
  bankId?: string | null | undefined;
}

/** Lines that a bank may write above the heading. */
const MOST_ABOVE = 30;

/** Reads a bank's CSV file whose columns are named by their titles. INVALID_INPUT names the line and column. */
export function readCsv(text: string, columns: StatementColumns): Statement {
  const rows = rowsOf(text);
  const titles = Object.values(columns).filter((title): title is string => !!title);
  const heading = rows
    .slice(0, MOST_ABOVE)
    .findIndex(({ cells }) => titles.every((title) => placeOf(cells, title) >= 0));
  const head = rows[heading]?.cells;
  if (!head) {
    const first = rows.find(({ cells }) => cells.length > 2)?.cells ?? rows[0]?.cells ?? [];
    const missing = titles.find((title) => placeOf(first, title) < 0);
    throw invalid(
      'file',
      `Has no column “${missing ?? titles[0]}”. It has: ${first.slice(0, 20).join(', ').slice(0, 400)}.`,
    );
  }
  const entries: StatementEntry[] = [];
  const accounts = new Set<string>();
  for (const { cells, line } of rows.slice(heading + 1)) {
    const cell = (column: keyof StatementColumns): string => {
      const title = columns[column];
      return title ? (cells[placeOf(head, title)] ?? '') : '';
    };
    const wrong = (column: keyof StatementColumns, says: string) =>
      invalid('file', `Line ${line}, ${columns[column]}: ${says}`);
    const on = dayOf(cell('on'));
    if (!on) throw wrong('on', 'Must be a day such as 03/11/2026 or 2026-11-03.');
    const minor = (column: 'amount' | 'paidOut'): number => {
      const read = cell(column) ? minorOf(cell(column)) : 0;
      if (read === undefined) throw wrong(column, 'Must be an amount such as 1,234.50.');
      return read;
    };
    const amountMinor = minor('amount') - (columns.paidOut ? Math.abs(minor('paidOut')) : 0);
    if (cell('account')) accounts.add(cell('account'));
    if (!amountMinor) continue;
    entries.push({
      bankId: oneLine(cell('bankId'), 100) || null,
      on,
      amountMinor,
      currency: 'GBP',
      payer: oneLine(cell('payer')),
      reference: oneLine(cell('reference')),
    });
  }
  if (rows.length === heading + 1) throw invalid('file', 'Has a heading but no lines.');
  return { format: 'CSV', accounts: [...accounts], entries };
}

const same = (title: string): string => title.trim().toLowerCase();
const placeOf = (titles: readonly string[], title: string): number =>
  titles.findIndex((one) => same(one) === same(title));

function rowsOf(text: string): { cells: string[]; line: number }[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, MOST_ABOVE);
  const apart = (mark: string): number => Math.max(...lines.map((line) => line.split(mark).length));
  const [delimiter = ','] = [',', ';', '\t'].toSorted((a, b) => apart(b) - apart(a));
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      max_record_size: 65_536,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records
      .filter(({ record }) => record.some(Boolean))
      .map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid('file', `Line ${error.lines ?? 1} has a quotation mark that is out of place.`);
  }
}
