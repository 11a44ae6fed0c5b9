import type { Options } from 'csv-parse';

/** A row as it is read: its cells, and up to which byte of the text it goes. */
export interface CsvRecord {
  record: string[];
  info: { bytes: number };
}

/** How a file of end users is read: any line ending, quoted where needed; how long the rows are is judged row by row. */
export const csvOptions = (delimiter: string): Options => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  trim: true,
  info: true,
  // Bounds what a quotation mark that is never closed can swallow.
  max_record_size: 65_536,
});
