import type { Block, Canvas } from '../../../../kernel/pdf/canvas.ts';
import { sheet } from '../../../../kernel/pdf/canvas.ts';
import type { InvoiceDocument } from '../invoice-document.ts';
import { layOutPayment, layOutTerms } from './payment.ts';
import { layOutTotals, totalsWidth } from './totals.ts';

const columnGap = 32;

/** Measures what ends an invoice: how to pay beside the totals, and the terms below both. */
export function layOutClosing(canvas: Canvas, invoice: InvoiceDocument): Block {
  const payment = layOutPayment(canvas, invoice, sheet.right - sheet.left - totalsWidth - columnGap);
  const totals = layOutTotals(canvas, invoice);
  const terms = layOutTerms(canvas, invoice);
  const body = Math.max(payment.height, totals.height) + 16;
  return {
    height: body + terms.height,
    draw(y) {
      totals.draw(y);
      payment.draw(y);
      terms.draw(y + body);
    },
  };
}
