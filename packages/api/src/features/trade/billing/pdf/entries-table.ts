import { formatDate, formatMoney } from '@steward/shared';
import type { Block, Canvas, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { palette } from '../../../../kernel/pdf/colours.ts';
import type { StatementDocument } from '../statement-document.ts';
import type { LinesTable } from './lines-table.ts';

const cell: TextStyle = { size: 8.5, leading: 1.35 };
const strong: TextStyle = { ...cell, face: 'strong' };
const quiet: TextStyle = { ...cell, size: 7.5, colour: palette.quiet };
const padding = 5.5;

interface Column {
  title: string;
  x: number;
  width: number;
  align?: 'right';
}

const COLUMNS: readonly Column[] = [
  { title: 'Day', x: sheet.left, width: 72 },
  { title: 'What', x: sheet.left + 80, width: 128 },
  { title: 'Reference', x: sheet.left + 216, width: 111 },
  { title: 'Amount', x: sheet.right - 160, width: 75, align: 'right' },
  { title: 'Owed', x: sheet.right - 77, width: 77, align: 'right' },
];

/** Measures the account: what was owed before, what changed it, what is owed at the end. */
export function layOutEntries(canvas: Canvas, statement: StatementDocument): LinesTable {
  const { currency, from, to, openingMinor, closingMinor, rows } = statement;
  const money = (minor: number) => formatMoney(minor, currency);
  const day = (date: string) => formatDate(date, 'short');
  const texts = [
    [day(from), 'Owed before', '', '', money(openingMinor)],
    ...rows.map(({ on, what, reference, amountMinor, balanceMinor }) => [
      day(on),
      what,
      reference,
      money(amountMinor),
      money(balanceMinor),
    ]),
    [day(to), 'Owed at the end', '', '', money(closingMinor)],
  ];
  const last = texts.length - 1;
  return {
    header: layOutHeader(canvas),
    count: texts.length,
    row: (index) =>
      layOutRow(canvas, texts[index] as string[], index === 0 || index === last ? strong : cell),
  };
}

function layOutHeader(canvas: Canvas): Block {
  const height = canvas.height('x', 100, quiet) + 12;
  return {
    height,
    draw(y) {
      canvas.within('TR', () => {
        for (const { title, x, width, align = 'left' } of COLUMNS)
          canvas.write(title, { x, y, width }, { ...quiet, align }, 'TH');
      });
      canvas.rule(y + height - 5, sheet.left, sheet.right, palette.ink, 0.8);
    },
  };
}

function layOutRow(canvas: Canvas, texts: readonly string[], style: TextStyle): Block {
  const heights = COLUMNS.map(({ width }, i) => canvas.height(texts[i] ?? '', width, style));
  const height = Math.max(...heights) + 2 * padding;
  return {
    height,
    draw(y) {
      canvas.within('TR', () => {
        for (const [i, { x, width, align }] of COLUMNS.entries())
          canvas.within('TD', () =>
            canvas.write(
              texts[i] ?? '',
              { x, y: y + padding, width },
              align ? { ...style, align, tabular: true } : style,
            ),
          );
      });
      canvas.rule(y + height);
    },
  };
}
