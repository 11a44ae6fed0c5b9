const OPENS_A_FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NEEDS_QUOTES = /[",\r\n;]/;

/**
 * One cell of a CSV file. A leading `= + - @`, also in full width, tab or line break would make a spreadsheet run the cell as a formula, so such
 * text gets an apostrophe in front [S62]; numbers, negative ones too, stay numbers.
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const neutral = OPENS_A_FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral;
}

/** A whole CSV file with a header row, CRLF line ends, and a byte-order mark so that Excel reads it as UTF-8. */
export function csvFile(
  headings: readonly string[],
  rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string {
  return `\uFEFF${[headings, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
