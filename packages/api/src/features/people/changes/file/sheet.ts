import { invalid } from '../../../../kernel/problem.ts';
import { csvRows } from './csv.ts';
import { startsWith } from './file-text.ts';
import {
  LARGEST_FILE_BYTES,
  MOST_COLUMNS,
  MOST_ROWS,
  TOO_LARGE,
  TOO_MANY_COLUMNS,
  TOO_MANY_ROWS,
} from './limits.ts';
import { workbookRows } from './workbook.ts';

/** One row as it stands in the file: text of each cell; a cell that is not there is undefined. */
export interface SheetRow {
  /** The line of a CSV file in which the row begins, or the row of the sheet; the first is 1. */
  line: number;
  cells: (string | undefined)[];
  /** What is wrong with a cell whatever it is for, such as a formula. */
  wrong?: Map<number, string>;
}

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
/** Of workbooks before 2007 and of those with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export interface Sheet {
  titles: string[];
  rows: AsyncGenerator<SheetRow>;
}

/**
 * Opens a file of people by what it is, not by its name: the titles of its columns, and its rows as they are asked for.
 * INVALID_INPUT for the field `file` says why it cannot be read. [S59] [U2]
 */
export async function openSheet(bytes: Uint8Array): Promise<Sheet> {
  if (bytes.length > LARGEST_FILE_BYTES) throw invalid('file', TOO_LARGE);
  if (startsWith(bytes, COMPOUND)) {
    throw invalid(
      'file',
      'This is a workbook of an old Excel, or one with a password. Save it as “Excel Workbook (.xlsx)” without a password.',
    );
  }
  const workbook = startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP);
  const rows = workbook ? workbookRows(bytes) : csvRows(bytes);
  const { value: head } = await rows.next();
  if (!head) throw invalid('file', 'The file is empty.');
  if (head.wrong?.size)
    throw invalid('file', `Line ${head.line} must name the columns: ${[...head.wrong.values()][0]}`);
  const titles = Array.from(head.cells, (cell: string | undefined) => (cell ?? '').trim());
  while (titles.length && !titles.at(-1)) titles.pop();
  if (titles.length > MOST_COLUMNS) throw invalid('file', TOO_MANY_COLUMNS);
  return { titles, rows: counted(rows) };
}

async function* counted(rows: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > MOST_ROWS) throw invalid('file', TOO_MANY_ROWS);
    yield row;
  }
  if (!count) throw invalid('file', 'Has a heading but no rows.');
}
