import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { bill } from '../billing/factory.ts';
import { addPayment, holdInvoice } from '../billing/index.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { setOffCollected } from './set-off-collected.ts';
import { verifyLedger } from './verify-ledger.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';

let app: TestApp;
let world: World;

/** Two months: £18.00 a month to Globex, for which Northwind owes £12.00; as much to Initech, of Contoso. */
beforeAll(async () => {
  app = await startTestApp({ at: '2026-09-01T09:00:00Z' });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-09-01' });
  for (const [at, period] of [
    ['2026-10-01T09:00:00Z', '2026-09'],
    ['2026-11-01T09:00:00Z', '2026-10'],
  ] as const) {
    app.clock.set(at);
    await bill({ app, world, email: STAFF }, period);
  }
});
afterAll(() => app.close());

const invoicesTo = (customerId: string, kind: string) =>
  world.sql<{ id: string; due: number; state: string }>(
    `select id, (total_minor - paid_minor)::int as due, state from invoice
       where coalesce(company_id, reseller_id) = $1 and kind = $2 order by issued_on`,
    [customerId, kind],
  );
const duesOf = async (resellerId: string) =>
  (await invoicesTo(resellerId, 'WHOLESALE')).map(({ due, state }) => [due, state]);

/** As it comes from Stripe. */
async function payByCard(invoiceId: string): Promise<void> {
  await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: null },
    { requestId: 'test' },
    async (scope) => {
      const invoice = await holdInvoice(scope, invoiceId);
      if (!invoice) throw new Error('There is no such invoice.');
      await addPayment(scope, invoice, {
        method: 'CARD',
        amountMinor: invoice.dueMinor,
        receivedOn: '2026-11-01',
        reference: `pi_3${invoiceId}`,
      });
    },
  );
}

async function setOff(): Promise<void> {
  const { scopes, services, log } = app.app;
  const credentials = {
    kind: 'system',
    task: 'test',
    resellerId: null,
    does: [setOffCollected.name],
  } as const;
  await perform({ scopes, services, log, requestId: 'test', credentials }, setOffCollected, {});
}

const owed = async (email: string, customerId: string) =>
  (
    await app.ask<{ statement: { closingMinor: number } }>(
      'query ($id: ID!) { statement(customerId: $id, from: "2026-09-01", to: "2026-12-31") { closingMinor } }',
      { id: customerId },
      await world.signIn(email),
    )
  ).data.statement.closingMinor;

test('[B7] [S74] card money for a reseller is put against what it owes, the oldest first, once; its statement stays as it is', async () => {
  const [first] = await invoicesTo(world.globex.id, 'RETAIL');
  await setOff();
  expect(await duesOf(world.northwind.id)).toEqual([
    [1200, 'OPEN'],
    [1200, 'OPEN'],
  ]);
  await payByCard(first?.id ?? '');
  expect(await owed(NORTHWIND, world.northwind.id)).toBe(2400 - 1800);
  await setOff();
  expect(await duesOf(world.northwind.id)).toEqual([
    [0, 'PAID'],
    [600, 'PART_PAID'],
  ]);
  // What Contoso owes is none of Northwind's.
  expect(await duesOf(world.contoso.id)).toEqual([
    [1200, 'OPEN'],
    [1200, 'OPEN'],
  ]);
  expect(await owed(NORTHWIND, world.northwind.id)).toBe(600);
  expect(await owed(STAFF, world.northwind.id)).toBe(600);
  expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
  await setOff();
  const payments = await world.sql<{ minor: number }>(
    `select amount_minor::int as minor from payment where method = 'SET_OFF' order by amount_minor desc`,
  );
  expect(payments).toEqual([{ minor: 1200 }, { minor: 600 }]);
  expect(await world.sql(`select from audit_entry where action = 'setOffCollected'`)).toHaveLength(2);
});

test('[S74] what is more than it owes waits for the next invoice, and stands in both ledgers', async () => {
  const [, second] = await invoicesTo(world.globex.id, 'RETAIL');
  await payByCard(second?.id ?? '');
  await setOff();
  expect(await duesOf(world.northwind.id)).toEqual([
    [0, 'PAID'],
    [0, 'PAID'],
  ]);
  const left = await world.sql(
    `select r.name as ledger, sum(p.amount_minor)::int as minor from ledger_posting p join reseller r on r.id = p.ledger_id
       where p.account = 'SET_OFF' group by r.name order by r.name`,
  );
  expect(left).toEqual([
    { ledger: 'Northwind IT', minor: 1200 },
    { ledger: 'Xe2', minor: -1200 },
  ]);
  expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
});
