import { addDays, monthOf, monthPeriod, newId } from '@steward/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { verifyLedger } from './verify-ledger.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-01-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const COMPANIES = ['globex', 'initech', 'acme'] as const;
/** A month: services that begin in it, and then what of the invoices that are open is paid, and how, and what is credited. */
const month = fc.record({
  begun: fc.array(
    fc.record({
      company: fc.constantFrom(...COMPANIES),
      after: fc.integer({ min: 0, max: 27 }),
      days: fc.option(fc.integer({ min: 1, max: 70 })),
    }),
    { maxLength: 3 },
  ),
  paid: fc.array(
    fc.record({
      which: fc.nat({ max: 99 }),
      method: fc.constantFrom('CARD', 'BANK_TRANSFER'),
      parts: fc.constantFrom(1, 2, 3),
    }),
    { maxLength: 4 },
  ),
  credited: fc.array(
    fc.record({
      which: fc.nat({ max: 99 }),
      tenths: fc.integer({ min: 1, max: 10 }),
      againstInvoice: fc.boolean(),
      paidBack: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
});

interface Open {
  id: string;
  due: number;
}

/** Pays a part of one of the open invoices, as the billing feature does. */
async function pay({ which, method, parts }: { which: number; method: string; parts: number }, on: string) {
  const open = await world.sql<Open>(
    `select id, (total_minor - paid_minor)::int as due from invoice where state in ('OPEN', 'PART_PAID') order by id`,
  );
  const invoice = open[which % Math.max(open.length, 1)];
  if (!invoice) return;
  await world.sql(
    `with paid as (
       insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, reference, created_at)
         select $1, reseller_id, company_id, issuer_id, id, $3, $4, $5::date, $1::uuid::text, now() from invoice where id = $2)
     update invoice set paid_minor = paid_minor + $4, state = case when paid_minor + $4 = total_minor then 'PAID' else 'PART_PAID' end
       where id = $2`,
    [newId(), invoice.id, method, Math.ceil(invoice.due / parts), on],
  );
}

interface Creditable {
  invoiceId: string;
  lineId: string;
  issuer: string;
  left: number;
}

/** Credits a part of what is left of one of the lines, as whoever issued it; what is kept for the customer may be paid back. */
async function credit(
  {
    which,
    tenths,
    againstInvoice,
    paidBack,
  }: (typeof month extends fc.Arbitrary<infer M> ? M : never)['credited'][number],
  on: string,
) {
  const lines = await world.sql<Creditable>(
    `select l.invoice_id as "invoiceId", l.id as "lineId", r.name as issuer, (l.net_minor - coalesce((
        select sum(k.net_minor) from credit_note_line k where k.invoice_line_id = l.id), 0))::int as left
      from invoice_line l join reseller r on r.id = l.issuer_id order by l.id`,
  );
  const left = lines.filter((line) => line.left > 0);
  const line = left[which % Math.max(left.length, 1)];
  if (!line) return;
  const token = await world.signIn(ISSUERS[line.issuer] ?? '');
  const { data, errors } = await app.ask<{ issueCreditNote: { id: string; leftMinor: number } }>(
    'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { id leftMinor } }',
    {
      input: {
        invoiceId: line.invoiceId,
        reason: 'A story.',
        lines: [{ lineId: line.lineId, netMinor: Math.ceil((line.left * tenths) / 10) }],
        againstInvoice,
      },
    },
    token,
  );
  expect(errors).toBeUndefined();
  const { id: creditNoteId, leftMinor } = data.issueCreditNote;
  if (!paidBack || !leftMinor) return;
  const refunded = await app.ask(
    'mutation ($input: RefundCreditInput!) { refundCredit(input: $input) { id } }',
    { input: { creditNoteId, amountMinor: leftMinor, paidOn: on, reference: 'A story' } },
    token,
  );
  expect(refunded.errors).toBeUndefined();
}

const ISSUERS: Record<string, string> = {
  Xe2: 'staff@xe2.example',
  'Northwind IT': 'admin@northwind.example',
  'Contoso Cloud': 'admin@contoso.example',
};

/** What each customer owes its issuer by the documents alone: invoices less payments and credit notes, with what was paid back, reckoned here. */
async function owedByDocuments(): Promise<Record<string, number>> {
  const invoices = await world.sql<{ id: string; customer: string; total: number }>(
    'select id, coalesce(company_id, reseller_id) as customer, total_minor::int as total from invoice',
  );
  const payments = await world.sql<{ invoiceId: string; method: string; amount: number }>(
    `select invoice_id as "invoiceId", method, amount_minor::int as amount from payment where method <> 'CREDIT'`,
  );
  const credited = await world.sql<{ customer: string; minor: number }>(
    `select coalesce(company_id, reseller_id) as customer, total_minor::int as minor from credit_note
     union all select coalesce(company_id, reseller_id), -amount_minor::int from credit_use where payment_id is null`,
  );
  const owed: Record<string, number> = {};
  for (const { id, customer, total } of invoices) {
    const paid = payments
      .filter(({ invoiceId }) => invoiceId === id)
      .reduce((sum, { amount }) => sum + amount, 0);
    owed[customer] = (owed[customer] ?? 0) + total - paid;
    // What its own companies paid by card is the reseller's already.
    for (const [company, reseller] of [
      [world.globex.id, world.northwind.id],
      [world.initech.id, world.contoso.id],
    ] as const)
      for (const { amount } of payments.filter(
        ({ invoiceId, method }) => invoiceId === id && method === 'CARD',
      ))
        if (customer === company) owed[reseller] = (owed[reseller] ?? 0) - amount;
  }
  for (const { customer, minor } of credited) owed[customer] = (owed[customer] ?? 0) - minor;
  return owed;
}

test('[C3] [S74] whatever is supplied, billed, paid, in parts, by card or transfer, credited and paid back: ledgers balance, agree, and say what is owed', async () => {
  let first = '2026-01-01';
  await fc.assert(
    fc.asyncProperty(fc.array(month, { minLength: 2, maxLength: 4 }), async (months) => {
      for (const { begun, paid, credited } of months) {
        for (const { company, after, days } of begun) {
          const startsOn = addDays(first, after);
          await addSubscription(world, world[company], {
            productId: world.hosting,
            startsOn,
            endsOn: days === null ? null : addDays(startsOn, days),
            createdAt: app.clock.now().toISOString(),
          });
        }
        const next = monthPeriod(monthOf(first)).endExclusive;
        app.clock.set(`${next}T09:00:00Z`);
        await bill({ app, world, email: 'staff@xe2.example' }, monthOf(first));
        for (const payment of paid) await pay(payment, next);
        for (const part of credited) await credit(part, next);
        first = next;
      }
      expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
      const token = await world.signIn('staff@xe2.example');
      for (const [customerId, owed] of Object.entries(await owedByDocuments())) {
        const { data } = await app.ask<{ statement: { closingMinor: number } }>(
          'query ($customerId: ID!, $to: Date!) { statement(customerId: $customerId, from: "2026-01-01", to: $to) { closingMinor } }',
          { customerId, to: first },
          token,
        );
        expect(data.statement.closingMinor).toBe(owed);
      }
    }),
    { numRuns: 6 },
  );
});
