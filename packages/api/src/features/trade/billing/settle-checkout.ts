import { id } from '@steward/shared';
import Stripe from 'stripe';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import {
  askForSession,
  type CheckoutUnderWay,
  factsOf,
  isAsDue,
  mayBeAsked,
  readCheckouts,
  type SessionFacts,
} from './checkout-session.ts';
import { noteSettlement } from './note-settlement.ts';
import { settleExpired, settleSession } from './settle-session.ts';

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
      ? await settleSession(scope, checkout.id, facts, { asked: true })
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
  if (facts?.status !== 'open' || isAsDue(checkout)) return facts;
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

/** The queue's name of the job that settles one checkout. */
const SETTLE = 'settle-checkout';
/** Checkouts that are asked about in one go at most; the next round goes on. */
const AT_ONCE = 500;

export const settleCheckoutJob = job({
  name: SETTLE,
  for: 'tenant',
  does: [settleCheckout],
  payload: z.object({ resellerId: z.string(), checkoutId: z.string() }),
  async run(setting, { checkoutId }) {
    noteSettlement(setting, checkoutId, await perform(setting, settleCheckout, { checkoutId }));
  },
});

/**
 * Has the checkouts under way that meet a condition asked about, each once however often that is wanted. Stripe is a lane:
 * when it is slow, other work goes on. [S73]
 */
export async function queueSettlements(
  scope: Scope,
  condition: string,
  parameters: unknown[],
): Promise<void> {
  await scope.sql(
    `select enqueue('${SETTLE}', jsonb_build_object('resellerId', reseller_id, 'checkoutId', id), null,
        '${SETTLE} ' || id, 'stripe')
       from (select id, reseller_id from checkout where paid_with_id is null and state in ('STARTED', 'OPEN') and ${condition}
         order by created_at limit ${AT_ONCE}) quiet`,
    parameters,
  );
}
