/** The largest file of people: 16 MiB and 50,000 rows below the heading. [U2] */
export const LARGEST_FILE_BYTES = 16 * 1024 * 1024;
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 100;
/** Characters of one cell; a spreadsheet holds no more either. */
export const LONGEST_CELL = 32_767;

export const TOO_LARGE = 'May have at most 16 MiB. Split the file into several.';
export const TOO_MANY_ROWS = 'May have at most 50,000 rows. Split the file into several.';
export const TOO_MANY_COLUMNS = `May have at most ${MOST_COLUMNS} columns.`;
