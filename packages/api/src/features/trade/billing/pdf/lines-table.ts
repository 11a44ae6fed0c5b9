import { formatMoney, formatPeriod } from '@steward/shared';
import type { Block, Canvas, Place, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { palette } from '../../../../kernel/pdf/colours.ts';
import type { DocumentLine, InvoiceDocument } from '../invoice-document.ts';
import { formatVat, hasVat } from './vat.ts';

interface Column {
  title: string;
  align: 'left' | 'right';
  text(line: DocumentLine): string;
  /** A second, quieter line. */
  note?(line: DocumentLine): string;
  /** Whether the text may take several lines; the other columns are made wide enough. */
  wraps?: boolean;
  x: number;
  width: number;
}

const size = 8.5;
const cell: TextStyle = { size, leading: 1.35 };
const quiet: TextStyle = { ...cell, size: 7.5, colour: palette.quiet };
const gutter = 14;
const rowPadding = 5.5;
/** So that one line never needs more than a page; inputs are far shorter. */
const descriptionLines = 40;
/** A text of so many characters is certain to take fewer lines. */
const certainlyFits = 600;

/** The table of lines, as rows that a page breaker can place; every page's part of it starts with the header. */
export interface LinesTable {
  header: Block;
  count: number;
  /** Measures one row. */
  row(index: number): Block;
}

/** Measures the table. Columns of figures are as wide as their widest entry, the description has what is left. */
export function layOutLines(canvas: Canvas, invoice: InvoiceDocument): LinesTable {
  const columns = placeColumns(canvas, invoice);
  return {
    header: layOutHeader(canvas, columns),
    count: invoice.lines.length,
    row: (index) => layOutRow(canvas, columns, invoice.lines[index] as DocumentLine),
  };
}

const left = (title: string, text: (line: DocumentLine) => string) => ({
  title,
  text,
  align: 'left' as const,
});
const right = (title: string, text: (line: DocumentLine) => string) => ({
  title,
  text,
  align: 'right' as const,
});

const periodColumn = {
  ...left('Period', (line) => formatPeriod(line.period, 'short')),
  note: (line: DocumentLine) =>
    line.months > 1
      ? `${line.months} months`
      : line.days === line.periodDays
        ? ''
        : `${line.days} of ${line.periodDays} days`,
};

function placeColumns(canvas: Canvas, invoice: InvoiceDocument): Column[] {
  const { lines, credits, currency, period } = invoice;
  // The head of the invoice says the period; a column repeats it only to tell lines apart.
  const periodsDiffer = lines.some(
    (line) => line.period.start !== period.start || line.period.endExclusive !== period.endExclusive,
  );
  const description = { ...left('Description', (line) => line.description), wraps: true };
  const others = [
    ...(periodsDiffer ? [periodColumn] : []),
    ...(credits
      ? []
      : [
          right('Quantity', (line) => line.quantity.toLocaleString('en-GB')),
          right('Unit price', (line) => formatMoney(line.unitMinor, currency)),
        ]),
    ...(hasVat(invoice) ? [right('VAT', (line) => formatVat(line))] : []),
    right('Net amount', (line) => formatMoney(line.netMinor, currency)),
  ];
  const narrow = others.map((column) => ({ ...column, x: 0, width: widest(canvas, column, lines) }));
  const taken = narrow.reduce((sum, column) => sum + column.width + gutter, 0);
  const columns = [{ ...description, x: 0, width: sheet.right - sheet.left - taken }, ...narrow];
  let x = sheet.left;
  for (const column of columns) {
    column.x = x;
    x += column.width + gutter;
  }
  return columns;
}

function widest(
  canvas: Canvas,
  column: Pick<Column, 'title' | 'align' | 'text'>,
  lines: DocumentLine[],
): number {
  const texts = new Set(lines.map((line) => column.text(line)));
  const widths = Array.from(texts, (text) => canvas.width(text, { ...cell, ...set(column) }));
  return Math.ceil(Math.max(canvas.width(column.title, quiet), ...widths)) + 1;
}

function layOutHeader(canvas: Canvas, columns: Column[]): Block {
  const height = canvas.height('x', 100, quiet) + 12;
  return {
    height,
    draw(y) {
      canvas.within('TR', () => {
        for (const column of columns)
          canvas.write(column.title, at(column, y), { ...quiet, align: column.align }, 'TH');
      });
      canvas.rule(y + height - 5, sheet.left, sheet.right, palette.ink, 0.8);
    },
  };
}

function layOutRow(canvas: Canvas, columns: Column[], line: DocumentLine): Block {
  const lineHeight = canvas.height('x', sheet.width, cell);
  const cells = columns.map((column) => ({
    column,
    text: column.text(line),
    note: column.note?.(line) ?? '',
  }));
  let height = lineHeight;
  for (const entry of cells) {
    const { column, note } = entry;
    if (column.wraps && entry.text.length > certainlyFits)
      entry.text = canvas.fit(entry.text, column.width, descriptionLines, cell);
    const textHeight = column.wraps ? canvas.height(entry.text, column.width, cell) : lineHeight;
    height = Math.max(height, textHeight + canvas.height(note, column.width, quiet));
  }
  height += 2 * rowPadding;
  return {
    height,
    draw(y) {
      canvas.within('TR', () => {
        for (const { column, text, note } of cells) {
          const place = at(column, y + rowPadding);
          canvas.within('TD', () => {
            const below = canvas.write(text, place, { ...cell, ...set(column) });
            if (note) canvas.write(note, { ...place, y: below }, quiet);
          });
        }
      });
      canvas.rule(y + height);
    },
  };
}

function set({ align }: Pick<Column, 'align'>): TextStyle {
  return { align, tabular: align === 'right' };
}

function at({ x, width }: Column, y: number): Place {
  return { x, y, width };
}
