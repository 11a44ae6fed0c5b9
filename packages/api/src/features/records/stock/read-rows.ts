import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { invalid } from '../../../kernel/problem.ts';

const LARGEST = 1_000_000;
const MOST_ROWS = 2_000;
const DELIMITERS = [',', ';', '\t'];

export interface CellProblem {
  /** The column's title in the file; empty for what is about the whole row. */
  column: string;
  message: string;
}

/** What a column may be called, the first being what people are told, and the rule that its cells follow. */
export interface Column {
  titles: readonly [string, ...string[]];
  rule: z.ZodType;
}

/** A row of a file: its values by field, those left blank being undefined, and what is wrong with its cells. */
export interface ReadRow<Fields extends Record<string, Column>> {
  /** The line of the file in which it begins, the heading being the first. */
  line: number;
  values: { [Field in keyof Fields]?: z.infer<Fields[Field]['rule']> };
  problems: CellProblem[];
}

/** The text of such a file, as it is sent. [S59] */
export const fileOfRecords = () =>
  z.string().max(LARGEST, 'May have at most 1 MB. Split the file into several.');

/**
 * Reads a CSV file of records, whichever delimiter and line ends it has: the heading names columns in any order. INVALID_INPUT for
 * `file` if it cannot be read or names a column that is not known; what is wrong with single cells stands in their rows. [S59]
 */
export function readRows<Fields extends Record<string, Column>>(
  file: string,
  columns: Fields,
): ReadRow<Fields>[] {
  const records = recordsOf(file.replace(/^\uFEFF/, ''));
  const [head, ...rows] = records;
  if (!head) throw invalid('file', 'The file is empty.');
  if (!rows.length) throw invalid('file', 'Has a heading but no rows.');
  if (rows.length > MOST_ROWS)
    throw invalid('file', 'May have at most 2,000 rows. Split the file into several.');
  const fields = head.cells.map((title) => fieldOf(title, columns));
  return rows.map(({ line, cells }) => {
    const row: ReadRow<Fields> = { line, values: {}, problems: [] };
    for (const [i, field] of fields.entries()) {
      const text = plain(cells[i] ?? '');
      const column = field && columns[field];
      if (!field || !column || !text) continue;
      const read = column.rule.safeParse(text);
      if (read.success) row.values[field] = read.data as never;
      else
        row.problems.push({
          column: column.titles[0],
          message: read.error.issues[0]?.message ?? 'Cannot be read.',
        });
    }
    if (cells.length > fields.length && cells.slice(fields.length).some(Boolean))
      row.problems.push({ column: '', message: 'Has more cells than the heading has columns.' });
    return row;
  });
}

/** Spreadsheets, and our own exports, put an apostrophe before what they would take for a formula. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

const sameTitle = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]/g, '');

function fieldOf<Fields extends Record<string, Column>>(
  title: string,
  columns: Fields,
): keyof Fields | undefined {
  if (!title.trim()) return undefined;
  const found = Object.keys(columns).find((field) =>
    columns[field]?.titles.some((known) => sameTitle(known) === sameTitle(title)),
  );
  if (found) return found;
  const known = Object.values(columns).map(({ titles }) => titles[0]);
  throw invalid(
    'file',
    `“${title.trim().slice(0, 60)}” is no column that can be read. These are: ${known.join(', ')}.`,
  );
}

function recordsOf(text: string): { line: number; cells: string[] }[] {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const delimiter = DELIMITERS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] as string;
  try {
    const read = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      max_record_size: 65_536,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return read
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some(Boolean));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid('file', `Line ${error.lines ?? 1} has a quotation mark that is out of place.`);
  }
}
