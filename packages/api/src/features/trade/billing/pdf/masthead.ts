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

/** Whose paper something is written on, and to whom. */
type Paper = Pick<InvoiceDocument, 'seller' | 'buyer' | 'branding'>;

/** Writes what opens an invoice: who, to whom, when and how much. Returns the y below it. */
export function drawMasthead(canvas: Canvas, invoice: InvoiceDocument): number {
  const parties = drawHead(canvas, invoice, kindOf(invoice), invoice.number);
  const facts = drawFacts(canvas, factsOf(invoice), parties + 18);
  const below = drawHeadline(canvas, headline(invoice), facts + 20);
  if (!invoice.note) return below;
  return canvas.write(invoice.note, { x: sheet.left, y: below + 6, width: sheet.right - sheet.left });
}

/** Writes what opens any paper: its title with a line below, whose it is, from whom and to whom. Returns the y below it. */
export function drawHead(canvas: Canvas, paper: Paper, title: string, below: string | null): number {
  const accent = accentOf(paper.branding.accentColour);
  canvas.aside(() => canvas.doc.rect(0, 0, sheet.width, 5).fill(accent));
  const titled = drawTitle(canvas, title, below, legible(accent));
  const brand = drawBrand(canvas, paper);
  return drawParties(canvas, paper, Math.max(titled, brand, sheet.top + 48) + 26);
}

function drawTitle(canvas: Canvas, title: string, below: string | null, colour: string): number {
  const place = { x: sheet.right - half, y: sheet.top - 6, width: half };
  const y = canvas.write(
    title,
    place,
    { size: 24, face: 'strong', colour, align: 'right', leading: 1.2 },
    'H1',
  );
  if (below === null) return y;
  return canvas.write(below, { ...place, y: y + 1 }, { size: 11, align: 'right', colour: palette.quiet });
}

function drawBrand(canvas: Canvas, { seller, branding }: Paper): number {
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

function drawParties(canvas: Canvas, { seller, buyer }: Paper, top: number): number {
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

function factsOf(invoice: InvoiceDocument): Fact[] {
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
  return facts;
}

/** Writes a row of labels and what they say, between lines. Returns the y below it. */
export function drawFacts(canvas: Canvas, facts: readonly Fact[], top: number): number {
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

/** Writes what it all comes to. Returns the y below it. */
export function drawHeadline(canvas: Canvas, text: string, top: number): number {
  const place = { x: sheet.left, y: top, width: sheet.right - sheet.left };
  return canvas.write(text, place, { size: 16, face: 'strong', leading: 1.2, tabular: true });
}

function headline({ number, credits, currency, grossMinor, dueDate }: InvoiceDocument): string {
  if (credits) return `${formatMoney(grossMinor, currency)} credited`;
  if (number === null) return `${formatMoney(grossMinor, currency)} in total`;
  if (grossMinor === 0) return 'Nothing to pay';
  return `${formatMoney(grossMinor, currency)} due${dueDate ? ` by ${formatDate(dueDate)}` : ''}`;
}
