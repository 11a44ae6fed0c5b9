import {
  addDays,
  formatMoney,
  id,
  localDate,
  type Minor,
  moneyMinor,
  newId,
  optional,
} from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import type { PaymentMethod } from '../billing/index.ts';
import { assertEnough, assertLeft, type HeldCredit, holdNote, noteUse } from '../credit-notes/index.ts';
import { CardRefund } from './collection.entity.ts';
import { askForRefund, bringRefundUpTo, holdCredit, readRefund } from './refund-outcome.ts';

/** For so long after a payment Stripe takes refunds to where it came from. */
const REFUNDABLE_DAYS = 180;

interface Source {
  paymentId: string;
  reference: string;
  method: PaymentMethod;
  leftMinor: Minor;
}

/**
 * Pays credit of a customer back to the card or bank account from which one of its payments came, in whole or in part. The credit is
 * used from then on; if the money does not arrive it is there again. [B7] [S72]
 */
export const refundToSource = outsideVerb({
  name: 'refundToSource',
  permission: 'CREDIT_NOTE_WRITE',
  description: 'Of a credit note or of an overpayment: one of them is named.',
  input: input('RefundToSourceInput', {
    creditNoteId: optional(id()),
    overpaymentId: optional(id()),
    amountMinor: moneyMinor(),
  }),
  async plan(scope, { creditNoteId, overpaymentId, amountMinor }, { payments }) {
    if (!creditNoteId === !overpaymentId)
      throw invalid('creditNoteId', 'Name either a credit note or an overpayment.');
    if (creditNoteId) assertLeft(await holdNote(scope, creditNoteId), amountMinor);
    const credit = await holdCredit(scope, { creditNoteId, overpaymentId });
    if (overpaymentId) assertEnough(credit, amountMinor, 'overpayment', 'overpaymentId');
    if (!payments) throw conflict('Cards are not taken here. Please send it back by bank transfer.');
    const source = await sourceOf(scope, credit);
    if (!source)
      throw conflict(
        'This customer has paid nothing by card or Direct Debit within 180 days that could be paid back. Please send it back by bank transfer.',
      );
    if (amountMinor > source.leftMinor)
      throw invalid(
        'amountMinor',
        `Must be at most ${formatMoney(source.leftMinor, credit.currency)}, which is what can be paid back of one payment.`,
      );
    const refundId = newId();
    await scope.insert(CardRefund, {
      id: refundId,
      resellerId: credit.resellerId,
      companyId: credit.companyId,
      issuerId: credit.issuerId,
      paymentId: source.paymentId,
      creditNoteId,
      overpaymentId,
      state: 'STARTED',
      amountMinor,
      idempotencyKey: `refund-${refundId}`,
      stripeRefundId: null,
      failure: null,
      createdAt: scope.now,
      endedAt: null,
    });
    await noteUse(scope, credit, {
      paymentId: null,
      amountMinor,
      on: localDate(scope.now),
      reference: source.reference,
      method: source.method,
    });
    const refund = await readRefund(scope, refundId);
    if (!refund) throw new Error('A refund that was stored cannot be read.');
    return { refund, stripe: payments.stripe, now: scope.now };
  },
  async call({ refund, stripe, now }, _input, { log, requestId }) {
    try {
      return await askForRefund(stripe, refund, now);
    } catch (error) {
      // It may have been made: the round that comes every ten minutes asks again.
      log.error({ err: error, requestId, refundId: refund.id }, 'refund: Stripe gives no answer');
      return null;
    }
  },
  async settle(scope, { refund: { id: refundId, resellerId, companyId } }, facts) {
    if (facts) await bringRefundUpTo(scope, refundId, facts);
    return { result: refundId, subject: { type: 'CardRefund', id: refundId, resellerId, companyId } };
  },
});

/** The payment to pay back: of the invoice that the credit is of, else the latest of the customer from which the most is left. */
async function sourceOf(
  scope: Scope,
  { source, id: creditId, issuerId, resellerId, companyId, currency }: HeldCredit,
): Promise<Source | undefined> {
  const [found] = await scope.sql<Source>(
    `select y.id as "paymentId", y.reference, y.method, (y.amount_minor
          - coalesce((select sum(r.amount_minor) from card_refund r where r.payment_id = y.id and r.state <> 'FAILED'), 0)
          - coalesce((select sum(b.amount_minor) from returned_payment b where b.payment_id = y.id and b.state <> 'WON'), 0))::float8 as "leftMinor"
       from payment y join invoice i on i.id = y.invoice_id
       where y.issuer_id = $1 and y.reseller_id = $2 and y.company_id is not distinct from $3 and i.currency = $4
         and y.method in ('CARD', 'DIRECT_DEBIT') and y.reference like 'pi\\_%' and y.received_on > $5
       order by 4 > 0 desc, (i.id = (select c.invoice_id from ${source} c where c.id = $6)) desc, 4 desc, y.received_on desc limit 1`,
    [issuerId, resellerId, companyId, currency, addDays(localDate(scope.now), -REFUNDABLE_DAYS), creditId],
  );
  return found && found.leftMinor > 0 ? found : undefined;
}
