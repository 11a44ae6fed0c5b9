import type { Block, Canvas, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { palette } from '../../../../kernel/pdf/colours.ts';
import { type BankDetails, type InvoiceDocument, kindOf } from '../invoice-document.ts';

const heading: TextStyle = { size: 9.5, face: 'strong' };
const label: TextStyle = { size: 8, colour: palette.quiet };
const value: TextStyle = { size: 8.5 };
const padding = 14;
const labelWidth = 78;
const rowGap = 2;

/** What a panel says: a title, what is to be given, a remark. */
interface Instructions {
  title: string;
  facts: [label: string, value: string][];
  remark: string | null;
}

/** Measures the panel that says how to pay; on a draft it says why not to. */
export const layOutPayment = (canvas: Canvas, invoice: InvoiceDocument, width: number): Block =>
  layOutPanel(canvas, instructions(invoice), width);

/** Measures a panel of so much width at the left edge. */
export function layOutPanel(canvas: Canvas, { title, facts, remark }: Instructions, width: number): Block {
  const inner = width - 2 * padding;
  const valueWidth = inner - labelWidth;
  const titleHeight = canvas.height(title, inner, heading) + 4;
  const rows = facts.map(([what, how]) => ({
    what,
    how,
    height: canvas.height(how, valueWidth, value) + rowGap,
  }));
  const factsHeight = rows.reduce((sum, row) => sum + row.height, 0);
  const height = 2 * padding + titleHeight + factsHeight + canvas.height(remark ?? '', inner, label) - 8;
  return {
    height,
    draw(top) {
      const x = sheet.left + padding;
      canvas.aside(() => canvas.doc.roundedRect(sheet.left, top, width, height, 5).fill(palette.panel));
      canvas.within('Sect', () => {
        canvas.write(title, { x, y: top + padding - 2, width: inner }, heading, 'H2');
        let y = top + padding - 2 + titleHeight;
        for (const { what, how, height: rowHeight } of rows) {
          canvas.write(what, { x, y: y + 0.4, width: labelWidth }, label);
          canvas.write(how, { x: x + labelWidth, y, width: valueWidth }, value);
          y += rowHeight;
        }
        canvas.write(remark ?? '', { x, y, width: inner }, label);
      });
    },
  };
}

/** Measures the terms of payment, while there is something to pay, and whom to ask. */
export function layOutTerms(canvas: Canvas, invoice: InvoiceDocument): Block {
  const { number, credits, debits, grossMinor, seller, paymentTerms, vatRemarks } = invoice;
  const toPay = number !== null && (credits !== null || grossMinor > 0);
  const ways = [seller.email, seller.phone].filter((way) => way !== null);
  const questions =
    ways.length === 0 ? null : `Questions about this ${kindOf(invoice).toLowerCase()}? ${ways.join(' or ')}`;
  const why = debits && `Why: ${debits.reason}`;
  const terms = [why, ...vatRemarks, toPay ? paymentTerms : null, questions].filter((term) => term !== null);
  const width = sheet.right - sheet.left;
  const heights = terms.map((term) => canvas.height(term, width, label) + rowGap);
  return {
    height: heights.reduce((sum, height) => sum + height, 0),
    draw(top) {
      let y = top;
      for (const term of terms) y = canvas.write(term, { x: sheet.left, y, width }, label) + rowGap;
    },
  };
}

function instructions({ number, credits, grossMinor, seller }: InvoiceDocument): Instructions {
  if (credits) return { title: 'Why', facts: [], remark: credits.reason };
  if (number === null) {
    const remark = 'It is not a VAT invoice and may still change. No payment is asked for yet.';
    return { title: 'This is a draft', facts: [], remark };
  }
  if (grossMinor === 0)
    return { title: 'Nothing to pay', facts: [], remark: 'This invoice is for your records.' };
  const reference: [string, string] = ['Reference', number];
  if (!seller.bank) {
    return {
      title: 'How to pay',
      facts: [reference],
      remark: 'Please give this reference with your payment.',
    };
  }
  return { title: 'Pay by bank transfer', facts: [...account(seller.bank), reference], remark: null };
}

/** Where to pay, as labels and what they say. */
export function account(bank: BankDetails): [string, string][] {
  const facts: [string, string | null][] = [
    ['Account name', bank.accountName],
    ['Sort code', bank.sortCode?.replace(/^(\d\d)-?(\d\d)-?(\d\d)$/, '$1-$2-$3') ?? null],
    ['Account number', bank.accountNumber],
    ['IBAN', bank.iban?.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ') ?? null],
    ['BIC', bank.bic],
    ['Bank', bank.bankName],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}
