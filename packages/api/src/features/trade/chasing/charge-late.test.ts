import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { bill } from '../billing/factory.ts';
import { brokenRules } from '../billing/testing/e-invoice-rules.ts';
import { verifyLedger } from '../ledger/index.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { chargeLatePayers } from './charge-late-payers.ts';
import { chaseCustomers } from './chase-customers.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;
/** Invoices of £18.00 to Globex, due on 15 January 2026, one for every test. */
const unused: string[] = [];

beforeAll(async () => {
  app = await startTestApp({ at: '2025-01-01T09:00:00Z' });
  world = await createWorld(app);
  await world.sql(`update company set vat_number = 'GB980780684' where id = $1`, [world.globex.id]);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2025-01-01' });
  app.clock.set('2026-01-01T09:00:00Z');
  for (let month = 1; month <= 12; month += 1)
    await bill({ app, world, email: STAFF }, `2025-${String(month).padStart(2, '0')}`);
  const rows = await world.sql<{ id: string }>(
    'select id from invoice where company_id = $1 order by number',
    [world.globex.id],
  );
  unused.push(...rows.map(({ id }) => id));
  for (const [halfYear, rateBp] of [
    ['2025-07-01', 425],
    ['2026-01-01', 375],
  ])
    await send(STAFF, 'recordReferenceRate', 'RecordReferenceRateInput', { halfYear, rateBp });
});
afterAll(() => app.close());

// In the order of the clock, which never goes back: whoever asks for more waits by it.

const next = (): string => unused.shift() ?? '';
async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}
const send = <T = object>(email: string, name: string, type: string, given: object, answer = 'id') =>
  ask<Record<string, T>>(email, `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`, {
    input: given,
  });
interface Charged {
  id: string;
  number: string;
  totalMinor: number;
}
const NOTE = `id number document reason netMinor vatMinor totalMinor dueOn citedInvoice { id }
  lines { description netMinor vatCategory from to } vatBreakdown { vatCategory vatReason }`;
const charge = (email: string, invoiceId: string) =>
  send<Charged>(email, 'chargeLatePayment', 'ChargeLatePaymentInput', { invoiceId }, NOTE);
const left = async (invoiceId: string, email = NORTHWIND) =>
  (
    await ask<{
      latePayment: { through: string; interestMinor: number; fixedMinor: number; missing: string[] };
    }>(
      email,
      'query ($id: ID!) { latePayment(invoiceId: $id) { through interestMinor fixedMinor missing } }',
      { id: invoiceId },
    )
  ).data.latePayment;
const pay = (invoiceId: string, amountMinor: number, receivedOn: string) =>
  send(NORTHWIND, 'recordPayment', 'RecordPaymentInput', {
    invoiceId,
    amountMinor,
    receivedOn,
    reference: newId(),
  });
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const expectLedger = async () => expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
const chargesOf = (invoiceId: string) =>
  world.sql<{ through: string; interest: number; fixed: number }>(
    `select through::text, interest_minor::int as interest, fixed_minor::int as fixed from late_charge where invoice_id = $1 order by through`,
    [invoiceId],
  );
const system = () => ({
  scopes: app.app.scopes,
  services: app.app.services,
  log: app.app.log,
  requestId: 'test',
  credentials: {
    kind: 'system',
    task: 'test',
    resellerId: world.northwind.id,
    does: [chaseCustomers.name, chargeLatePayers.name],
  } as const,
});
const byItself = () => perform(system(), chargeLatePayers, { issuerId: world.northwind.id });
const rule = (email: string, given: object) =>
  send(email, 'setLatePaymentRule', 'SetLatePaymentRuleInput', given, 'charging fromDay');

describe('setLatePaymentRule', () => {
  test('[B7] has what is left charged once, when an invoice that is due since is paid', async () => {
    const [before, after, punctual] = [next(), next(), next()];
    app.clock.set('2026-02-01T09:00:00Z');
    await rule(NORTHWIND, { charging: 'ON_PAYMENT' });
    await world.sql('alter table invoice disable trigger keep_issued_invoice');
    await world.sql(`update invoice set due_on = '2026-02-05' where id = any($1)`, [[after, punctual]]);
    await world.sql('alter table invoice enable trigger keep_issued_invoice');
    app.clock.set('2026-02-26T09:00:00Z');
    for (const [invoiceId, day] of [
      [before, '2026-02-25'],
      [after, '2026-02-25'],
      [punctual, '2026-02-05'],
    ] as const)
      await pay(invoiceId, 1800, day);
    await byItself();
    await byItself();
    expect(await chargesOf(after)).toEqual([{ through: '2026-02-25', interest: 11, fixed: 4000 }]);
    expect([await chargesOf(before), await chargesOf(punctual)]).toEqual([[], []]);
    expect(
      await world.sql(
        `select company_id from audit_entry where action = 'chargeLatePayers' order by at desc limit 1`,
      ),
    ).toEqual([{ company_id: world.globex.id }]);
    await expectLedger();
    await rule(NORTHWIND, { charging: 'NEVER' });
  });
});

