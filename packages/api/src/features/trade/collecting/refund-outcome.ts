import { id, localDate, type Minor } from '@steward/shared';
import Stripe from 'stripe';
import { z } from 'zod';
import type { Subject } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import type { PaymentMethod } from '../billing/index.ts';
import { creditOfNote, type HeldCredit, holdNote, holdOverpayment, noteUse } from '../credit-notes/index.ts';
import type { RefundState } from './collection.entity.ts';

/** A refund with what Stripe is told of it. */
export interface RefundRow {
  id: string;
  resellerId: string;
  companyId: string | null;
  state: RefundState;
  amountMinor: Minor;
  idempotencyKey: string;
  refundId: string | null;
  creditNoteId: string | null;
  overpaymentId: string | null;
  paymentReference: string;
  method: PaymentMethod;
  createdAt: Date;
}

export async function readRefund(scope: Scope, refundId: string, lock = ''): Promise<RefundRow | undefined> {
  const [row] = await scope.sql<RefundRow>(
    `select r.id, r.reseller_id as "resellerId", r.company_id as "companyId", r.state, r.amount_minor::float8 as "amountMinor",
        r.idempotency_key as "idempotencyKey", r.stripe_refund_id as "refundId", r.credit_note_id as "creditNoteId",
        r.overpayment_id as "overpaymentId", y.reference as "paymentReference", y.method, r.created_at as "createdAt"
      from card_refund r join payment y on y.id = r.payment_id where r.id = $1 ${lock}`,
    [refundId],
  );
  return row;
}

/** What Stripe says of a refund, or why it makes none; undefined: nothing is known, it is asked about later. */
export type RefundFacts = {
  refundId: string | null;
  state: Exclude<RefundState, 'STARTED'>;
  failure: string | null;
};

/** Within so long a question with its key may be asked again: Stripe keeps answers for a day. */
const REPEATABLE_MS = 23 * 3_600_000;

/** Asks for a refund, or what became of it. Throws what is no answer of Stripe's. [S72] [S73] */
export async function askForRefund(stripe: Stripe, refund: RefundRow, now: Date): Promise<RefundFacts> {
  try {
    if (refund.refundId) return factsOf(await stripe.refunds.retrieve(refund.refundId));
    if (now.getTime() - refund.createdAt.getTime() < REPEATABLE_MS)
      return factsOf(
        await stripe.refunds.create(
          {
            payment_intent: refund.paymentReference,
            amount: refund.amountMinor,
            metadata: { refundId: refund.id, resellerId: refund.resellerId },
          },
          { idempotencyKey: refund.idempotencyKey },
        ),
      );
    for await (const made of stripe.refunds.list({ payment_intent: refund.paymentReference, limit: 100 }))
      if (made.metadata?.refundId === refund.id) return factsOf(made);
    return { refundId: null, state: 'FAILED', failure: 'The request did not arrive' };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError)
      return { refundId: null, state: 'FAILED', failure: error.message };
    throw error;
  }
}

const FAILURES: Readonly<Record<string, string>> = {
  lost_or_stolen_card: 'The card was lost or stolen',
  expired_or_canceled_card: 'The card has expired or was cancelled',
  declined: 'The bank did not take it',
  insufficient_funds: 'There is not enough at Stripe to pay it back',
};

function factsOf({ id: refundId, status, failure_reason: reason }: Stripe.Refund): RefundFacts {
  if (status === 'succeeded') return { refundId, state: 'PAID', failure: null };
  if (status === 'failed' || status === 'canceled')
    return { refundId, state: 'FAILED', failure: FAILURES[reason ?? ''] ?? 'It did not arrive' };
  return { refundId, state: 'PENDING', failure: null };
}

/**
 * Brings a refund up to what Stripe says of it. One that did not arrive, even if that is known late, is credit of the customer again.
 * [S70]
 */
export async function bringRefundUpTo(
  scope: Scope,
  refundId: string,
  facts: RefundFacts,
): Promise<Subject | null> {
  const refund = await readRefund(scope, refundId, 'for update of r');
  if (!refund || refund.state === 'FAILED' || (refund.state === facts.state && refund.refundId)) return null;
  // What has arrived was on its way before, in whatever order it is said.
  if (refund.state === 'PAID' && facts.state === 'PENDING') return null;
  const ended = facts.state === 'PENDING' ? null : scope.now;
  await scope.sql(
    `update card_refund set state = $2, stripe_refund_id = coalesce($3, stripe_refund_id), failure = $4, ended_at = $5 where id = $1`,
    [refundId, facts.state, facts.refundId, facts.failure, ended],
  );
  if (facts.state === 'FAILED')
    await noteUse(scope, await holdCredit(scope, refund), {
      paymentId: null,
      amountMinor: -refund.amountMinor,
      on: localDate(scope.now),
      reference: refund.paymentReference,
      method: refund.method,
    });
  const { resellerId, companyId } = refund;
  scope.hint({ kind: 'CardRefund', id: refundId, resellerId, companyId });
  return { type: 'CardRefund', id: refundId, resellerId, companyId };
}

/** Locks the credit that is paid back. */
export async function holdCredit(
  scope: Scope,
  { creditNoteId, overpaymentId }: Pick<RefundRow, 'creditNoteId' | 'overpaymentId'>,
): Promise<HeldCredit> {
  return creditNoteId
    ? creditOfNote(await holdNote(scope, creditNoteId))
    : holdOverpayment(scope, overpaymentId ?? '');
}

/** Asks Stripe about a refund and settles it: answers and events that were lost do no harm. [S73] */
export const settleRefund = outsideVerb({
  name: 'settleRefund',
  permission: 'system',
  input: input('SettleRefundInput', { refundId: id() }),
  async plan(scope, { refundId }, { payments }) {
    const refund = await readRefund(scope, refundId);
    return refund && payments ? { refund, stripe: payments.stripe, now: scope.now } : null;
  },
  call: async (planned) => planned && askForRefund(planned.stripe, planned.refund, planned.now),
  async settle(scope, planned, facts) {
    if (!planned || !facts) return { result: null, subject: null };
    return { result: null, subject: await bringRefundUpTo(scope, planned.refund.id, facts) };
  },
});

export const settleRefundJob = job({
  name: 'settle-refund',
  for: 'tenant',
  does: [settleRefund],
  lane: 'stripe',
  payload: z.object({ resellerId: z.string(), refundId: z.string() }),
  run: async (setting, { refundId }) => void (await perform(setting, settleRefund, { refundId })),
});
