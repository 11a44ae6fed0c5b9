import { localDate } from '@steward/shared';
import { type Subject, writeAudit } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { addPayment, type HeldInvoice, holdInvoice } from './add-payment.ts';
import { type CheckoutUnderWay, readCheckouts, type SessionFacts } from './checkout-session.ts';

/**
 * What came of a session: UNCHANGED if it is known already, SURPLUS if more came in than was due, WRONG_AMOUNT if it is not
 * what was asked for. What stands against no invoice then is on the checkout, until a person says what became of it.
 */
export type Settlement = 'OPEN' | 'PAID' | 'SURPLUS' | 'EXPIRED' | 'UNCHANGED' | 'WRONG_AMOUNT';

export interface Settled {
  settlement: Settlement;
  subject: Subject | null;
}

const NOTHING = [null, null, null, null];
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
  // The invoice is locked first, as by everyone who pays it; then nobody else can be at this checkout.
  const invoice = seen && (await holdInvoice(scope, seen.invoiceId));
  const [checkout] = invoice ? await readCheckouts(scope, 'c.id = $1', [checkoutId]) : [];
  if (!invoice || !checkout || checkout.state === 'PAID') return unchanged;
  if (facts.paid) return settlePaid(scope, checkout, invoice, facts, asked);
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
 * Records what was due of the invoice. What is beyond it (the invoice was paid by transfer meanwhile), and all of a wrong
 * amount, belongs to the payer: it is on the checkout, and an audit row of its own points to it. [S74]
 */
async function settlePaid(
  scope: Scope,
  checkout: CheckoutUnderWay,
  invoice: HeldInvoice,
  facts: SessionFacts,
  asked: boolean,
): Promise<Settled> {
  const right = facts.amountMinor === checkout.amountMinor && facts.currency === checkout.currency;
  if (!right && !asked) return { settlement: 'WRONG_AMOUNT', subject: null };
  const amountMinor = right ? Math.min(facts.amountMinor, invoice.dueMinor) : 0;
  const unallocated = facts.amountMinor - amountMinor;
  const receivedOn = localDate(scope.now);
  const { currency, reference } = facts;
  await scope.sql(
    `update checkout set state = 'PAID', stripe_session_id = $2, unallocated_minor = $3, unallocated_currency = $4,
        received_on = $5, payment_reference = $6 where id = $1`,
    [checkout.id, facts.id, ...(unallocated > 0 ? [unallocated, currency, receivedOn, reference] : NOTHING)],
  );
  const ownSubject = subjectOf('Checkout', checkout.id, checkout);
  const settlement = !right ? 'WRONG_AMOUNT' : unallocated > 0 ? 'SURPLUS' : 'PAID';
  if (settlement !== 'PAID') await writeAudit(scope, right ? 'cardSurplus' : 'cardWrongAmount', ownSubject);
  scope.hint({
    kind: 'Invoice',
    id: invoice.id,
    resellerId: invoice.resellerId,
    companyId: invoice.companyId,
  });
  if (amountMinor === 0) return { settlement, subject: ownSubject };
  const paymentId = await addPayment(scope, invoice, { method: 'CARD', amountMinor, receivedOn, reference });
  return { settlement, subject: subjectOf('Payment', paymentId, checkout) };
}

function subjectOf(type: string, id: string, { resellerId, companyId, number }: CheckoutUnderWay): Subject {
  return { type, id, resellerId, companyId, reference: number };
}
