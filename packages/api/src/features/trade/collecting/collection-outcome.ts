import { localDate, newId } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayment, type HeldInvoice } from '../billing/index.ts';
import { addOverpayment } from '../credit-notes/index.ts';
import type { CollectionRow } from './collection-row.ts';
import { isGone, retryOn } from './collection-rules.ts';
import { askToPay, tellCustomers, triedAgain } from './letters.ts';
import { takeBack } from './returned.ts';
import { endMethod } from './settle-method.ts';
import type { PaymentFacts } from './stripe-facts.ts';

/** Notes that the bank has it: it comes in, or fails, within days. */
export async function noteUnderWay(
  scope: Scope,
  collection: CollectionRow,
  _invoice: HeldInvoice,
  facts: PaymentFacts,
): Promise<Subject | null> {
  if (collection.state !== 'STARTED') return null;
  await scope.sql(`update collection set state = 'PENDING', stripe_payment_id = $2 where id = $1`, [
    collection.id,
    facts.paymentId,
  ]);
  return noted(scope, collection);
}

/**
 * Records what came in. What is beyond what is due by now, because it was paid otherwise while the bank was at it, is credit of the
 * customer. [S74]
 */
export async function notePaid(
  scope: Scope,
  collection: CollectionRow,
  invoice: HeldInvoice,
  facts: PaymentFacts,
): Promise<Subject | null> {
  if (collection.state === 'PAID') return null;
  if (facts.currency !== collection.currency)
    throw new Error('Stripe names another currency than was asked for.');
  await scope.sql(
    `update collection set state = 'PAID', stripe_payment_id = $2, ended_at = $3 where id = $1`,
    [collection.id, facts.paymentId, scope.now],
  );
  const received = {
    method: collection.kind,
    receivedOn: localDate(scope.now),
    reference: facts.paymentId,
  } as const;
  const amountMinor = Math.min(facts.amountMinor, invoice.dueMinor);
  if (amountMinor > 0) await addPayment(scope, invoice, { ...received, amountMinor });
  if (facts.amountMinor > amountMinor)
    await addOverpayment(scope, invoice, { ...received, amountMinor: facts.amountMinor - amountMinor });
  return noted(scope, collection);
}

/** Notes that it failed: it is tried again, or a person is asked to pay. One that had come in was returned late. [B7] */
export async function noteFailed(
  scope: Scope,
  collection: CollectionRow,
  invoice: HeldInvoice,
  { paymentId, failure, amountMinor }: PaymentFacts,
  publicUrl: string,
): Promise<Subject | null> {
  const why = failure ?? { code: 'unknown', message: 'The payment was declined.' };
  if (collection.state === 'PAID')
    return takeBack(scope, invoice, {
      stripeId: paymentId,
      paymentReference: paymentId,
      amountMinor,
      reason: why.message,
      state: 'LOST',
      answerBy: null,
      publicUrl,
    });
  if (collection.state !== 'STARTED' && collection.state !== 'PENDING') return null;
  await scope.sql(
    `update collection set state = 'FAILED', stripe_payment_id = nullif($2, ''), failure_code = $3, failure = $4, ended_at = $5 where id = $1`,
    [collection.id, paymentId, why.code, why.message, scope.now],
  );
  const again = invoice.dueMinor > 0 ? retryOn(why, collection, localDate(scope.now)) : undefined;
  if (again) {
    await scope.sql(
      `insert into collection (id, reseller_id, company_id, issuer_id, invoice_id, method_id, state, attempt, collect_on, amount_minor,
          idempotency_key, created_at)
         select $2::uuid, reseller_id, company_id, issuer_id, invoice_id, method_id, 'ANNOUNCED', attempt + 1, $3, amount_minor,
             'collection-' || $2::uuid, $4 from collection where id = $1`,
      [collection.id, newId(), again, scope.now],
    );
  }
  if (isGone(why)) await endMethod(scope, { id: collection.methodRowId }, 'FAILED', why.message);
  if (invoice.dueMinor > 0)
    await tellCustomers(
      scope,
      [again ? triedAgain(collection, why.message, again) : askToPay(collection, why.message)],
      publicUrl,
    );
  return noted(scope, collection);
}

function noted(scope: Scope, { id, invoiceId, resellerId, companyId, number }: CollectionRow): Subject {
  scope.hint(
    { kind: 'Collection', id, resellerId, companyId },
    { kind: 'Invoice', id: invoiceId, resellerId, companyId },
  );
  return { type: 'Collection', id, resellerId, companyId, reference: number };
}
