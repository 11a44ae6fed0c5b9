import type Stripe from 'stripe';
import type { Scope } from '../../../kernel/scope.ts';
import type { MethodKind, MethodState } from './stored-method.entity.ts';
import { isMissing, type KeptMethod, keptMethod, stripeTypeOf } from './stripe-facts.ts';

/** How long Stripe's page can be used; it allows 30 minutes to 24 hours from the moment it is made. */
const OPEN_MS = 2 * 3_600_000;
/** Stripe refuses to make a page with less time than 30 minutes left; a minute more for clocks that differ. */
const LEAST_MS = 31 * 60_000;

/** A method on file, with what Stripe must be told of it. */
export interface MethodRow {
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerId: string;
  kind: MethodKind;
  state: MethodState;
  collects: boolean;
  idempotencyKey: string;
  sessionId: string | null;
  customerId: string | null;
  methodId: string | null;
  mandateId: string | null;
  createdAt: Date;
}

/** The methods that meet a condition over `m`, newest first. */
export const readMethods = (
  scope: Scope,
  condition: string,
  parameters: unknown[],
  lock = '',
): Promise<MethodRow[]> =>
  scope.sql<MethodRow>(
    `select m.id, m.reseller_id as "resellerId", m.company_id as "companyId", m.issuer_id as "issuerId", m.kind, m.state, m.collects,
       m.idempotency_key as "idempotencyKey", m.stripe_session_id as "sessionId", m.stripe_customer_id as "customerId",
       m.stripe_method_id as "methodId", m.stripe_mandate_id as "mandateId", m.created_at as "createdAt"
     from stored_method m where ${condition} order by m.created_at desc ${lock}`,
    parameters,
  );

/** Whether Stripe may still be asked for this page: the same question as the first time, word for word. */
export const mayAsk = ({ createdAt }: MethodRow, now: Date): boolean =>
  now.getTime() <= createdAt.getTime() + OPEN_MS - LEAST_MS;

/** What Stripe says of a page on which a method is entered, or of what was entered there. */
export type MethodFacts =
  | { page: 'OPEN'; sessionId: string; url: string | null }
  | { page: 'EXPIRED' }
  | { page: 'DONE'; sessionId: string | null; kept: KeptMethod | null };

const expand = ['setup_intent.mandate', 'setup_intent.payment_method'];

/**
 * Asks Stripe for the page on which a method is entered, or, asked again, for the same one: its idempotency key is stored, and all it
 * says follows from what is stored with it. Throws Stripe's errors. [S72]
 */
export async function askForPage(
  stripe: Stripe,
  { id, kind, resellerId, createdAt, idempotencyKey }: MethodRow,
  publicUrl: string,
): Promise<MethodFacts> {
  const page = `${publicUrl}/payment-methods`;
  const metadata = { storedMethodId: id, resellerId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'setup',
      allowed_payment_method_types: [stripeTypeOf(kind)],
      // Off session only what belongs to a customer of Stripe's can be charged.
      customer_creation: 'always',
      metadata,
      setup_intent_data: { metadata },
      expires_at: Math.floor((createdAt.getTime() + OPEN_MS) / 1000),
      success_url: `${page}?added=1`,
      cancel_url: page,
      expand,
    },
    { idempotencyKey },
  );
  return factsOfSession(session);
}

/** Asks what became of a method. [S73] */
export async function askAboutMethod(stripe: Stripe, row: MethodRow): Promise<MethodFacts> {
  try {
    if (!row.methodId || !row.customerId)
      return factsOfSession(await stripe.checkout.sessions.retrieve(row.sessionId ?? '', { expand }));
    const method = await stripe.paymentMethods.retrieve(row.methodId);
    const mandate = row.mandateId ? await stripe.mandates.retrieve(row.mandateId) : null;
    const kept = keptMethod(method, row.customerId, mandate);
    // One that was taken from its customer cannot be charged any more.
    return {
      page: 'DONE',
      sessionId: row.sessionId,
      kept: method.customer ? kept : { ...kept, state: 'FAILED' },
    };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return row.methodId ? { page: 'DONE', sessionId: row.sessionId, kept: null } : { page: 'EXPIRED' };
  }
}

function factsOfSession(session: Stripe.Checkout.Session): MethodFacts {
  const { id, url, status, setup_intent: setup, customer } = session;
  if (status === 'expired') return { page: 'EXPIRED' };
  if (status === 'open' || !setup || typeof setup === 'string') return { page: 'OPEN', sessionId: id, url };
  const { payment_method: method, mandate } = setup;
  if (setup.status === 'processing') return { page: 'OPEN', sessionId: id, url: null };
  if (setup.status !== 'succeeded' || !method || typeof method === 'string')
    return { page: 'DONE', sessionId: id, kept: null };
  const paper = mandate && typeof mandate !== 'string' ? mandate : null;
  return { page: 'DONE', sessionId: id, kept: keptMethod(method, customer ?? setup.customer, paper) };
}
