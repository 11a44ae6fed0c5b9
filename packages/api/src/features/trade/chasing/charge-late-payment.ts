import { formatDate, id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { holdOwnInvoice } from '../billing/index.ts';
import { chargeLate } from './charge-late.ts';
import { readLeftToCharge } from './read-late.ts';

/**
 * Charges by law what an invoice in pounds to a business is, or was, paid late: interest and a fixed sum, less what has been charged
 * already, by a debit note outside the scope of VAT. `latePayment` says what it comes to. CONFLICT if nothing is left. [B7]
 */
export const chargeLatePayment = verb({
  name: 'chargeLatePayment',
  permission: 'CHASING_WRITE',
  description: 'Answers with the debit note. What it comes to is said by `latePayment` before.',
  input: input('ChargeLatePaymentInput', { invoiceId: id() }),
  async run(scope, { invoiceId }, { publicUrl }) {
    const { issuerId } = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice charges its late payment.',
    );
    const [left] = await readLeftToCharge(scope, [invoiceId]);
    if (left?.missing.length)
      throw conflict(
        `Bank Rate of the half-year from ${left.missing.map((day) => formatDate(day)).join(' and ')} is not recorded yet. Have it recorded first.`,
        'invoiceId',
      );
    const [subject] = await chargeLate(scope, issuerId, left ? [left] : [], publicUrl);
    if (!subject?.id)
      throw conflict(
        'Nothing is left to charge: only what a business pays late in pounds is, and each day once.',
        'invoiceId',
      );
    return { result: subject.id, subject };
  },
});
