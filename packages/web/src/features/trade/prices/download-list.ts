import { csvFile } from '@steward/shared';
import { download } from '../../../lib/download.ts';
import type { Grid } from './PriceGrid.tsx';

/** Saves a version as a CSV file; text that a spreadsheet would run is neutralised [S62]. */
export function downloadList({ name, number, rows }: Grid): void {
  const file = csvFile(
    ['Code', 'Product', 'From quantity', 'Price', 'Version'],
    rows
      .filter(({ ownMinor, fromQuantity }) => ownMinor !== null || fromQuantity === 1)
      .map((row) => [
        row.code,
        row.name,
        row.fromQuantity,
        row.ownMinor === null ? '' : (row.ownMinor / 100).toFixed(2),
        number,
      ]),
  );
  download(`${name} ${number}.csv`, new Blob([file]), 'text/csv');
}
