import PDFDocument from 'pdfkit';
import type { InvoiceDocument } from './invoice-document.ts';
import type { Block } from './pdf/canvas.ts';
import { Canvas } from './pdf/canvas.ts';
import { layOutClosing } from './pdf/closing.ts';
import { faces, printable } from './pdf/fonts.ts';
import { layOutLines } from './pdf/lines-table.ts';
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
  drawPages(canvas, invoice);
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

/** Fills pages from the top; the last lines and what ends the invoice stay together. */
function drawPages(canvas: Canvas, invoice: InvoiceDocument): void {
  const openPage = () => {
    canvas.doc.addPage();
    if (invoice.number === null) drawDraftMark(canvas);
  };
  openPage();
  const bottom = contentBottom(canvas, invoice);
  const { header, rows } = layOutLines(canvas, invoice);
  const closing = layOutClosing(canvas, invoice);

  let y = drawMasthead(canvas, invoice) + 18;
  const turnPage = () => {
    openPage();
    y = drawContinuation(canvas, invoice);
  };
  canvas.within('Table', () => {
    header.draw(y);
    y += header.height;
    const kept = Math.max(1, rows.length - keptTogether);
    rows.forEach((row, index) => {
      const ends = index === kept || (index > kept && index === rows.length - 1);
      const needed = ends ? heightOf([...rows.slice(index), closing]) : row.height;
      if (y + needed > bottom) {
        turnPage();
        canvas.aside(() => header.draw(y));
        y += header.height;
      }
      row.draw(y);
      y += row.height;
    });
  });
  if (y + closing.height > bottom) turnPage();
  closing.draw(y);
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
