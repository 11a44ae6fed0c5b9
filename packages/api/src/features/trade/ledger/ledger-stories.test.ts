import { addDays, monthOf, monthPeriod } from '@steward/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { beside, Deeds, deed } from './testing/deeds.ts';
import { verifyLedger } from './verify-ledger.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-01-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const COMPANIES = ['globex', 'initech', 'acme'] as const;
/** A month: services that begin in it, what is charged and let off beside them, and then what is done about the invoices there are. */
const month = fc.record({
  begun: fc.array(
    fc.record({
      company: fc.constantFrom(...COMPANIES),
      after: fc.integer({ min: 0, max: 27 }),
      days: fc.option(fc.integer({ min: 1, max: 70 })),
    }),
    { maxLength: 3 },
  ),
  added: fc.array(beside, { maxLength: 2 }),
  deeds: fc.array(deed, { maxLength: 8 }),
});

/**
 * What each customer owes its issuer by the documents alone, reckoned here: invoices less payments, credit and what was given up, with
 * what was paid back. What came in for something given up was owed once more.
 */
async function owedByDocuments(): Promise<Record<string, number>> {
  const invoices = await world.sql<{ id: string; customer: string; total: number }>(
    'select id, coalesce(company_id, reseller_id) as customer, total_minor::int as total from invoice',
  );
  const payments = await world.sql<{ invoiceId: string; method: string; amount: number }>(
    `select invoice_id as "invoiceId", method, amount_minor::int as amount from payment where method <> 'CREDIT'`,
  );
  const credited = await world.sql<{ customer: string; minor: number }>(
    `select coalesce(company_id, reseller_id) as customer, total_minor::int as minor from credit_note
     union all select coalesce(company_id, reseller_id), total_minor::int from overpayment
     union all select coalesce(company_id, reseller_id), -amount_minor::int from credit_use where payment_id is null
     union all select coalesce(company_id, reseller_id), amount_minor::int from write_off
     union all select coalesce(p.company_id, p.reseller_id), -p.amount_minor::int
       from payment p join write_off w on w.invoice_id = p.invoice_id and w.id < p.id`,
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

test('[C3] [S74] whatever is supplied, charged, let off, billed, paid, in parts, by card or transfer, too much, credited, debited, given up and paid back: ledgers balance, agree, and say what is owed', async () => {
  let first = '2026-01-01';
  const deeds = new Deeds(app, world);
  await fc.assert(
    fc.asyncProperty(fc.array(month, { minLength: 2, maxLength: 4 }), async (months) => {
      for (const { begun, added, deeds: done } of months) {
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
        for (const one of added) await deeds.addBeside(one, monthOf(first), first);
        app.clock.set(`${next}T09:00:00Z`);
        await bill({ app, world, email: 'staff@xe2.example' }, monthOf(first));
        deeds.newDay();
        for (const one of done) await deeds.do(one, next);
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
    { numRuns: 10, endOnFailure: true },
  );
});
