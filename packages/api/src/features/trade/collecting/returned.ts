import { localDate, type Minor, newId } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayment, type HeldInvoice, type PaymentMethod } from '../billing/index.ts';
import { addOverpayment } from '../credit-notes/index.ts';
import type { ReturnState } from './collection.entity.ts';
import { takenBack, tellCustomers } from './letters.ts';

/** Money of a payment that a bank has taken back. */
export interface TakenBack {
  /** Of the dispute, or of the debit that was returned late: each takes back once. */
  stripeId: string;
  /** What Stripe calls the payment. */
  paymentReference: string;
  amountMinor: Minor;
  /** In words. */
  reason: string;
  state: Exclude<ReturnState, 'WON'>;
  answerBy: Date | null;
  publicUrl: string;
}

interface Returned {
  id: string;
  state: ReturnState;
  amountMinor: Minor;
  method: PaymentMethod;
  reference: string;
}

/** Takes money of a payment out of what has been paid of its invoice, which is held and open again, and tells the customer. [B7] [S69] */
export async function takeBack(
  scope: Scope,
  invoice: HeldInvoice,
  given: TakenBack,
): Promise<Subject | null> {
  const [payment] = await scope.sql<{ id: string; leftMinor: Minor }>(
    `select y.id, (y.amount_minor - coalesce(sum(r.amount_minor) filter (where r.state <> 'WON'), 0))::float8 as "leftMinor"
       from payment y left join returned_payment r on r.payment_id = y.id
       where y.invoice_id = $1 and y.reference = $2 and y.method in ('CARD', 'DIRECT_DEBIT') group by y.id
       order by y.amount_minor desc limit 1`,
    [invoice.id, given.paymentReference],
  );
  const amountMinor = Math.min(given.amountMinor, payment?.leftMinor ?? 0);
  if (!payment || amountMinor <= 0) return null;
  const { resellerId, companyId } = invoice;
  const [returned] = await scope.sql<{ id: string }>(
    `insert into returned_payment (id, reseller_id, company_id, issuer_id, invoice_id, payment_id, state, amount_minor, reason, stripe_id,
        returned_on, answer_by, created_at, ended_at)
       select $1, reseller_id, company_id, issuer_id, invoice_id, id, $3, $4, $5, $6, $7, $8, $9, case when $3::text = 'LOST' then $9::timestamptz end
         from payment where id = $2
       on conflict (stripe_id) do nothing returning id`,
    [
      newId(),
      payment.id,
      given.state,
      amountMinor,
      given.reason,
      given.stripeId,
      localDate(scope.now),
      given.answerBy,
      scope.now,
    ],
  );
  if (!returned) return null;
  await scope.sql(
    `update invoice set paid_minor = paid_minor - $2, state = case when paid_minor = $2 then 'OPEN' else 'PART_PAID' end where id = $1`,
    [invoice.id, amountMinor],
  );
  const [told] = await scope.sql<{ number: string; issuerName: string; currency: string }>(
    `select number, seller->>'name' as "issuerName", currency from invoice where id = $1`,
    [invoice.id],
  );
  if (told)
    await tellCustomers(
      scope,
      [
        takenBack(
          { ...told, resellerId, companyId, invoiceId: invoice.id, amountMinor, method: null },
          given.reason,
        ),
      ],
      given.publicUrl,
    );
  return noted(scope, returned.id, invoice);
}

/** Goes on with what was taken back: it is lost, or won, and then the money is there again. */
export async function settleTakenBack(
  scope: Scope,
  invoice: HeldInvoice,
  stripeId: string,
  state: ReturnState,
): Promise<Subject | null> {
  const [returned] = await scope.sql<Returned>(
    `select r.id, r.state, r.amount_minor::float8 as "amountMinor", y.method, coalesce(y.reference, r.stripe_id) as reference
       from returned_payment r join payment y on y.id = r.payment_id where r.stripe_id = $1 and r.invoice_id = $2 for update of r`,
    [stripeId, invoice.id],
  );
  // What was won stays so, in whatever order it is said.
  if (!returned || returned.state === state || returned.state === 'WON' || state === 'OPEN') return null;
  await scope.sql('update returned_payment set state = $2, ended_at = $3 where id = $1', [
    returned.id,
    state,
    scope.now,
  ]);
  if (state === 'WON') {
    const { method, reference } = returned;
    const received = { method, reference, receivedOn: localDate(scope.now) };
    const amountMinor = Math.min(returned.amountMinor, invoice.dueMinor);
    if (amountMinor > 0) await addPayment(scope, invoice, { ...received, amountMinor });
    // It was paid in another way since: what is back is credit.
    if (returned.amountMinor > amountMinor)
      await addOverpayment(scope, invoice, { ...received, amountMinor: returned.amountMinor - amountMinor });
  }
  return noted(scope, returned.id, invoice);
}

function noted(
  scope: Scope,
  id: string,
  { id: invoiceId, resellerId, companyId, number }: HeldInvoice,
): Subject {
  scope.hint(
    { kind: 'ReturnedPayment', id, resellerId, companyId },
    { kind: 'Invoice', id: invoiceId, resellerId, companyId },
  );
  return { type: 'ReturnedPayment', id, resellerId, companyId, ...(number ? { reference: number } : {}) };
}
