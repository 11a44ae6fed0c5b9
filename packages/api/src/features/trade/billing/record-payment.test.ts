import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { addCheckout, bill } from './factory.ts';

let app: TestApp;
let world: World;

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech, world.acme]) {
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-10-01' });
  }
  app.clock.set('2027-05-03T09:00:00Z');
  // Seven months, an invoice of £18.00 for every test.
  for (const period of ['2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04']) {
    await bill({ app, world, email: STAFF }, period);
  }
});
afterAll(() => app.close());

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}

/** The invoice to this customer for the month. */
async function invoiceTo(name: string, month: string): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `select id from invoice where buyer->>'name' = $1 and to_char(period_start, 'YYYY-MM') = $2`,
    [name, month],
  );
  return row?.id ?? '';
}

const record = (email: string, invoiceId: string, over: object = {}) =>
  ask<{ recordPayment: { id: string } }>(
    email,
    `mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id method amountMinor receivedOn reference
       invoice { state paidMinor dueMinor } } }`,
    { input: { invoiceId, amountMinor: 1800, receivedOn: '2027-05-03', ...over } },
  );

describe('recordPayment', () => {
  test('[B7] [S73] in parts: a card page that is open for the old amount is asked about, once, in the lane of Stripe', async () => {
    const invoiceId = await invoiceTo('Acme Ltd', '2026-10');
    const checkoutId = await addCheckout(world, invoiceId, { state: 'OPEN', createdAt: app.clock.now() });
    for (const amountMinor of [500, 600]) {
      const { errors } = await record(STAFF, invoiceId, { amountMinor });
      expect(errors).toBeUndefined();
    }
    expect(
      await world.sql(
        `select payload, flags from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where t.identifier = 'settle-checkout'`,
      ),
    ).toEqual([
      {
        payload: expect.objectContaining({ checkoutId }),
        flags: { lane: true, 'lane stripe': true, [`tenant ${world.acme.resellerId}`]: true },
      },
    ]);
  });

  test('[B7] in full: the invoice is paid at every level, and the log of both says who noted it', async () => {
    const id = await invoiceTo('Globex Ltd', '2026-10');
    const { data } = await record(NORTHWIND, id, { reference: 'GLOBEX OCT' });
    expect(data.recordPayment).toMatchObject({
      method: 'BANK_TRANSFER',
      amountMinor: 1800,
      receivedOn: '2027-05-03',
      reference: 'GLOBEX OCT',
      invoice: { state: 'PAID', paidMinor: 1800, dueMinor: 0 },
    });
    for (const email of [STAFF, NORTHWIND, GLOBEX]) {
      const seen = await ask<{ invoice: object }>(
        email,
        'query ($id: ID!) { invoice(id: $id) { state payments { amountMinor } canPayByCard } }',
        { id },
      );
      expect(seen.data.invoice).toEqual({
        state: 'PAID',
        payments: [{ amountMinor: 1800 }],
        canPayByCard: false,
      });
    }
    const logged = await world.sql(
      'select actor_level, company_id, reference from audit_entry where subject_id = $1',
      [data.recordPayment.id],
    );
    expect(logged).toEqual([
      { actor_level: 'RESELLER', company_id: world.globex.id, reference: 'NW-000001' },
    ]);
  });

  test('[B7] in part, and then the rest', async () => {
    const id = await invoiceTo('Globex Ltd', '2026-11');
    expect((await record(NORTHWIND, id, { amountMinor: 1 })).data.recordPayment).toMatchObject({
      invoice: { state: 'PART_PAID', dueMinor: 1799 },
    });
    expect((await record(NORTHWIND, id, { amountMinor: 1799 })).data.recordPayment).toMatchObject({
      invoice: { state: 'PAID', dueMinor: 0 },
    });
    const again = await record(NORTHWIND, id, { amountMinor: 1 });
    expect(again.errors?.[0]?.extensions).toEqual({
      code: 'CONFLICT',
      fields: [{ path: 'invoiceId', message: 'Invoice NW-000002 is paid already.' }],
    });
  });

  test('is refused for more than is due, for a day to come, for nothing, and for a date that is none', async () => {
    const id = await invoiceTo('Globex Ltd', '2026-12');
    const fieldsOf = async (over: object) =>
      (await record(NORTHWIND, id, over)).errors?.[0]?.extensions.fields;
    expect(await fieldsOf({ amountMinor: 1801 })).toEqual([
      { path: 'amountMinor', message: 'Must be at most £18.00, which is what is still due.' },
    ]);
    expect(await fieldsOf({ receivedOn: '2027-05-04' })).toEqual([
      { path: 'receivedOn', message: 'Must not be later than today, 3 May 2027.' },
    ]);
    expect(await fieldsOf({ amountMinor: 0 })).toEqual([
      { path: 'amountMinor', message: 'Must be at least 0.01.' },
    ]);
    expect((await record(NORTHWIND, id, { receivedOn: '2027-02-30' })).errors?.[0]?.extensions.code).toBe(
      'INVALID_INPUT',
    );
    expect(await fieldsOf({ reference: 'x'.repeat(101) })).toEqual([
      { path: 'reference', message: 'May have at most 100 characters.' },
    ]);
    expect(await world.sql('select from payment where invoice_id = $1', [id])).toHaveLength(0);
  });

  test('entered twice is recorded once, unless its reference says that it is another one', async () => {
    const id = await invoiceTo('Globex Ltd', '2027-01');
    const half = { amountMinor: 900, reference: 'FIRST' };
    expect((await record(NORTHWIND, id, half)).errors).toBeUndefined();
    const twice = await record(NORTHWIND, id, half);
    expect(twice.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'reference' }],
    });
    expect((await record(NORTHWIND, id, { ...half, reference: 'SECOND' })).data.recordPayment).toMatchObject({
      invoice: { state: 'PAID' },
    });
  });

  test('[S74] at the same moment never brings in more than is due', async () => {
    const id = await invoiceTo('Globex Ltd', '2027-02');
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((reference) => record(NORTHWIND, id, { amountMinor: 800, reference })),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(2);
    const [row] = await world.sql(
      'select paid_minor, (select sum(amount_minor) from payment where invoice_id = $1) as received from invoice where id = $1',
      [id],
    );
    expect(row).toEqual({ paid_minor: '1600', received: '1600' });
  });

  test('belongs to the issuer alone: not to who pays, nor to the platform above', async () => {
    const retail = await invoiceTo('Globex Ltd', '2027-03');
    const wholesale = await invoiceTo('Northwind IT', '2027-03');
    const codeOf = async (email: string, id: string) =>
      (await record(email, id)).errors?.[0]?.extensions.code;
    expect(await codeOf(GLOBEX, retail)).toBe('FORBIDDEN');
    expect(await codeOf('user@globex.example', retail)).toBe('FORBIDDEN');
    expect(await codeOf(NORTHWIND, wholesale)).toBe('FORBIDDEN');
    expect(await codeOf(STAFF, retail)).toBe('FORBIDDEN');
    expect(
      await world.sql('select from payment where invoice_id = any($1)', [[retail, wholesale]]),
    ).toHaveLength(0);
    expect((await record(STAFF, wholesale, { amountMinor: 1200 })).data.recordPayment).toMatchObject({
      invoice: { state: 'PAID' },
    });
    expect((await record(STAFF, await invoiceTo('Acme Ltd', '2027-03'))).data.recordPayment).toMatchObject({
      invoice: { state: 'PAID' },
    });
  });

  test('[S10] of another tenant’s invoice answers like one that does not exist', async () => {
    const theirs = await record(NORTHWIND, await invoiceTo('Initech Ltd', '2026-10'));
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(theirs).toEqual(await record(NORTHWIND, newId()));
  });

  test('are listed to both sides', async () => {
    const listed = async (email: string) =>
      (await ask<{ payments: { totalCount: number } }>(email, '{ payments { totalCount } }')).data.payments
        .totalCount;
    const [counts] = await world.sql<{ globex: string; northwind: string; all: string }>(
      `select count(*) filter (where company_id = $1) as globex, count(*) filter (where reseller_id = $2) as northwind, count(*) as all from payment`,
      [world.globex.id, world.northwind.id],
    );
    expect([await listed(GLOBEX), await listed(NORTHWIND), await listed(STAFF)]).toEqual([
      Number(counts?.globex),
      Number(counts?.northwind),
      Number(counts?.all),
    ]);
    expect(await listed('admin@initech.example')).toBe(0);
  });
});
