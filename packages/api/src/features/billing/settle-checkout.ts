import { id } from '@steward/shared';
import Stripe from 'stripe';
import { z } from 'zod';
import { input } from '../../kernel/input.ts';
import { enqueueAll, job } from '../../kernel/jobs.ts';
import type { Scope } from '../../kernel/scope.ts';
import { outsideVerb, perform, verb } from '../../kernel/verb.ts';
import type { HeldInvoice } from './add-payment.ts';
import {
  askForSession,
  type CheckoutUnderWay,
  factsOf,
  mayBeAsked,
  readCheckouts,
  type SessionFacts,
} from './checkout-session.ts';
import { noteSettlement } from './note-settlement.ts';
import { settleExpired, settleSession } from './settle-session.ts';

/** A checkout that Stripe has said nothing of for so long is asked about. */
const QUIET_MS = 10 * 60_000;
/** Checkouts that one round asks about at most; the next one goes on. */
const ROUND = 500;

/**
 * Asks Stripe what became of a checkout and settles it: answers and events that were lost do no harm. A page that is
 * open for an amount that is not due any more is closed. [S73]
 */
export const settleCheckout = outsideVerb({
  name: 'settleCheckout',
  permission: 'system',
  input: input('SettleCheckoutInput', { checkoutId: id() }),
  async plan(scope, { checkoutId }, { payments }) {
    const [checkout] = await readCheckouts(scope, `c.id = $1 and c.state in ('STARTED', 'OPEN')`, [
      checkoutId,
    ]);
    return checkout && payments ? { checkout, stripe: payments.stripe, now: scope.now } : null;
  },
  async call(planned, _input, { services }) {
    return planned && askAbout(planned.stripe, planned.checkout, planned.now, services.publicUrl);
  },
  async settle(scope, planned, facts) {
    if (!planned) return { result: 'UNCHANGED' as const, subject: null };
    const { checkout } = planned;
    const { settlement, subject } = facts
      ? await settleSession(scope, checkout.id, facts)
      : await settleExpired(scope, checkout);
    return { result: settlement, subject };
  },
});

/** Undefined: there is no page, and it is too late to ask for one; or Stripe does not know it (any more). */
async function askAbout(
  stripe: Stripe,
  checkout: CheckoutUnderWay,
  now: Date,
  publicUrl: string,
): Promise<SessionFacts | undefined> {
  if (!checkout.sessionId)
    return mayBeAsked(checkout, now) ? askForSession(stripe, checkout, publicUrl) : undefined;
  const facts = await retrieve(stripe, checkout.sessionId);
  if (facts?.status !== 'open' || checkout.amountMinor === checkout.dueMinor) return facts;
  return factsOf(await stripe.checkout.sessions.expire(checkout.sessionId));
}

async function retrieve(stripe: Stripe, sessionId: string): Promise<SessionFacts | undefined> {
  try {
    return factsOf(await stripe.checkout.sessions.retrieve(sessionId));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === 'resource_missing') return undefined;
    throw error;
  }
}

export const settleCheckoutJob = job({
  name: 'settle-checkout',
  payload: z.object({ resellerId: z.string(), checkoutId: z.string() }),
  async run(setting, { checkoutId }) {
    noteSettlement(setting, checkoutId, await perform(setting, settleCheckout, { checkoutId }));
  },
});

/** Finds the checkouts that have been quiet for long, for all tenants, and has each asked about. */
const chaseCheckouts = verb({
  name: 'chaseCheckouts',
  permission: 'system',
  input: input('ChaseCheckoutsInput', {}),
  async run(scope) {
    const quiet = await scope.sql<{ resellerId: string; checkoutId: string }>(
      `select reseller_id as "resellerId", id as "checkoutId" from checkout
        where state in ('STARTED', 'OPEN') and created_at < $1 order by created_at limit ${ROUND}`,
      [new Date(scope.now.getTime() - QUIET_MS)],
    );
    await enqueueAll(scope, settleCheckoutJob, quiet);
    return { result: quiet.length, subject: null };
  },
});

export const settleCheckoutsJob = job({
  name: 'settle-checkouts',
  cron: '*/10 * * * *',
  payload: z.object({}),
  async run(setting) {
    await perform(setting, chaseCheckouts, {});
  },
});

/** Has the checkouts of an invoice asked about now, because what is due of it has changed. */
export async function settleCheckoutsOf(
  scope: Scope,
  { id: invoiceId, resellerId }: HeldInvoice,
): Promise<void> {
  const open = await scope.sql<{ checkoutId: string }>(
    `select id as "checkoutId" from checkout where invoice_id = $1 and state in ('STARTED', 'OPEN')`,
    [invoiceId],
  );
  await enqueueAll(
    scope,
    settleCheckoutJob,
    open.map(({ checkoutId }) => ({ resellerId, checkoutId })),
  );
}
