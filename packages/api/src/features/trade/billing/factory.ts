import { newId, type PlainDate } from '@steward/shared';
import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';
import { finishBilling } from './bill-customers.ts';
import type { CheckoutState } from './checkout.entity.ts';
import type { InvoiceState } from './invoice.entity.ts';

/** An invoice that charges `net` pence and a fifth of it as VAT; one with a company is from its reseller's side. */
export async function addInvoice(
  { sql }: World,
  given: {
    issuerId: string;
    resellerId: string;
    companyId?: string | null;
    net: number;
    paid?: number;
    state?: InvoiceState;
    number?: string | null;
    issuedOn?: PlainDate | null;
    dueOn?: PlainDate;
    /** First day of the month that is billed. */
    period?: PlainDate;
    buyer?: string;
    currency?: string;
  },
): Promise<string> {
  const id = newId();
  const { companyId = null, net, paid = 0, state = 'OPEN', issuedOn = '2026-10-01' } = given;
  const {
    number = `T-${id.slice(-12)}`,
    dueOn = '2026-10-15',
    period = '2026-09-01',
    buyer = 'Buyer',
  } = given;
  await sql(
    `insert into invoice (id, reseller_id, company_id, issuer_id, kind, state, number, period_start, period_end, issued_on, due_on,
       currency, net_minor, vat_minor, total_minor, paid_minor, seller, buyer, created_at, vat_breakdown)
     values ($1, $2, $3, $4, $5, $6, $7, $8::date, $8::date + interval '1 month', $9, $10, $15, $11, $11::bigint / 5,
       $11::bigint * 6 / 5, $12, '{"name":"Seller"}', json_build_object('name', $13::text), $14,
       json_build_array(json_build_object('vatRateBp', 2000, 'vatCategory', 'STANDARD', 'vatReason', null, 'netMinor', $11::bigint, 'vatMinor', $11::bigint / 5)))`,
    [
      id,
      given.resellerId,
      companyId,
      given.issuerId,
      companyId ? 'RETAIL' : 'WHOLESALE',
      state,
      state === 'DRAFT' ? null : number,
      period,
      state === 'DRAFT' ? null : issuedOn,
      dueOn,
      net,
      paid,
      buyer,
      '2026-10-01T06:00:00Z',
      given.currency ?? 'GBP',
    ],
  );
  return id;
}

/** Money by bank transfer for an invoice that is there, in pence. */
export async function addPayment({ sql }: World, invoiceId: string, amountMinor: number): Promise<string> {
  const id = newId();
  await sql(
    `insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, created_at)
     select $1, reseller_id, company_id, issuer_id, id, 'BANK_TRANSFER', $3, issued_on, created_at from invoice where id = $2`,
    [id, invoiceId, amountMinor],
  );
  return id;
}

/** A card page of an invoice that is there, for 1,800 pence. */
export async function addCheckout(
  { sql }: World,
  invoiceId: string,
  { state, createdAt }: { state: CheckoutState; createdAt: Date },
): Promise<string> {
  const id = newId();
  await sql(
    `insert into checkout (id, reseller_id, company_id, invoice_id, state, amount_minor, idempotency_key, created_at)
     select $1, reseller_id, company_id, id, $3, 1800, 'checkout-' || $1::uuid, $4 from invoice where id = $2`,
    [id, invoiceId, state, createdAt],
  );
  return id;
}

/** What a billing run says of itself. */
export interface TestRun {
  id: string;
  state: string;
  period: string;
  customerCount: number;
  customersDone: number;
  invoiceCount: number;
  totals: { currency: string; minor: number }[];
  heldCount: number;
  heldFor: string[];
  startedByName: string;
  issuer: { name: string };
}

const RUN =
  'id state period customerCount customersDone invoiceCount totals { currency minor } heldCount heldFor startedByName issuer { name }';

/** Asks for a month's billing as this person; jobs do it. */
export const startBilling = async ({ app, world, email }: Billing, period: string) =>
  app.ask<{ runBilling: TestRun }>(
    `mutation ($period: String!) { runBilling(input: { period: $period }) { ${RUN} } }`,
    { period },
    await world.signIn(email),
  );

interface Billing {
  app: TestApp;
  world: World;
  email: string;
}

/** Bills a month as this person, to the end, and returns the person's own run. */
export async function bill(who: Billing, period: string): Promise<TestRun> {
  const { data, errors } = await startBilling(who, period);
  if (errors) throw new Error(JSON.stringify(errors));
  const { scopes, services, log } = who.app.app;
  await finishBilling({
    scopes,
    services,
    log,
    requestId: 'test',
    credentials: { kind: 'system', task: 'test', resellerId: null },
  });
  const runs = await who.app.ask<{ billingRuns: { nodes: TestRun[] } }>(
    `{ billingRuns(first: 100) { nodes { ${RUN} } } }`,
    {},
    await who.world.signIn(who.email),
  );
  const run = runs.data.billingRuns.nodes.find(({ id }) => id === data.runBilling.id);
  if (!run) throw new Error('The run that was started is not listed.');
  return run;
}
