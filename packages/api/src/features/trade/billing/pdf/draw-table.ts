import type { Canvas } from '../../../../kernel/pdf/canvas.ts';
import type { LinesTable } from './lines-table.ts';

/**
 * Draws a table from `y` down, over as many pages as it takes: each begins with its header, which `nextPage` makes room for. Returns the
 * y below it.
 */
export function drawTable(
  canvas: Canvas,
  { header, count, row: rowAt }: LinesTable,
  { y: top, bottom, nextPage }: { y: number; bottom: number; nextPage(): number },
): number {
  let y = top;
  canvas.within('Table', () => {
    header.draw(y);
    y += header.height;
    for (let index = 0; index < count; index += 1) {
      const row = rowAt(index);
      if (y + row.height > bottom) {
        y = nextPage();
        canvas.aside(() => header.draw(y));
        y += header.height;
      }
      row.draw(y);
      y += row.height;
    }
  });
  return y;
}
