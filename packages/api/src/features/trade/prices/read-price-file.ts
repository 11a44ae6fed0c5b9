import { formatMoney, type Minor, parseMoney } from '@steward/shared';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { invalid } from '../../../kernel/problem.ts';

const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 5_000;
const DEAREST_MINOR = 100_000_000;

/** The text of a CSV file with prices. */
export const priceFile = () =>
  z.string().min(1, 'Must be filled in: the file.').max(MOST_CHARACTERS, 'May be at most 1 MB.');

/** A line of such a file as it stands; null where there is none, or it is no number. */
export interface PriceLine {
  line: number;
  code: string;
  fromQuantity: number | null;
  minor: Minor | null;
  problem: string | null;
}

export interface PriceFile {
  lines: PriceLine[];
  /** The version that the file was made from, if it says so. */
  version: number | null;
}

const COLUMNS = { code: 'code', from: 'from quantity', price: 'price', version: 'version' } as const;

/** Reads a file as `Export` makes it, with prices in this currency; the columns may stand in any order. INVALID_INPUT for what is no such file. */
export function readPriceFile(text: string, currency: string): PriceFile {
  const [head = [], ...rows] = records(text);
  const titles = head.map((title) => title.trim().toLowerCase());
  const at = (column: keyof typeof COLUMNS): number => titles.indexOf(COLUMNS[column]);
  if (at('code') < 0 || at('price') < 0)
    throw invalid('csv', 'Must have the columns Code and Price, as an export has.');
  if (rows.length > MOST_LINES)
    throw invalid('csv', `May have at most ${MOST_LINES.toLocaleString('en-GB')} lines.`);
  const cell = (row: readonly string[], column: keyof typeof COLUMNS): string =>
    (row[at(column)] ?? '').trim().replace(/^'/, '');
  const versions = rows.map((row) => Number(cell(row, 'version'))).filter((number) => number > 0);
  return {
    version: versions.length ? Math.min(...versions) : null,
    lines: rows.map((row, i) =>
      lineOf(i + 2, cell(row, 'code'), cell(row, 'from'), cell(row, 'price'), currency),
    ),
  };
}

function records(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) throw invalid('csv', 'Must be a CSV file: its quotes do not match.');
    throw error;
  }
}

function lineOf(line: number, code: string, from: string, price: string, currency: string): PriceLine {
  const number = from === '' ? 1 : Number(from);
  const fromQuantity = Number.isInteger(number) && number >= 1 && number <= 100_000 ? number : null;
  const minor = price === '' ? null : parseMoney(price, currency);
  const problem =
    fromQuantity === null
      ? 'From quantity must be a whole number between 1 and 100,000.'
      : price !== '' && (minor === null || minor < 0)
        ? 'The price must be one such as 4.50, not below zero.'
        : minor !== null && minor > DEAREST_MINOR
          ? `The price may be at most ${formatMoney(DEAREST_MINOR, currency)}.`
          : null;
  return { line, code, fromQuantity, minor, problem };
}
