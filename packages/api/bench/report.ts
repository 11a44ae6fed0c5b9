import type { Result } from './benchmark.ts';

/** The results as a table for people; a figure is colour, the ratio is the result. */
export function table(results: readonly Result[]): string {
  const rows = [
    ['', 'ours', 'reference', 'unit', 'ratio', 'goal', ''],
    ...results.map((result) => [
      result.name,
      figure(result.ours),
      figure(result.reference),
      result.unit,
      result.ratio.toFixed(2),
      `≥ ${result.target.toFixed(2)}`,
      result.ratio >= result.target ? 'met' : 'NOT MET',
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === 3 || column === 6;
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const figure = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: value < 100 ? 1 : 0 });
