import PDFDocument from 'pdfkit';
import type { InvoiceDocument } from './invoice-document.ts';
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
export function renderInvoicePdf(invoice: InvoiceDocument): Promise<Buffer> {
  const doc = openDocument(invoice);
  const bytes = collect(doc);
  const canvas = new Canvas(doc);
  drawPages(canvas, invoice);
  drawFooters(canvas, invoice);
  canvas.end();
  doc.end();
  return bytes;
}

/** pdfkit puts names into the file's XML as they are, and takes characters for bytes: both are put right by references. */
class InvoiceFile extends PDFDocument {
  override endMetadata(): void {
    const { info } = this;
    const escaped = Object.entries(info).map(([key, value]) => [key, isText(value) ? asXml(value) : value]);
    this.info = Object.fromEntries(escaped);
    super.endMetadata();
    this.info = info;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const asXml = (text: string): string =>
  text.replace(/[&<>"']|[^ -~]/gu, (character) => `&#${character.codePointAt(0)};`);

function openDocument({ number, seller, buyer, issueDate }: InvoiceDocument): InvoiceFile {
  const title = number === null ? `Draft invoice for ${buyer.name}` : `Invoice ${number}`;
  return new InvoiceFile({
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
  const { header, count } = table;
  const closing = layOutClosing(canvas, invoice);

  let y = drawMasthead(canvas, invoice) + gap;
  const short = fits(table, bottom - y - closing.height);
  if (!short) {
    closing.draw(y);
    y += closing.height + gap;
  }
  canvas.within('Table', () => {
    header.draw(y);
    y += header.height;
    for (let index = 0; index < count; index += 1) {
      const row = table.row(index);
      if (y + row.height > bottom) {
        openPage();
        y = drawContinuation(canvas, invoice);
        canvas.aside(() => header.draw(y));
        y += header.height;
      }
      row.draw(y);
      y += row.height;
    }
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

function collect(doc: InstanceType<typeof PDFDocument>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
