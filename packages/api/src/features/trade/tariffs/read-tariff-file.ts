import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { invalid } from '../../../kernel/problem.ts';
import { dialled } from './rate-of.ts';

const MOST_LINES = 50_000;
const DEAREST_MICRO = 1_000_000_000;
const LONGEST_NAME = 80;

/** What a call costs, as a line says it. */
export interface LineRate {
  perMinuteMicro: number;
  accessMicro: number;
  connectionMicro: number;
  minimumSeconds: number;
  firstIncrement: number;
  nextIncrement: number;
}

/** A line of the file; `problem` says what is wrong with it alone. */
export interface TariffLine {
  line: number;
  prefixes: string[];
  zone: string;
  band: string;
  weight: number;
  rate: LineRate;
  problem: string | null;
}

/** By its letters alone, so that `pricePerMinute` and `Price per minute` are the same. */
const COLUMNS = {
  prefix: 'Prefix',
  zone: 'Zone',
  band: 'Band',
  priceperminute: 'Price per minute',
  accesscharge: 'Access charge',
  connectionfee: 'Connection fee',
  minimumseconds: 'Minimum seconds',
  firstincrement: 'First increment',
  nextincrement: 'Next increment',
  weight: 'Weight',
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['prefix', 'zone', 'priceperminute'];

/** The band of a line that names none. */
export const ANY_TIME = 'Any time';

/**
 * Reads a file of prefixes, several of which may stand in one cell apart by spaces, with the zone that they belong to and what that
 * costs in a band. The columns may stand in any order. INVALID_INPUT for what is no such file.
 */
export function readTariffFile(text: string): TariffLine[] {
  const [head, ...rows] = records(text);
  const titles = (head?.cells ?? []).map((title) => title.toLowerCase().replace(/[^a-z]/g, ''));
  const missing = NEEDED.filter((column) => !titles.includes(column));
  if (missing.length)
    throw invalid('csv', `Must have the columns ${missing.map((column) => COLUMNS[column]).join(', ')}.`);
  if (!rows.length) throw invalid('csv', 'Must have a line for each prefix: it has none.');
  if (rows.length > MOST_LINES)
    throw invalid('csv', `May have at most ${MOST_LINES.toLocaleString('en-GB')} lines.`);
  return rows.map(({ cells, line }) =>
    lineOf(line, (column) => (cells[titles.indexOf(column)] ?? '').trim().replace(/^'/, '')),
  );
}

function records(text: string): { cells: string[]; line: number }[] {
  const [first = ''] = text.split('\n', 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  try {
    const found = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (error instanceof CsvError) throw invalid('csv', 'Must be a CSV file: its quotes do not match.');
    throw error;
  }
}

function lineOf(line: number, cell: (column: Column) => string): TariffLine {
  const problems: string[] = [];
  const money = (column: Column): number => {
    const micro = microOf(cell(column) || (column === 'priceperminute' ? '' : '0'));
    if (micro !== null && micro <= DEAREST_MICRO) return micro;
    problems.push(`${COLUMNS[column]} must be an amount such as 0.0125, with six decimals at most.`);
    return 0;
  };
  const whole = (column: Column, least: number, most: number, otherwise: number): number => {
    const given = cell(column);
    const number = given === '' ? otherwise : Number(given);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    problems.push(`${COLUMNS[column]} must be a whole number between ${least} and ${most}.`);
    return otherwise;
  };
  const prefixes = cell('prefix').split(/\s+/).filter(Boolean).map(dialled);
  const zone = cell('zone');
  const band = cell('band') || ANY_TIME;
  if (!prefixes.length) problems.push('Prefix must be filled in.');
  const odd = prefixes.find((prefix) => !/^\d{1,15}$/.test(prefix));
  if (odd) problems.push(`Prefix must be digits such as 4420: it is ${odd.slice(0, 30)}.`);
  if (!zone || zone.length > LONGEST_NAME)
    problems.push(`Zone must be a name of at most ${LONGEST_NAME} characters.`);
  if (band.length > LONGEST_NAME) problems.push(`Band may have at most ${LONGEST_NAME} characters.`);
  const rate = {
    perMinuteMicro: money('priceperminute'),
    accessMicro: money('accesscharge'),
    connectionMicro: money('connectionfee'),
    minimumSeconds: whole('minimumseconds', 0, 3_600, 0),
    firstIncrement: whole('firstincrement', 1, 3_600, 1),
    nextIncrement: whole('nextincrement', 1, 3_600, 1),
  };
  const weight = whole('weight', 0, 999, 0);
  return { line, prefixes, zone, band, weight, rate, problem: problems.join(' ') || null };
}

/** Millionths of an amount such as `0.0125` or `£1`; null for anything else, or for more than six decimals. */
function microOf(text: string): number | null {
  const match = /^[£€$]?\s*(\d{1,4})(?:\.(\d{1,6})0*)?$/.exec(text);
  return match ? Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0')) : null;
}
