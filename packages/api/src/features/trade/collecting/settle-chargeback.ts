import { id, line } from '@steward/shared';
import type Stripe from 'stripe';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import { holdInvoice } from '../billing/index.ts';
import type { ReturnState } from './collection.entity.ts';
import { settleTakenBack, takeBack } from './returned.ts';
import { returnReason } from './stripe-facts.ts';

/** What Stripe's word for how a dispute stands means for the money; none: it was not taken. */
function stateOf(status: Stripe.Dispute.Status): ReturnState | undefined {
  if (status === 'won') return 'WON';
  if (status === 'lost') return 'LOST';
  return status.startsWith('warning') || status === 'prevented' ? undefined : 'OPEN';
}

/**
 * Asks Stripe how a charge-back stands, and settles that: money that was taken is out of what has been paid of the invoice, which is
 * open again; money that was won is back. [B7] [S69] [S70]
 */
export const settleChargeback = outsideVerb({
  name: 'settleChargeback',
  permission: 'system',
  input: input('SettleChargebackInput', { disputeId: line(255), paymentId: id() }),
  async plan(scope, { paymentId }, { payments }) {
    const [payment] = await scope.sql<{ invoiceId: string; reference: string }>(
      'select invoice_id as "invoiceId", reference from payment where id = $1',
      [paymentId],
    );
    return payment && payments ? { ...payment, stripe: payments.stripe } : null;
  },
  call: async (planned, { disputeId }) => (planned ? planned.stripe.disputes.retrieve(disputeId) : null),
  async settle(scope, planned, dispute, _input, { publicUrl }) {
    const nothing = { result: null, subject: null };
    if (!planned || !dispute) return nothing;
    const of =
      typeof dispute.payment_intent === 'string' ? dispute.payment_intent : dispute.payment_intent?.id;
    const state = stateOf(dispute.status);
    const invoice = state && of === planned.reference && (await holdInvoice(scope, planned.invoiceId));
    if (!invoice) return nothing;
    const { due_by: dueBy } = dispute.evidence_details;
    const taken =
      state === 'WON'
        ? null
        : await takeBack(scope, invoice, {
            stripeId: dispute.id,
            paymentReference: planned.reference,
            amountMinor: dispute.amount,
            reason: returnReason(dispute.reason),
            state,
            answerBy: dueBy ? new Date(dueBy * 1000) : null,
            publicUrl,
          });
    return { result: null, subject: taken ?? (await settleTakenBack(scope, invoice, dispute.id, state)) };
  },
});

export const settleChargebackJob = job({
  name: 'settle-chargeback',
  for: 'tenant',
  does: [settleChargeback],
  lane: 'stripe',
  payload: z.object({ resellerId: z.string(), disputeId: z.string(), paymentId: z.string() }),
  run: async (setting, { disputeId, paymentId }) =>
    void (await perform(setting, settleChargeback, { disputeId, paymentId })),
});
