/** As the API has it; a larger file need not be sent to find out [U2]. */
const LARGEST_BYTES = 5 * 1024 * 1024;

/** Why a file cannot be what is wanted, as far as can be told without reading it; undefined if it may be. */
export function refusal({ name, size }: { name: string; size: number }): string | undefined {
  if (size === 0) return 'The file is empty.';
  if (/\.(xlsx?|xlsm|ods|numbers)$/i.test(name))
    return 'This is a spreadsheet, not a CSV file. In Excel, save it as “CSV UTF-8 (Comma delimited)” and choose that file.';
  if (size > LARGEST_BYTES)
    return `It has ${mebibytes(size)} MiB; a file may have at most 5 MiB. Split it into several.`;
  return undefined;
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
