import { localDate } from '@steward/shared';
import { type Subject, writeAudit } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayments, type HeldInvoice, holdInvoice } from './add-payment.ts';
import { type CheckoutUnderWay, OF_CHECKOUTS, readCheckouts, type SessionFacts } from './checkout-session.ts';

/**
 * What came of a session: UNCHANGED if it is known already, SURPLUS if more came in than was due, WRONG_AMOUNT if it is not
 * what was asked for. What stands against no invoice then is on the checkout, until a person says what became of it.
 */
export type Settlement = 'OPEN' | 'PAID' | 'SURPLUS' | 'EXPIRED' | 'UNCHANGED' | 'WRONG_AMOUNT';

export interface Settled {
  settlement: Settlement;
  subject: Subject | null;
}

const unchanged: Settled = { settlement: 'UNCHANGED', subject: null };

/**
 * Brings a checkout up to what Stripe says of its session, in whatever order and however often it is said: PAID is
 * final, and a payment counts even where the page was thought to have expired. A wrong amount is believed only if Stripe was
 * `asked` for it: an event that says so leaves everything as it is. [S69] [S70]
 */
export async function settleSession(
  scope: Scope,
  checkoutId: string,
  facts: SessionFacts,
  { asked }: { asked: boolean },
): Promise<Settled> {
  const [seen] = await readCheckouts(scope, 'c.id = $1', [checkoutId]);
  if (!seen) return unchanged;
  // The invoices are locked first, as by everyone who pays them; then nobody else can be at this checkout.
  const invoices = await holdAll(scope, seen);
  const [checkout] =
    invoices.size === seen.parts.length ? await readCheckouts(scope, 'c.id = $1', [checkoutId]) : [];
  if (!checkout || checkout.state === 'PAID') return unchanged;
  if (facts.paid) return settlePaid(scope, checkout, invoices, facts, asked);
  if (facts.status === 'expired') return settleExpired(scope, checkout);
  if (facts.status !== 'open' || checkout.state !== 'STARTED') return unchanged;
  await noteOpen(scope, checkout.id, facts);
  return { settlement: 'OPEN', subject: subjectOf('Checkout', checkout.id, checkout) };
}

/** Stripe's page is there: where, for all that is paid on it. */
export async function noteOpen(scope: Scope, checkoutId: string, { id, url }: SessionFacts): Promise<void> {
  await scope.sql(
    `update checkout set state = 'OPEN', url = $3, stripe_session_id = case when id = $1 then $2 end
       where ${OF_CHECKOUTS} = $1 and state = 'STARTED'`,
    [checkoutId, id, url],
  );
}

/** The invoices of a checkout, held one after another, by their ids. */
async function holdAll(scope: Scope, { parts }: CheckoutUnderWay): Promise<Map<string, HeldInvoice>> {
  const held = new Map<string, HeldInvoice>();
  for (const { invoiceId } of parts) {
    const invoice = await holdInvoice(scope, invoiceId);
    if (invoice) held.set(invoiceId, invoice);
  }
  return held;
}

/** The page cannot be paid any more, or never was made. */
export async function settleExpired(scope: Scope, checkout: CheckoutUnderWay): Promise<Settled> {
  if (checkout.state === 'EXPIRED') return unchanged;
  await scope.sql(`update checkout set state = 'EXPIRED' where ${OF_CHECKOUTS} = $1 and state <> 'PAID'`, [
    checkout.id,
  ]);
  return { settlement: 'EXPIRED', subject: subjectOf('Checkout', checkout.id, checkout) };
}

/**
 * Records what was due of each invoice. What is beyond it (the invoice was paid by transfer meanwhile), and all of a wrong
 * amount, belongs to the payer: it is on the checkout of that invoice, of a wrong amount on the first, and an audit row of its own points to it. [S74]
 */
async function settlePaid(
  scope: Scope,
  checkout: CheckoutUnderWay,
  invoices: ReadonlyMap<string, HeldInvoice>,
  facts: SessionFacts,
  asked: boolean,
): Promise<Settled> {
  const right = facts.amountMinor === checkout.amountMinor && facts.currency === checkout.currency;
  if (!right && !asked) return { settlement: 'WRONG_AMOUNT', subject: null };
  const { currency, reference } = facts;
  const receivedOn = localDate(scope.now);
  const parts = checkout.parts.map(({ checkoutId, invoiceId, amountMinor: given }) => {
    const invoice = invoices.get(invoiceId) as HeldInvoice;
    const came = right ? given : checkoutId === checkout.id ? facts.amountMinor : 0;
    const amountMinor = right ? Math.min(given, invoice.dueMinor) : 0;
    return { checkoutId, invoice, amountMinor, unallocated: came - amountMinor };
  });
  await scope.sql(
    `update checkout c set state = 'PAID', stripe_session_id = case when c.id = $1 then $2 end, unallocated_minor = nullif(p.unallocated, 0),
        unallocated_currency = case when p.unallocated > 0 then $3 end, received_on = case when p.unallocated > 0 then $4::date end,
        payment_reference = case when p.unallocated > 0 then $5 end
      from jsonb_to_recordset($6) p ("checkoutId" uuid, unallocated bigint) where c.id = p."checkoutId"`,
    [
      checkout.id,
      facts.id,
      currency,
      receivedOn,
      reference,
      JSON.stringify(parts.map(({ checkoutId, unallocated }) => ({ checkoutId, unallocated }))),
    ],
  );
  const ownSubject = subjectOf('Checkout', checkout.id, checkout);
  const surplus = parts.some(({ unallocated }) => unallocated > 0);
  const settlement = !right ? 'WRONG_AMOUNT' : surplus ? 'SURPLUS' : 'PAID';
  if (settlement !== 'PAID') await writeAudit(scope, right ? 'cardSurplus' : 'cardWrongAmount', ownSubject);
  for (const { invoice } of parts)
    scope.hint({
      kind: 'Invoice',
      id: invoice.id,
      resellerId: invoice.resellerId,
      companyId: invoice.companyId,
    });
  const paid = parts.filter(({ amountMinor }) => amountMinor > 0);
  if (!paid.length) return { settlement, subject: ownSubject };
  const paymentIds = await addPayments(
    scope,
    paid.map(({ invoice, amountMinor }) => ({ invoice, method: 'CARD', amountMinor, receivedOn, reference })),
  );
  const [first = ownSubject, ...others] = paid.map(({ invoice }, i) =>
    subjectOf('Payment', paymentIds[i] as string, { ...checkout, number: invoice.number ?? '' }),
  );
  for (const other of others) await writeAudit(scope, 'receiveCardPayment', other);
  return { settlement, subject: first };
}

function subjectOf(type: string, id: string, { resellerId, companyId, number }: CheckoutUnderWay): Subject {
  return { type, id, resellerId, companyId, reference: number };
}
