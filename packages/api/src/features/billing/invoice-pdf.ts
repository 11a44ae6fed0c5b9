import { setImmediate as others } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { InvoiceDocument } from './invoice-document.ts';
import type { Block } from './pdf/canvas.ts';
import { Canvas } from './pdf/canvas.ts';
import { layOutClosing } from './pdf/closing.ts';
import { faces, printable } from './pdf/fonts.ts';
import { type LinesTable, layOutLines } from './pdf/lines-table.ts';
import { drawMasthead } from './pdf/masthead.ts';
import { contentBottom, drawContinuation, drawDraftMark, drawFooters } from './pdf/page-furniture.ts';

/**
 * The invoice as an A4 PDF with embedded fonts, tagged for screen readers. The same document gives the same bytes: the
 * date in the file is the date of issue. Amounts are printed as given; nothing is reckoned here but the amount due.
 */
export async function renderInvoicePdf(invoice: InvoiceDocument): Promise<Buffer> {
  const doc = openDocument(invoice);
  const bytes = collect(doc);
  const canvas = new Canvas(doc);
  await drawPages(canvas, invoice);
  drawFooters(canvas, invoice);
  canvas.end();
  doc.end();
  return bytes;
}

function openDocument({
  number,
  seller,
  buyer,
  issueDate,
}: InvoiceDocument): InstanceType<typeof PDFDocument> {
  const title = number === null ? `Draft invoice for ${buyer.name}` : `Invoice ${number}`;
  return new PDFDocument({
    size: 'A4',
    margin: 0,
    font: faces.regular,
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    info: {
      Title: printable(title),
      Author: printable(seller.legalName),
      Subject: printable(`For ${buyer.name}`),
      Creator: 'Steward',
      CreationDate: new Date(`${issueDate}T00:00:00Z`),
    },
  });
}

/** How many of the last lines stay with the totals, so that these do not stand on a page alone. */
const keptTogether = 3;
/** Rows that are drawn before other requests get their turn: some 50 ms of work. */
const turn = 30;

/** Fills pages from the top; the last lines and what ends the invoice stay together. */
async function drawPages(canvas: Canvas, invoice: InvoiceDocument): Promise<void> {
  const openPage = () => {
    canvas.doc.addPage();
    if (invoice.number === null) drawDraftMark(canvas);
  };
  openPage();
  const bottom = contentBottom(canvas, invoice);
  const table = layOutLines(canvas, invoice);
  const { header, count } = table;
  const closing = layOutClosing(canvas, invoice);

  let y = drawMasthead(canvas, invoice) + 18;
  const turnPage = () => {
    openPage();
    y = drawContinuation(canvas, invoice);
  };
  const kept = Math.max(1, count - keptTogether);
  await canvas.withinLong('Table', async () => {
    header.draw(y);
    y += header.height;
    for (let index = 0; index < count; index += 1) {
      if (index % turn === turn - 1) await others();
      const row = table.row(index);
      const ends = index === kept || (index > kept && index === count - 1);
      const needed = ends ? heightOf([...rowsFrom(table, index), closing]) : row.height;
      if (y + needed > bottom) {
        turnPage();
        canvas.aside(() => header.draw(y));
        y += header.height;
      }
      row.draw(y);
      y += row.height;
    }
  });
  if (y + closing.height > bottom) turnPage();
  closing.draw(y);
}

function rowsFrom({ count, row }: LinesTable, index: number): Block[] {
  return Array.from({ length: count - index }, (_unused, offset) => row(index + offset));
}

function heightOf(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + block.height, 0);
}

function collect(doc: InstanceType<typeof PDFDocument>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
