import { date, formatDate, formatMoney, id, line, localDate, moneyMinor, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { addPayment, holdOwnInvoice } from './add-payment.ts';
import { queueSettlements } from './settle-checkout.ts';

/** Notes a bank transfer that came in for an invoice, in whole or in part. Only whoever issued it can know. [B7] */
export const recordPayment = verb({
  name: 'recordPayment',
  permission: 'PAYMENT_WRITE',
  input: input('RecordPaymentInput', {
    invoiceId: id(),
    amountMinor: moneyMinor(),
    receivedOn: date(),
    reference: optional(line(100)),
  }),
  async run(scope, { invoiceId, amountMinor, receivedOn, reference }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice records what was paid for it.',
    );
    const { number, currency, state, dueMinor } = invoice;
    if (state === 'DRAFT')
      throw conflict('This invoice is a draft: nothing can have been paid for it.', 'invoiceId');
    if (state === 'PAID') throw conflict(`Invoice ${number} is paid already.`, 'invoiceId');
    if (amountMinor > dueMinor) {
      throw invalid(
        'amountMinor',
        `Must be at most ${formatMoney(dueMinor, currency)}, which is what is still due.`,
      );
    }
    if (receivedOn > localDate(scope.now)) {
      throw invalid('receivedOn', `Must not be later than today, ${formatDate(localDate(scope.now))}.`);
    }
    await assertNew(scope, { invoiceId, amountMinor, receivedOn, reference });
    const received = { method: 'BANK_TRANSFER', amountMinor, receivedOn, reference } as const;
    const paymentId = await addPayment(scope, invoice, received);
    // A card page that is open for the old amount must not be paid any more.
    await queueSettlements(scope, 'invoice_id = $1', [invoice.id]);
    const { resellerId, companyId } = invoice;
    return {
      result: paymentId,
      subject: {
        type: 'Payment',
        id: paymentId,
        resellerId,
        companyId,
        ...(number ? { reference: number } : {}),
      },
    };
  },
});

/** The same amount of the same day with the same reference is the same transfer, entered twice. */
async function assertNew(
  scope: Scope,
  given: { invoiceId: string; amountMinor: number; receivedOn: string; reference: string | null },
): Promise<void> {
  const [same] = await scope.sql(
    `select 1 from payment where invoice_id = $1 and method = 'BANK_TRANSFER' and amount_minor = $2 and received_on = $3
       and reference is not distinct from $4`,
    [given.invoiceId, given.amountMinor, given.receivedOn, given.reference],
  );
  if (same) {
    throw conflict(
      'This payment has been recorded already: same amount, day and reference. If it is another one, give its own reference.',
      'reference',
    );
  }
}
