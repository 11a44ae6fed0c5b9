/** The largest file of end users: 5 MiB and 20,000 rows below the heading. [U2] */
export const LARGEST_FILE_BYTES = 5 * 1024 * 1024;
export const MOST_ROWS = 20_000;

export const TOO_LARGE = 'May have at most 5 MiB. Split the file into several.';
export const TOO_MANY_ROWS = 'May have at most 20,000 rows. Split the file into several.';