describe('chargeLatePayment', () => {
  test('[B7] charges interest and the fixed sum by a debit note outside the scope of VAT; the ledger has it apart from revenue', async () => {
    const invoiceId = next();
    app.clock.set('2026-03-16T09:00:00Z');
    // 60 days of £18.00 at 11.75 %: 34.77 pence.
    expect(await left(invoiceId)).toEqual({
      through: '2026-03-16',
      interestMinor: 35,
      fixedMinor: 4000,
      missing: [],
    });
    const { data, errors } = await charge(NORTHWIND, invoiceId);
    expect(errors).toBeUndefined();
    expect(data.chargeLatePayment).toMatchObject({
      number: 'NW-DN-000002',
      document: 'LATE_PAYMENT',
      reason: expect.stringContaining('was due on 15 January 2026 and was not paid by then'),
      netMinor: 4035,
      vatMinor: 0,
      totalMinor: 4035,
      dueOn: '2026-03-30',
      citedInvoice: { id: invoiceId },
      lines: [
        { netMinor: 35, vatCategory: 'OUT_OF_SCOPE', from: '2026-01-16', to: '2026-03-17' },
        { netMinor: 4000, vatCategory: 'OUT_OF_SCOPE' },
      ],
      vatBreakdown: [
        { vatCategory: 'OUT_OF_SCOPE', vatReason: expect.stringContaining('not paid for a supply') },
      ],
    });
    const note = data.chargeLatePayment;
    const xml = await fetch(`${app.url}/invoices/${note?.id}/xml`, {
      headers: { authorization: `Bearer ${await world.signIn(GLOBEX)}` },
    });
    expect(brokenRules(await xml.text())).toEqual([]);
    expect(
      await world.sql(
        `select account, amount_minor::int as minor, kind from ledger_posting where invoice_id = $1 order by account`,
        [note?.id],
      ),
    ).toEqual([
      { account: 'LATE_PAYMENT', minor: -4035, kind: 'LATE_PAYMENT' },
      { account: 'RECEIVABLE', minor: 4035, kind: 'LATE_PAYMENT' },
    ]);
    await expectLedger();
    // What is credited of it comes off that income, not off revenue.
    const [line] = await world.sql<{ id: string }>(
      'select id from invoice_line where invoice_id = $1 and net_minor = 4000',
      [note?.id],
    );
    const credited = await send(NORTHWIND, 'issueCreditNote', 'IssueCreditNoteInput', {
      invoiceId: note?.id,
      reason: 'Goodwill.',
      lines: [{ lineId: line?.id, netMinor: 4000 }],
    });
    expect(credited.errors).toBeUndefined();
    const [income] = await world.sql<{ minor: number }>(
      `select sum(amount_minor)::int as minor from ledger_posting where account = 'LATE_PAYMENT' and invoice_id = $1`,
      [note?.id],
    );
    expect(income?.minor).toBe(-35);
    await expectLedger();
  });

  test('[S7] is for whoever issued the invoice', async () => {
    const invoiceId = next();
    app.clock.set('2026-03-16T09:00:00Z');
    for (const [email, id, expected] of [
      [STAFF, invoiceId, 'FORBIDDEN'],
      [GLOBEX, invoiceId, 'FORBIDDEN'],
      [CONTOSO, invoiceId, 'NOT_FOUND'],
      [NORTHWIND, newId(), 'NOT_FOUND'],
    ] as const)
      expect([email, code(await charge(email, id))]).toEqual([email, expected]);
  });

  test('[B7] no day and no fixed sum twice, however many ask at once; what comes after is charged when it has come', async () => {
    const invoiceId = next();
    const tries = await Promise.all([1, 2, 3].map(() => charge(NORTHWIND, invoiceId)));
    expect(tries.map(code).sort()).toEqual(['CONFLICT', 'CONFLICT', undefined]);
    app.clock.set('2026-04-15T09:00:00Z');
    // 90 days: 52.15 pence, of which 35 are charged.
    expect(await left(invoiceId)).toMatchObject({ interestMinor: 17, fixedMinor: 0 });
    await charge(NORTHWIND, invoiceId);
    expect(await chargesOf(invoiceId)).toEqual([
      { through: '2026-03-16', interest: 35, fixed: 4000 },
      { through: '2026-04-15', interest: 17, fixed: 0 },
    ]);
    // A payment that is noted late leaves nothing to charge, and nothing is taken back.
    await pay(invoiceId, 1800, '2026-02-01');
    expect(await left(invoiceId)).toMatchObject({ interestMinor: 0, fixedMinor: 0 });
  });

  test('[B7] of what was paid late, through the day it was paid', async () => {
    const paid = next();
    await pay(paid, 1800, '2026-02-14');
    expect(await left(paid)).toMatchObject({ through: '2026-02-14', interestMinor: 17, fixedMinor: 4000 });
  });
});

