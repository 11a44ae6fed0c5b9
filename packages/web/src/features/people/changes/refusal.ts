/** As the API has it; a larger file need not be sent to find out [U2]. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/** Why a file cannot be what is wanted, as far as can be told without reading it; undefined if it may be. */
export function refusal({ name, size }: { name: string; size: number }): string | undefined {
  if (size === 0) return 'The file is empty.';
  if (/\.(xls|xlsb|ods|numbers)$/i.test(name))
    return 'This kind of spreadsheet cannot be read. Save it as “Excel Workbook (.xlsx)” or as CSV and choose that file.';
  if (size > LARGEST_BYTES)
    return `It has ${mebibytes(size)} MiB; a file may have at most 16 MiB. Split it into several.`;
  return undefined;
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
