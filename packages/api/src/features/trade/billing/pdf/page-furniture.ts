import { formatVatNumber } from '@steward/shared';
import type { Canvas, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { accentOf, palette } from '../../../../kernel/pdf/colours.ts';
import { faces } from '../../../../kernel/pdf/fonts.ts';
import type { InvoiceDocument, SellerSnapshot } from '../invoice-document.ts';

const small: TextStyle = { size: 7, colour: palette.quiet, leading: 1.45 };
const legalWidth = 400;
const bottomEdge = 34;

/** The y that content must stay above to leave room for the footer. */
export function contentBottom(canvas: Canvas, { seller }: Pick<InvoiceDocument, 'seller'>): number {
  return footerTop(canvas, seller) - 14;
}

/** Writes the registration of the seller and "Page 1 of 3" at the foot of every page. */
export function drawFooters(canvas: Canvas, { seller }: Pick<InvoiceDocument, 'seller'>): void {
  const top = footerTop(canvas, seller);
  const { start, count } = canvas.doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    canvas.doc.switchToPage(page);
    canvas.aside(() => {
      canvas.rule(top);
      canvas.write(registration(seller), { x: sheet.left, y: top + 8, width: legalWidth }, small);
      const place = { x: sheet.left, y: top + 8, width: sheet.right - sheet.left };
      canvas.write(`Page ${page - start + 1} of ${count}`, place, { ...small, align: 'right' });
    });
  }
}

/** Writes the short header of the second and further pages; returns the y below it. */
export function drawContinuation(
  canvas: Canvas,
  { seller, branding }: Pick<InvoiceDocument, 'seller' | 'branding'>,
  title: string,
): number {
  const half = (sheet.right - sheet.left) / 2 - 10;
  const top = sheet.top - 16;
  canvas.aside(() => {
    canvas.doc.rect(0, 0, sheet.width, 5).fill(accentOf(branding.accentColour));
    const name = canvas.fit(seller.name, half, 1, { face: 'strong' });
    canvas.write(name, { x: sheet.left, y: top, width: half }, { face: 'strong' });
    const place = { x: sheet.right - half, y: top, width: half };
    canvas.write(title, place, { align: 'right', colour: palette.quiet });
  });
  return top + 32;
}

/** Writes "Draft" across the page, under what will be drawn on it. */
export function drawDraftMark(canvas: Canvas): void {
  const { doc } = canvas;
  canvas.aside(() => {
    const [x, y] = [sheet.width / 2, sheet.height / 2];
    doc
      .save()
      .rotate(-38, { origin: [x, y] })
      .font(faces.strong)
      .fontSize(170);
    doc.fillColor(palette.ink).fillOpacity(0.045);
    doc.text('Draft', x - doc.widthOfString('Draft') / 2, y - doc.currentLineHeight() / 2, {
      lineBreak: false,
    });
    doc.restore().fillOpacity(1);
  });
}

function footerTop(canvas: Canvas, seller: SellerSnapshot): number {
  return sheet.height - bottomEdge - canvas.height(registration(seller), legalWidth, small) - 8;
}

/** What SI 2015/17 (names and trading disclosures) wants on a company's invoices, as far as it applies. */
function registration({
  legalName,
  addressLines,
  companyNumber,
  registeredIn,
  vatNumber,
}: SellerSnapshot): string {
  const company =
    companyNumber && `Registered in ${registeredIn ?? 'the United Kingdom'}, company number ${companyNumber}`;
  const vat = vatNumber && `VAT number ${formatVatNumber(vatNumber)}`;
  return [legalName, company, vat, addressLines.filter(Boolean).join(', ')].filter(Boolean).join('  ·  ');
}
