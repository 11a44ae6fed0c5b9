import { id, localDate } from '@steward/shared';
import type Stripe from 'stripe';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import { holdInvoice, leastMinor } from '../billing/index.ts';
import { noteFailed, notePaid, noteUnderWay } from './collection-outcome.ts';
import { type CollectionRow, readCollection } from './collection-row.ts';
import {
  factsOfPayment,
  isMissing,
  type PaymentFacts,
  paymentOfRefusal,
  stripeTypeOf,
} from './stripe-facts.ts';

/** Stripe keeps answers to a key for a day; within less a question may be asked again, word for word. */
const REPEATABLE_MS = 23 * 3_600_000;

/**
 * Collects what was announced for today, or asks what became of it: the state STARTED and with it the key are stored before Stripe is
 * asked, whose answer, or a later one, settles it in whatever order. [B7] [S70] [S72] [S73]
 */
export const settleCollection = outsideVerb({
  name: 'settleCollection',
  permission: 'system',
  input: input('SettleCollectionInput', { collectionId: id() }),
  async plan(scope, { collectionId }, { payments }) {
    const seen = await readCollection(scope, collectionId);
    if (!seen || !payments) return null;
    const due = seen.state === 'ANNOUNCED' && seen.collectOn <= localDate(scope.now);
    if (due && !(await begin(scope, seen))) return null;
    const collection = due ? await readCollection(scope, collectionId) : seen;
    if (!collection || !['STARTED', 'PENDING', 'PAID'].includes(collection.state)) return null;
    return { collection, stripe: payments.stripe, now: scope.now };
  },
  async call(planned) {
    return planned && ask(planned.stripe, planned.collection, planned.now);
  },
  async settle(scope, planned, facts, _input, { publicUrl }) {
    if (!planned || !facts) return { result: null, subject: null };
    // The invoice is locked first, as by everyone who pays it.
    const invoice = await holdInvoice(scope, planned.collection.invoiceId);
    const collection = await readCollection(scope, planned.collection.id, 'for update of k');
    if (!invoice || !collection) return { result: null, subject: null };
    const outcome = { SUCCEEDED: notePaid, PROCESSING: noteUnderWay, FAILED: noteFailed }[facts.status];
    return { result: null, subject: await outcome(scope, collection, invoice, facts, publicUrl) };
  },
});

/** Writes down that Stripe is about to be asked, for what is due now, at most what was announced; false if nothing is to be collected. */
async function begin(scope: Scope, seen: CollectionRow): Promise<boolean> {
  const invoice = await holdInvoice(scope, seen.invoiceId);
  const collection = await readCollection(scope, seen.id, 'for update of k');
  if (!invoice || collection?.state !== 'ANNOUNCED') return false;
  const amountMinor = Math.min(collection.amountMinor, invoice.dueMinor);
  const usable = collection.methodState === 'ACTIVE' && amountMinor >= leastMinor(invoice.currency);
  await scope.sql(
    usable
      ? `update collection set state = 'STARTED', amount_minor = $3, started_at = $2 where id = $1`
      : `update collection set state = 'DROPPED', ended_at = $2 where id = $1 and $3::bigint is not null`,
    [collection.id, scope.now, amountMinor],
  );
  const { id: collectionId, resellerId, companyId } = collection;
  scope.hint({ kind: 'Collection', id: collectionId, resellerId, companyId });
  return usable;
}

async function ask(stripe: Stripe, collection: CollectionRow, now: Date): Promise<PaymentFacts> {
  if (collection.paymentId) return factsOfPayment(await stripe.paymentIntents.retrieve(collection.paymentId));
  const askedAt = collection.startedAt?.getTime() ?? 0;
  if (now.getTime() - askedAt < REPEATABLE_MS) return charge(stripe, collection);
  // Too late to ask again: whether it was made stands among the payments of the customer.
  for await (const payment of stripe.paymentIntents.list({ customer: collection.customerId, limit: 100 }))
    if (payment.metadata.collectionId === collection.id) return factsOfPayment(payment);
  return notMade(collection.currency, 'not_sent', 'The request did not reach the bank.');
}

const GONE = 'The payment method is not known to the payment provider any more.';

/** A payment that was never made. */
const notMade = (currency: string, code: string, message: string): PaymentFacts => ({
  paymentId: '',
  status: 'FAILED',
  amountMinor: 0,
  currency,
  failure: { code, message },
});

async function charge(
  stripe: Stripe,
  {
    id: collectionId,
    invoiceId,
    resellerId,
    number,
    amountMinor,
    currency,
    customerId,
    methodId,
    kind,
    mandateId,
    idempotencyKey,
  }: CollectionRow,
): Promise<PaymentFacts> {
  try {
    const payment = await stripe.paymentIntents.create(
      {
        amount: amountMinor,
        currency: currency.toLowerCase(),
        customer: customerId,
        payment_method: methodId,
        allowed_payment_method_types: [stripeTypeOf(kind)],
        ...(mandateId && kind === 'DIRECT_DEBIT' ? { mandate: mandateId } : {}),
        off_session: true,
        confirm: true,
        description: `Invoice ${number}`,
        metadata: { collectionId, invoiceId, resellerId },
      },
      { idempotencyKey },
    );
    return factsOfPayment(payment);
  } catch (error) {
    const payment = paymentOfRefusal(error);
    if (payment) return factsOfPayment(payment);
    if (isMissing(error)) return notMade(currency, 'payment_method_not_available', GONE);
    throw error;
  }
}

/** The queue's name of the job that settles one collection. */
const SETTLE = 'settle-collection';
/** Collections that are asked about in one go at most; the next round goes on. */
const AT_ONCE = 1_000;

export const settleCollectionJob = job({
  name: SETTLE,
  for: 'tenant',
  does: [settleCollection],
  lane: 'stripe',
  payload: z.object({ resellerId: z.string(), collectionId: z.string() }),
  run: async (setting, { collectionId }) => void (await perform(setting, settleCollection, { collectionId })),
});

/** Has the collections that meet a condition made, or asked about, each once however often that is wanted. [S73] */
export async function queueCollections(
  scope: Scope,
  condition: string,
  parameters: unknown[],
): Promise<void> {
  await scope.sql(
    `select enqueue('${SETTLE}', jsonb_build_object('resellerId', reseller_id, 'collectionId', id), null, '${SETTLE} ' || id, 'stripe')
       from (select id, reseller_id from collection where ${condition} order by created_at limit ${AT_ONCE}) due`,
    parameters,
  );
}
