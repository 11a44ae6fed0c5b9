import { localDate } from '@steward/shared';
import { type Subject, writeAudit } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayment, type HeldInvoice, holdInvoice } from './add-payment.ts';
import { type CheckoutUnderWay, readCheckouts, type SessionFacts } from './checkout-session.ts';

/**
 * What came of a session: UNCHANGED if it is known already, SURPLUS if more came in than was due, WRONG_AMOUNT if it is
 * not what was asked for, which is left for a person to look at.
 */
export type Settlement = 'OPEN' | 'PAID' | 'SURPLUS' | 'EXPIRED' | 'UNCHANGED' | 'WRONG_AMOUNT';

export interface Settled {
  settlement: Settlement;
  subject: Subject | null;
}

const unchanged: Settled = { settlement: 'UNCHANGED', subject: null };

/**
 * Brings a checkout up to what Stripe says of its session, in whatever order and however often it is said: PAID is
 * final, and a payment counts even where the page was thought to have expired. [S69] [S70]
 */
export async function settleSession(scope: Scope, checkoutId: string, facts: SessionFacts): Promise<Settled> {
  const [seen] = await readCheckouts(scope, 'c.id = $1', [checkoutId]);
  // The invoice is locked first, as by everyone who pays it; then nobody else can be at this checkout.
  const invoice = seen && (await holdInvoice(scope, seen.invoiceId));
  const [checkout] = invoice ? await readCheckouts(scope, 'c.id = $1', [checkoutId]) : [];
  if (!invoice || !checkout || checkout.state === 'PAID') return unchanged;
  if (facts.paid) return settlePaid(scope, checkout, invoice, facts);
  if (facts.status === 'expired') return settleExpired(scope, checkout);
  if (facts.status !== 'open' || checkout.state !== 'STARTED') return unchanged;
  await scope.sql(`update checkout set state = 'OPEN', stripe_session_id = $2, url = $3 where id = $1`, [
    checkout.id,
    facts.id,
    facts.url,
  ]);
  return { settlement: 'OPEN', subject: subjectOf('Checkout', checkout.id, checkout) };
}

/** The page cannot be paid any more, or never was made. */
export async function settleExpired(scope: Scope, checkout: CheckoutUnderWay): Promise<Settled> {
  if (checkout.state === 'EXPIRED') return unchanged;
  await scope.sql(`update checkout set state = 'EXPIRED' where id = $1 and state <> 'PAID'`, [checkout.id]);
  return { settlement: 'EXPIRED', subject: subjectOf('Checkout', checkout.id, checkout) };
}

/**
 * Records what was due of the invoice. What is beyond it (the invoice was paid by transfer meanwhile) belongs to the
 * payer: it is on the checkout, and an audit row of its own points to it. [S74]
 */
async function settlePaid(
  scope: Scope,
  checkout: CheckoutUnderWay,
  invoice: HeldInvoice,
  facts: SessionFacts,
): Promise<Settled> {
  if (facts.amountMinor !== checkout.amountMinor || facts.currency !== checkout.currency) {
    return { settlement: 'WRONG_AMOUNT', subject: null };
  }
  await scope.sql(`update checkout set state = 'PAID', stripe_session_id = $2 where id = $1`, [
    checkout.id,
    facts.id,
  ]);
  const amountMinor = Math.min(checkout.amountMinor, invoice.dueMinor);
  const surplus = amountMinor < checkout.amountMinor;
  const ownSubject = subjectOf('Checkout', checkout.id, checkout);
  if (surplus) await writeAudit(scope, 'cardSurplus', ownSubject);
  const settlement = surplus ? 'SURPLUS' : 'PAID';
  if (amountMinor === 0) return { settlement, subject: ownSubject };
  const paymentId = await addPayment(scope, invoice, {
    method: 'CARD',
    amountMinor,
    receivedOn: localDate(scope.now),
    reference: facts.reference,
  });
  return { settlement, subject: subjectOf('Payment', paymentId, checkout) };
}

function subjectOf(type: string, id: string, { resellerId, companyId, number }: CheckoutUnderWay): Subject {
  return { type, id, resellerId, companyId, reference: number };
}
