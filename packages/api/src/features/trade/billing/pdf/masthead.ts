import { formatDate, formatMoney, formatPeriod, formatVatNumber } from '@steward/shared';
import { drawablePicture } from '../../../../kernel/drawable-picture.ts';
import type { Canvas, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { accentOf, legible, palette } from '../../../../kernel/pdf/colours.ts';
import { type Cited, type InvoiceDocument, kindOf } from '../invoice-document.ts';
import { hasVat } from './vat.ts';

const label: TextStyle = { size: 7.5, colour: palette.quiet };
const name: TextStyle = { size: 10, face: 'strong' };
const logoBox: [number, number] = [180, 48];
const columnGap = 28;
const half = (sheet.right - sheet.left - columnGap) / 2;

/** Writes what opens an invoice: who, to whom, when and how much. Returns the y below it. */
export function drawMasthead(canvas: Canvas, invoice: InvoiceDocument): number {
  const accent = accentOf(invoice.branding.accentColour);
  canvas.aside(() => canvas.doc.rect(0, 0, sheet.width, 5).fill(accent));
  const title = drawTitle(canvas, invoice, legible(accent));
  const brand = drawBrand(canvas, invoice);
  const parties = drawParties(canvas, invoice, Math.max(title, brand, sheet.top + 48) + 26);
  return drawHeadline(canvas, invoice, drawFacts(canvas, invoice, parties + 18) + 20);
}

function drawTitle(canvas: Canvas, invoice: InvoiceDocument, colour: string): number {
  const place = { x: sheet.right - half, y: sheet.top - 6, width: half };
  const y = canvas.write(
    kindOf(invoice),
    place,
    { size: 24, face: 'strong', colour, align: 'right', leading: 1.2 },
    'H1',
  );
  if (invoice.number === null) return y;
  return canvas.write(
    invoice.number,
    { ...place, y: y + 1 },
    { size: 11, align: 'right', colour: palette.quiet },
  );
}

function drawBrand(canvas: Canvas, { seller, branding }: InvoiceDocument): number {
  const place = { x: sheet.left, y: sheet.top, width: half };
  const logo = branding.logo && drawablePicture(branding.logo);
  if (logo) {
    canvas.picture(logo, { ...place, fit: logoBox }, seller.name);
    return sheet.top + logoBox[1];
  }
  return canvas.write(
    seller.name,
    { ...place, y: sheet.top - 3 },
    { size: 17, face: 'strong', leading: 1.2 },
  );
}

function drawParties(canvas: Canvas, { seller, buyer }: InvoiceDocument, top: number): number {
  const billedTo = [
    ...(buyer.attention ? [buyer.attention] : []),
    ...buyer.addressLines,
    ...(buyer.vatNumber ? [`VAT number ${formatVatNumber(buyer.vatNumber)}`] : []),
  ];
  const from = [
    ...seller.addressLines,
    ...(seller.vatNumber ? [`VAT number ${formatVatNumber(seller.vatNumber)}`] : []),
    ...[seller.email, seller.phone].filter((contact) => contact !== null),
  ];
  const left = drawParty(canvas, sheet.left, top, ['Billed to', buyer.name, billedTo]);
  const right = drawParty(canvas, sheet.right - half, top, ['From', seller.legalName, from]);
  return Math.max(left, right);
}

function drawParty(
  canvas: Canvas,
  x: number,
  top: number,
  party: [heading: string, name: string, lines: string[]],
) {
  const [heading, who, lines] = party;
  let y = canvas.write(heading, { x, y: top, width: half }, label, 'H2') + 2;
  y = canvas.write(who, { x, y, width: half }, name) + 1;
  for (const line of lines) y = canvas.write(line, { x, y, width: half });
  return y;
}

type Fact = [label: string, value: string];

const citedFacts = (label: string, { number, issuedOn }: Cited): Fact[] => [
  [label, number],
  ['Of', formatDate(issuedOn)],
];

function drawFacts(canvas: Canvas, invoice: InvoiceDocument, top: number): number {
  const facts: Fact[] = [
    [invoice.number === null ? 'Date of draft' : 'Date of issue', formatDate(invoice.issueDate)],
    ...(invoice.credits
      ? citedFacts('Credits invoice', invoice.credits)
      : invoice.debits
        ? citedFacts('For invoice', invoice.debits)
        : [['Period', formatPeriod(invoice.period)] as Fact]),
  ];
  if (hasVat(invoice)) facts.splice(1, 0, ['Tax point', formatDate(invoice.taxPoint ?? invoice.issueDate)]);
  if (invoice.dueDate) facts.push(['Due date', formatDate(invoice.dueDate)]);
  if (invoice.purchaseOrder) facts.push(['Purchase order', invoice.purchaseOrder]);
  if (invoice.buyer.customerCode) facts.push(['Customer number', invoice.buyer.customerCode]);

  canvas.rule(top);
  const width = (sheet.right - sheet.left + 12) / facts.length;
  const bottoms = facts.map(([what, value], index) => {
    const place = { x: sheet.left + index * width, y: top + 8, width: width - 12 };
    return canvas.write(value, { ...place, y: canvas.write(what, place, label) + 1 });
  });
  const bottom = Math.max(...bottoms) + 8;
  canvas.rule(bottom);
  return bottom;
}

function drawHeadline(canvas: Canvas, invoice: InvoiceDocument, top: number): number {
  const place = { x: sheet.left, y: top, width: sheet.right - sheet.left };
  const below = canvas.write(headline(invoice), place, {
    size: 16,
    face: 'strong',
    leading: 1.2,
    tabular: true,
  });
  return invoice.note ? canvas.write(invoice.note, { ...place, y: below + 6 }) : below;
}

function headline({ number, credits, currency, grossMinor, dueDate }: InvoiceDocument): string {
  if (credits) return `${formatMoney(grossMinor, currency)} credited`;
  if (number === null) return `${formatMoney(grossMinor, currency)} in total`;
  if (grossMinor === 0) return 'Nothing to pay';
  return `${formatMoney(grossMinor, currency)} due${dueDate ? ` by ${formatDate(dueDate)}` : ''}`;
}