describe('setLatePaymentRule, later', () => {
  test('[B7] or has each reminder from a day on charge what has come up; not while it is disputed', async () => {
    for (const [given, expected] of [
      [{ charging: 'WITH_REMINDERS' }, 'INVALID_INPUT'],
      [{ charging: 'WITH_REMINDERS', fromDay: 0 }, 'INVALID_INPUT'],
      [{ charging: 'NEVER', fromDay: 7 }, 'INVALID_INPUT'],
    ] as const)
      expect(code(await rule(NORTHWIND, given))).toBe(expected);
    expect(code(await rule(GLOBEX, { charging: 'NEVER' }))).toBe('FORBIDDEN');
    for (const _ of [1, 2])
      expect((await rule(NORTHWIND, { charging: 'WITH_REMINDERS', fromDay: 105 })).errors).toBeUndefined();
    const { data } = await ask<{ latePaymentRule: object }>(
      NORTHWIND,
      '{ latePaymentRule { charging fromDay } }',
    );
    expect(data.latePaymentRule).toEqual({ charging: 'WITH_REMINDERS', fromDay: 105 });
    const [invoiceId, disputed] = [next(), next()];
    await send(GLOBEX, 'disputeInvoice', 'DisputeInvoiceInput', { invoiceId: disputed, reason: 'Not ours.' });
    await send(NORTHWIND, 'setChasingPolicy', 'SetChasingPolicyInput', {
      active: true,
      steps: [
        { day: 100, tone: 'FRIENDLY' },
        { day: 110, tone: 'FINAL' },
      ],
    });
    const morning = async (day: string) => {
      app.clock.set(`${day}T06:20:00Z`);
      await perform(system(), chaseCustomers, { issuerId: world.northwind.id });
      app.clock.set(`${day}T06:50:00Z`);
      await byItself();
      await byItself();
    };
    await morning('2026-04-25');
    expect(await chargesOf(invoiceId)).toEqual([]);
    await morning('2026-05-05');
    expect(await chargesOf(invoiceId)).toEqual([{ through: '2026-05-05', interest: 64, fixed: 4000 }]);
    await morning('2026-05-06');
    expect(await chargesOf(invoiceId)).toHaveLength(1);
    expect(await chargesOf(disputed)).toEqual([]);
    await expectLedger();
    await rule(NORTHWIND, { charging: 'NEVER' });
  });
});

describe('chargeLatePayment, later', () => {
  test('[B7] of consumers nothing, and not without a rate', async () => {
    const consumer = next();
    await world.sql('update company set business = false where id = $1', [world.globex.id]);
    expect(await left(consumer)).toMatchObject({ interestMinor: 0, fixedMinor: 0 });
    expect(code(await charge(NORTHWIND, consumer))).toBe('CONFLICT');
    await world.sql('update company set business = true where id = $1', [world.globex.id]);
    app.clock.set('2026-07-02T09:00:00Z');
    const refused = await charge(NORTHWIND, consumer);
    expect(refused.errors?.[0]?.message).toContain('half-year from 1 July 2026');
  });

  test('[B7] no interest on interest', async () => {
    const [note] = await world.sql<{ id: string }>(
      `select id from invoice where document = 'LATE_PAYMENT' and state <> 'PAID' limit 1`,
    );
    expect(await left(note?.id ?? '')).toMatchObject({ interestMinor: 0, fixedMinor: 0 });
    expect(code(await charge(NORTHWIND, note?.id ?? ''))).toBe('CONFLICT');
  });
});
