import { addDays, localDate, type Month, monthOf, monthPeriod, type PlainDate } from '@steward/shared';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { invalid } from '../../../kernel/problem.ts';
import { ForeignCurrency } from './exchange-rate.entity.ts';

const MOST_CHARACTERS = 200_000;
const MOST_LINES = 2_000;

/** How much of a currency a pound is, as people and HMRC write it. */
export const PER_POUND = /^\d{1,4}(\.\d{1,6})?$/;

/** The text of a CSV file with rates. */
export const ratesFile = () =>
  z.string().min(1, 'Must be filled in: the file.').max(MOST_CHARACTERS, 'May be at most 200 KB.');

export interface RateLine {
  line: number;
  currency: ForeignCurrency;
  month: string;
  perPound: string;
}

export interface RatesFile {
  rates: RateLine[];
  /** Lines of currencies that nobody is billed in here. */
  otherCount: number;
  problems: { line: number; message: string }[];
}

/** What the columns of HMRC's monthly file begin with; a file of one's own may say month and rate. */
const TITLES = {
  code: ['currency code', 'currency'],
  rate: ['currency units per', 'per pound', 'rate'],
  from: ['start date', 'month'],
  to: ['end date'],
} as const;

/** Latest month of which a rate is taken: HMRC says them a month ahead. */
export const latestMonth = (now: Date): string => monthOf(addDays(`${monthOf(localDate(now))}-01`, 31));

/** Reads exchange rates as HMRC publishes them for a month, or several such files in one. INVALID_INPUT for what is no such file. [B5] */
export function readRatesFile(text: string, now: Date): RatesFile {
  const [head = [], ...rows] = records(text);
  const titles = head.map((title) => title.trim().toLowerCase());
  const at = (column: keyof typeof TITLES): number =>
    TITLES[column]
      .map((begins) => titles.findIndex((title) => title.startsWith(begins)))
      .find((i) => i >= 0) ?? -1;
  if (at('code') < 0 || at('rate') < 0 || at('from') < 0)
    throw invalid(
      'csv',
      'Must have the columns Currency Code, Currency Units per £1 and Start Date, as HMRC’s file has.',
    );
  if (rows.length > MOST_LINES) throw invalid('csv', 'May have at most 2,000 lines.');
  const read: RatesFile = { rates: [], otherCount: 0, problems: [] };
  const seen = new Set<string>();
  for (const [i, row] of rows.entries()) {
    const cell = (column: keyof typeof TITLES): string => (row[at(column)] ?? '').trim();
    const currency = cell('code').toUpperCase();
    if (!isForeign(currency)) {
      read.otherCount += 1;
      continue;
    }
    const line = i + 2;
    const month = monthFrom(cell('from'), at('to') < 0 ? '' : cell('to'));
    const problem = wrong(month, cell('rate'), latestMonth(now));
    const key = `${currency} ${month}`;
    if (problem) read.problems.push({ line, message: problem });
    else if (seen.has(key))
      read.problems.push({ line, message: `${currency} of ${month} stands in the file already.` });
    else {
      seen.add(key);
      read.rates.push({ line, currency, month: month as string, perPound: cell('rate') });
    }
  }
  if (!read.rates.length && !read.problems.length)
    throw invalid('csv', 'Must have a line of EUR or USD: it has none.');
  return read;
}

const isForeign = (code: string): code is ForeignCurrency => Object.hasOwn(ForeignCurrency, code);

function wrong(month: string | undefined, rate: string, latest: string): string | undefined {
  if (!month)
    return 'Must be of one month: from its first day to its last, such as 01/11/2026 to 30/11/2026.';
  if (month > latest) return 'Must be of this month or the next at the latest: rates are not known before.';
  if (!PER_POUND.test(rate) || Number(rate) <= 0)
    return 'The rate must be a number such as 1.1534: how much of the currency a pound is.';
  return undefined;
}

/** The month of a line: said as such, or by its first day and, where there is one, its last. */
function monthFrom(from: string, to: string): string | undefined {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(from)) return from;
  const [first, last] = [plainDate(from), plainDate(to)];
  if (!first?.endsWith('-01')) return undefined;
  const month = monthOf(first);
  if (to && last !== addDays(monthPeriod(month as Month).endExclusive, -1)) return undefined;
  return month;
}

/** A day as the United Kingdom writes it, or ISO 8601. */
function plainDate(text: string): PlainDate | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = day ? `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}` : text;
  return z.iso.date().safeParse(iso).success ? iso : undefined;
}

function records(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (error instanceof CsvError) throw invalid('csv', 'Must be a CSV file: its quotes do not match.');
    throw error;
  }
}
