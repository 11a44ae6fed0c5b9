import { id, moneyMinor } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { holdOwnInvoice } from '../billing/index.ts';
import { assertEnough, assertPays, putAgainst } from './note-use.ts';
import { holdOverpayment, subjectOfOverpayment } from './overpayments.ts';

/** Puts what a customer paid too much against another of its invoices. [B7] */
export const useOverpayment = verb({
  name: 'useOverpayment',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('UseOverpaymentInput', { overpaymentId: id(), invoiceId: id(), amountMinor: moneyMinor() }),
  async run(scope, { overpaymentId, invoiceId, amountMinor }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice puts credit against it.',
    );
    const credit = await holdOverpayment(scope, overpaymentId);
    assertEnough(credit, amountMinor, 'overpayment', 'overpaymentId');
    assertPays(credit, invoice, amountMinor);
    await putAgainst(scope, credit, invoice, amountMinor);
    return { result: overpaymentId, subject: subjectOfOverpayment(credit) };
  },
});
