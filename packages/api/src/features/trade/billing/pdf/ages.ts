import { formatMoney } from '@steward/shared';
import type { Block, Canvas, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { palette } from '../../../../kernel/pdf/colours.ts';
import type { StatementDocument } from '../statement-document.ts';

const heading: TextStyle = { size: 9.5, face: 'strong' };
const label: TextStyle = { size: 7.5, colour: palette.quiet };
const value: TextStyle = { size: 9, tabular: true };

/** Measures what of the account has been due for how long, and what is not set against an invoice. */
export function layOutAges(canvas: Canvas, { ages, closingMinor, currency }: StatementDocument): Block {
  const { notDueMinor, to30Minor, to60Minor, to90Minor, olderMinor } = ages;
  const free = closingMinor - (notDueMinor + to30Minor + to60Minor + to90Minor + olderMinor);
  const cells: [string, number][] = [
    ['Not due yet', notDueMinor],
    ['1–30 days', to30Minor],
    ['31–60 days', to60Minor],
    ['61–90 days', to90Minor],
    ['Older', olderMinor],
    ...(free === 0 ? [] : [['Without invoice', free] as [string, number]]),
  ];
  const width = (sheet.right - sheet.left) / cells.length;
  const title = canvas.height('x', 200, heading) + 4;
  return {
    height: title + canvas.height('x', 100, label) + canvas.height('x', 100, value) + 10,
    draw(top) {
      canvas.write('Due for how long', { x: sheet.left, y: top, width: 200 }, heading, 'H2');
      canvas.within('Table', () => {
        canvas.within('TR', () => {
          for (const [i, [what]] of cells.entries())
            canvas.write(what, { x: sheet.left + i * width, y: top + title, width: width - 6 }, label, 'TH');
        });
        canvas.within('TR', () => {
          for (const [i, [, minor]] of cells.entries())
            canvas.write(
              formatMoney(minor, currency),
              { x: sheet.left + i * width, y: top + title + 12, width: width - 6 },
              value,
              'TD',
            );
        });
      });
    },
  };
}
