import { addDays, formatDate, formatMoney, formatPeriod } from '@steward/shared';
import { Canvas } from '../../../kernel/pdf/canvas.ts';
import { collectPdf, openPdf } from '../../../kernel/pdf/pdf-file.ts';
import { layOutAges } from './pdf/ages.ts';
import { drawTable } from './pdf/draw-table.ts';
import { layOutEntries } from './pdf/entries-table.ts';
import { drawFacts, drawHead, drawHeadline } from './pdf/masthead.ts';
import { contentBottom, drawContinuation, drawFooters } from './pdf/page-furniture.ts';
import { account, layOutPanel } from './pdf/payment.ts';
import type { StatementDocument } from './statement-document.ts';

/** The space, in points, between the parts. */
const gap = 18;
const panelWidth = 300;

/** The statement as an A4 PDF on the seller's paper, tagged for screen readers. The same document gives the same bytes. */
export function renderStatementPdf(statement: StatementDocument): Promise<Buffer> {
  const { seller, buyer, to } = statement;
  const doc = openPdf({
    title: `Statement for ${buyer.name}`,
    author: seller.legalName,
    subject: `Until ${formatDate(to)}`,
    madeOn: to,
  });
  const bytes = collectPdf(doc);
  const canvas = new Canvas(doc);
  drawPages(canvas, statement);
  drawFooters(canvas, statement);
  canvas.end();
  doc.end();
  return bytes;
}

function drawPages(canvas: Canvas, statement: StatementDocument): void {
  const { from, to, buyer, currency } = statement;
  const period = formatPeriod({ start: from, endExclusive: addDays(to, 1) });
  const bottom = contentBottom(canvas, statement);
  const nextPage = () => {
    canvas.doc.addPage();
    return drawContinuation(canvas, statement, `Statement, ${period}`);
  };
  canvas.doc.addPage();
  const head = drawHead(canvas, statement, 'Statement', period);
  const facts = drawFacts(
    canvas,
    [
      ['From', formatDate(from)],
      ['To', formatDate(to)],
      ['Currency', currency],
      ...(buyer.customerCode ? [['Customer number', buyer.customerCode] as [string, string]] : []),
    ],
    head + gap,
  );
  const top = drawHeadline(canvas, headline(statement), facts + 20) + gap;
  let y = drawTable(canvas, layOutEntries(canvas, statement), { y: top, bottom, nextPage }) + gap;
  const payment = layOutPanel(canvas, howToPay(statement), panelWidth);
  for (const part of [layOutAges(canvas, statement), payment]) {
    if (y + part.height > bottom) y = nextPage();
    part.draw(y);
    y += part.height + gap;
  }
}

function headline({ closingMinor, currency, to }: StatementDocument): string {
  const sum = formatMoney(Math.abs(closingMinor), currency);
  if (closingMinor === 0) return `Nothing owed on ${formatDate(to)}`;
  return closingMinor > 0 ? `${sum} owed on ${formatDate(to)}` : `${sum} in your favour on ${formatDate(to)}`;
}

function howToPay({ closingMinor, seller }: StatementDocument) {
  if (closingMinor <= 0)
    return { title: 'Nothing to pay', facts: [], remark: 'This statement is for your records.' };
  return {
    title: seller.bank ? 'Pay by bank transfer' : 'How to pay',
    facts: seller.bank ? account(seller.bank) : [],
    remark:
      'Please give the numbers of the invoices that you pay. What was paid since is not on this statement.',
  };
}
