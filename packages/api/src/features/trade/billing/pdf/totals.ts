import { formatMoney } from '@steward/shared';
import type { Block, Canvas, TextStyle } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import { accentOf, legible, palette } from '../../../../kernel/pdf/colours.ts';
import type { InvoiceDocument } from '../invoice-document.ts';
import { formatVat, hasVat } from './vat.ts';

interface Sum {
  label: string;
  amount: string;
  style: TextStyle;
  /** A line above it. */
  rule?: string;
}

const plain: TextStyle = { size: 8.5, tabular: true };
const strong: TextStyle = { ...plain, face: 'strong' };
const columnGap = 10;
const spacing = 4.5;

/** The width of the column of totals at the right edge. */
export const totalsWidth = 218;

/** Measures the sums: net, VAT by rate, and what is due. */
export function layOutTotals(canvas: Canvas, invoice: InvoiceDocument): Block {
  const rows = sums(invoice).map((sum) => {
    const labelWidth = totalsWidth - canvas.width(sum.amount, sum.style) - columnGap;
    const height = canvas.height(sum.label, labelWidth, sum.style) + spacing;
    return { ...sum, labelWidth, above: sum.rule ? 5 : 0, height };
  });
  const x = sheet.right - totalsWidth;
  return {
    height: rows.reduce((height, row) => height + row.above * 2 + row.height, 0),
    draw(top) {
      let y = top;
      canvas.within('Table', () => {
        for (const { label, labelWidth, amount, style, rule, above, height } of rows) {
          if (rule) canvas.rule(y + above - 1, x, sheet.right, rule, rule === palette.ink ? 0.8 : 0.6);
          y += above * 2;
          canvas.within('TR', () => {
            canvas.write(label, { x, y, width: labelWidth }, style, 'TH');
            canvas.write(amount, { x, y, width: totalsWidth }, { ...style, align: 'right' }, 'TD');
          });
          y += height;
        }
      });
    },
  };
}

function sums(invoice: InvoiceDocument): Sum[] {
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  const { number, credits, grossMinor } = invoice;
  const colour = legible(accentOf(invoice.branding.accentColour));
  return [
    ...(hasVat(invoice) ? vatSums(invoice) : []),
    ...(number === null
      ? []
      : [{ label: 'Total', amount: money(grossMinor), style: strong, rule: palette.line }]),
    {
      label: number === null ? 'Total' : credits ? 'Credited' : 'Amount due',
      amount: money(grossMinor),
      style: { ...strong, size: 12, colour, leading: 1.25 },
      rule: palette.ink,
    },
  ];
}

function vatSums({ currency, vat, netMinor, vatMinor, vatInSterling }: InvoiceDocument): Sum[] {
  const money = (minor: number) => formatMoney(minor, currency);
  return [
    { label: 'Total excluding VAT', amount: money(netMinor), style: plain },
    ...vat.map((subtotal) => ({
      label: `VAT ${formatVat(subtotal)} on ${money(subtotal.netMinor)}`,
      amount: money(subtotal.vatMinor),
      style: plain,
    })),
    ...(vat.length === 1 ? [] : [{ label: 'Total VAT', amount: money(vatMinor), style: plain }]),
    ...(vatInSterling
      ? [
          {
            label: `VAT in pounds, at ${vatInSterling.perPound} ${currency} to £1`,
            amount: formatMoney(vatInSterling.minor, 'GBP'),
            style: plain,
          },
        ]
      : []),
  ];
}
