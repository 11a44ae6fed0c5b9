import { formatDate } from '@steward/shared';
import { Canvas, sheet, type TextStyle } from '../../../kernel/pdf/canvas.ts';
import { palette } from '../../../kernel/pdf/colours.ts';
import { collectPdf, openPdf } from '../../../kernel/pdf/pdf-file.ts';
import type { InvoicedCalls, ItemisedCall } from './invoiced-calls.ts';

/** The calls of an invoice with those that are told one by one. */
export interface CallsDocument extends InvoicedCalls {
  lines: readonly ItemisedCall[];
}

const BOTTOM = sheet.height - 60;
const PADDING = 2.5;
const GUTTER = 8;
const cell: TextStyle = { size: 7.5, leading: 1.3 };
const quiet: TextStyle = { ...cell, size: 7, colour: palette.quiet };

interface Column {
  title: string;
  /** Its share of the width. */
  share: number;
  align?: 'right';
  text(call: ItemisedCall): string;
}

const columnsOf = ({ kind }: CallsDocument): Column[] => [
  ...(kind === 'WHOLESALE'
    ? [{ title: 'Company', share: 20, text: (call: ItemisedCall) => call.company ?? '' }]
    : []),
  { title: 'Date', share: 13, text: ({ day }) => formatDate(day, 'short') },
  { title: 'Time', share: 9, text: ({ time }) => time ?? '' },
  { title: 'From', share: 17, text: ({ from }) => from },
  {
    title: 'To',
    share: 17,
    text: ({ to, calls }) => to ?? (calls === 1 ? '1 call' : `${calls.toLocaleString('en-GB')} calls`),
  },
  { title: 'Destination', share: 19, text: ({ zone }) => zone },
  { title: 'Duration', share: 10, align: 'right', text: ({ seconds }) => duration(seconds) },
  { title: 'Net', share: 11, align: 'right', text: ({ netMicro }) => (netMicro / 1_000_000).toFixed(4) },
];

const duration = (seconds: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** The calls of an invoice as an A4 PDF, tagged for screen readers; the same calls give the same bytes. [B3] */
export function renderInvoicedCalls(document: CallsDocument): Promise<Buffer> {
  const { number, issuer, customer, madeOn } = document;
  const title = number ? `Calls on invoice ${number}` : 'Calls on a draft invoice';
  const doc = openPdf({ title, author: issuer, subject: `For ${customer}`, madeOn });
  const bytes = collectPdf(doc);
  const canvas = new Canvas(doc);
  doc.addPage();
  drawTable(canvas, document, drawHead(canvas, title, document));
  drawFooters(canvas, `${title} · ${issuer}`);
  canvas.end();
  doc.end();
  return bytes;
}

function drawHead(canvas: Canvas, title: string, document: CallsDocument): number {
  const { issuer, customer, calls, netMicro, currency, sums } = document;
  const place = (y: number) => ({ x: sheet.left, y, width: sheet.right - sheet.left });
  let y = canvas.write(title, place(sheet.top), { size: 18, face: 'strong', leading: 1.25 }, 'H1');
  y = canvas.write(`${issuer} to ${customer}`, place(y + 1), { size: 11 });
  const facts = [
    `${calls === 1 ? '1 call' : `${calls.toLocaleString('en-GB')} calls`}, ${currency} ${(netMicro / 1_000_000).toFixed(4)} net. Each line of the invoice adds up its calls and is rounded once.`,
    'Times are those of London. Of the numbers that were called the last three digits are hidden.',
    ...(sums.length ? ['Whoever asked not to be itemised is shown in sums.'] : []),
  ];
  for (const fact of facts) y = canvas.write(fact, place(y + 4), { size: 8.5, colour: palette.quiet });
  return y + 14;
}

function drawTable(canvas: Canvas, document: CallsDocument, top: number): void {
  const columns = placed(columnsOf(document));
  const height = canvas.height('x', 100, cell) + 2 * PADDING;
  const head = (y: number): number => {
    canvas.within('TR', () => {
      for (const { title, align, ...place } of columns)
        canvas.write(title, { ...place, y }, { ...quiet, align: align ?? 'left' }, 'TH');
    });
    const below = y + canvas.height('x', 100, quiet) + 3;
    canvas.rule(below, sheet.left, sheet.right, palette.ink, 0.8);
    return below;
  };
  canvas.within('Table', () => {
    let y = head(top);
    for (const call of document.lines) {
      if (y + height > BOTTOM) {
        canvas.doc.addPage();
        canvas.aside(() => {
          y = head(sheet.top);
        });
      }
      canvas.within('TR', () => {
        for (const { text, align, x, width } of columns) {
          const style = { ...cell, align: align ?? ('left' as const), tabular: align === 'right' };
          canvas.write(canvas.fit(text(call), width, 1, style), { x, y: y + PADDING, width }, style, 'TD');
        }
      });
      y += height;
      canvas.rule(y, sheet.left, sheet.right, palette.line, 0.4);
    }
  });
}

function placed(columns: readonly Column[]) {
  const width = sheet.right - sheet.left - GUTTER * (columns.length - 1);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = sheet.left;
  return columns.map((column) => {
    const at = { ...column, x, width: (width * column.share) / shares };
    x += at.width + GUTTER;
    return at;
  });
}

function drawFooters(canvas: Canvas, text: string): void {
  const { start, count } = canvas.doc.bufferedPageRange();
  const place = { x: sheet.left, y: BOTTOM + 16, width: sheet.right - sheet.left };
  for (let page = start; page < start + count; page += 1) {
    canvas.doc.switchToPage(page);
    canvas.aside(() => {
      canvas.write(text, place, quiet);
      canvas.write(`Page ${page - start + 1} of ${count}`, place, { ...quiet, align: 'right' });
    });
  }
}
