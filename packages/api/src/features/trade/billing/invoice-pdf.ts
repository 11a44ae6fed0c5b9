import { Canvas } from '../../../kernel/pdf/canvas.ts';
import { collectPdf, openPdf, type PdfFile } from '../../../kernel/pdf/pdf-file.ts';
import { type InvoiceDocument, kindOf } from './invoice-document.ts';
import { layOutClosing } from './pdf/closing.ts';
import { drawTable } from './pdf/draw-table.ts';
import { type LinesTable, layOutLines } from './pdf/lines-table.ts';
import { drawMasthead } from './pdf/masthead.ts';
import { contentBottom, drawContinuation, drawDraftMark, drawFooters } from './pdf/page-furniture.ts';

/**
 * The invoice as an A4 PDF with embedded fonts, tagged for screen readers. The same document gives the same bytes: the
 * date in the file is the date of issue. Amounts are printed as given; nothing is reckoned here.
 */
export function renderInvoicePdf(invoice: InvoiceDocument): Promise<Buffer> {
  const doc = openDocument(invoice);
  const bytes = collectPdf(doc);
  const canvas = new Canvas(doc);
  drawPages(canvas, invoice);
  drawFooters(canvas, invoice);
  canvas.end();
  doc.end();
  return bytes;
}

function openDocument(invoice: InvoiceDocument): PdfFile {
  const { number, seller, buyer, issueDate } = invoice;
  return openPdf({
    title: `${kindOf(invoice)} ${number ?? `for ${buyer.name}`}`,
    author: seller.legalName,
    subject: `For ${buyer.name}`,
    madeOn: issueDate,
  });
}

/**
 * Fills pages from the top. What an invoice comes to and how to pay it ends a short one; one of several pages says it on the
 * first, so that nobody leafs through hundreds of lines for it.
 */
function drawPages(canvas: Canvas, invoice: InvoiceDocument): void {
  const openPage = () => {
    canvas.doc.addPage();
    if (invoice.number === null) drawDraftMark(canvas);
  };
  openPage();
  const bottom = contentBottom(canvas, invoice);
  const table = layOutLines(canvas, invoice);
  const closing = layOutClosing(canvas, invoice);

  let y = drawMasthead(canvas, invoice) + gap;
  const short = fits(table, bottom - y - closing.height);
  if (!short) {
    closing.draw(y);
    y += closing.height + gap;
  }
  y = drawTable(canvas, table, {
    y,
    bottom,
    nextPage() {
      openPage();
      return drawContinuation(canvas, invoice, [kindOf(invoice), invoice.number].filter(Boolean).join(' '));
    },
  });
  if (short) closing.draw(y + gap);
}

/** The space, in points, between what opens an invoice, its table and its end. */
const gap = 18;

/** Whether the whole table, with what is drawn between it and its neighbours, needs no more than this height. */
function fits({ header, count, row }: LinesTable, height: number): boolean {
  let left = height - header.height - gap;
  for (let index = 0; index < count && left >= 0; index += 1) left -= row(index).height;
  return left >= 0;
}
