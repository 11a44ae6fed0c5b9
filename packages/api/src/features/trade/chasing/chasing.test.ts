import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addInvoice } from '../billing/factory.ts';
import { chaseCustomers } from './chase-customers.ts';
import { findChasing } from './find-chasing.ts';
import { USUAL_STEPS } from './usual-steps.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';
const INITECH = 'admin@initech.example';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-12T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set('2026-10-12T09:00:00Z');
  await world.sql('delete from invoice_reminder');
  await world.sql('delete from invoice_pause');
  await world.sql('delete from chasing_policy');
  await world.sql('delete from mail');
  await world.sql(`update invoice set state = 'PAID', paid_minor = total_minor`);
});

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}
const send = <T = object>(email: string, name: string, type: string, given: object, answer = 'id') =>
  ask<Record<string, T>>(email, `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`, {
    input: given,
  });
const setPolicy = (email: string, over: object = {}) =>
  send<{ id: string }>(email, 'setChasingPolicy', 'SetChasingPolicyInput', {
    active: true,
    steps: USUAL_STEPS,
    ...over,
  });
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: { errors?: readonly { extensions: { fields?: unknown } }[] }) =>
  errors?.[0]?.extensions.fields;

/** Of each customer a month is billed once. */
let months = 0;
const nextPeriod = (): string => new Date(Date.UTC(2010, months++, 1)).toISOString().slice(0, 10);

/** An invoice of the platform to Northwind, due on 15 October. */
const toNorthwind = (over: object = {}) =>
  addInvoice(world, {
    issuerId: world.platform.id,
    resellerId: world.northwind.id,
    net: 9000,
    buyer: 'Northwind IT',
    period: nextPeriod(),
    ...over,
  });
/** An invoice of £18.00 of Northwind to Globex, due on 15 October. */
const toGlobex = (over: object = {}) =>
  addInvoice(world, {
    issuerId: world.northwind.id,
    resellerId: world.northwind.id,
    companyId: world.globex.id,
    net: 1500,
    buyer: 'Globex Ltd',
    period: nextPeriod(),
    ...over,
  });

/** What the nightly job does for an issuer on a day. */
async function chaseOn(day: string, issuerId = world.northwind.id): Promise<void> {
  app.clock.set(`${day}T06:20:00Z`);
  const resellerId = issuerId === world.platform.id ? null : issuerId;
  const { scopes, services, log } = app.app;
  const credentials = {
    kind: 'system',
    task: 'chase-customers',
    resellerId,
    does: [chaseCustomers.name],
  } as const;
  await perform({ scopes, services, log, requestId: 'test', credentials }, chaseCustomers, { issuerId });
}
const letters = () =>
  world.letters<{
    to: string;
    subject: string;
    body: string;
    reseller_id: string;
    company_id: string | null;
  }>(
    `select "to", subject, body, reseller_id, company_id from mail where cause = 'reminder' order by created_at, subject, "to"`,
  );
const tonight = (email: string) =>
  ask<{
    chasingTonight: {
      on: string;
      letters: {
        customerName: string;
        subject: string;
        to: string[];
        reminders: { number: string; step: { day: number } }[];
      }[];
    };
  }>(
    email,
    '{ chasingTonight { on letters { customerName subject to reminders { number step { day } } } } }',
  );

describe('chaseCustomers', () => {
  test('[B7] reminds on the days of the steps, once each, in one letter for all invoices, and stops when paid', async () => {
    const [first, second] = [
      await toGlobex({ number: 'NW-1' }),
      await toGlobex({ number: 'NW-2', dueOn: '2026-10-17' }),
    ];
    await setPolicy(NORTHWIND);
    await chaseOn('2026-10-11');
    expect(await letters()).toEqual([]);
    await chaseOn('2026-10-12');
    await chaseOn('2026-10-12');
    expect((await letters()).map(({ to, subject, company_id }) => [to, subject, company_id])).toEqual([
      [GLOBEX, 'Invoice NW-1 is due on 15 October 2026', world.globex.id],
    ]);
    // The 14th was missed: the 17th makes up for what was due since.
    await chaseOn('2026-10-16');
    await chaseOn('2026-10-22');
    const last = (await letters()).at(-1);
    expect(last?.subject).toBe('2 invoices are overdue');
    expect(last?.body).toContain('Invoice NW-1: £18.00, was due on 15 October 2026');
    expect(last?.body.match(/\/pay#[\w-]{43}$/gm), 'a link of its own for each').toHaveLength(2);
    const [mail] = await world.letters<{ attachments: { name: string }[] }>(
      `select attachments from mail where subject = '2 invoices are overdue' order by created_at desc limit 1`,
    );
    expect(mail?.attachments.map(({ name }) => name)).toEqual(['NW-1.pdf', 'NW-2.pdf']);
    await world.sql(`update invoice set state = 'PAID', paid_minor = total_minor where id = $1`, [first]);
    await chaseOn('2026-10-31');
    const all = await letters();
    expect(all.at(-1)?.subject).toBe('Last reminder: Invoice NW-2 is overdue');
    const shown = await ask<{
      invoice: { reminders: { nodes: { day: number; last: boolean; recipientCount: number }[] } };
    }>(
      GLOBEX,
      'query ($id: ID!) { invoice(id: $id) { reminders(first: 10) { nodes { day last recipientCount } } } }',
      { id: second },
    );
    expect(shown.data.invoice.reminders.nodes).toEqual([
      { day: 14, last: true, recipientCount: 1 },
      { day: 1, last: false, recipientCount: 1 },
      { day: -3, last: false, recipientCount: 1 },
    ]);
  });

  test('[B7] twice at the same time sends once', async () => {
    await toGlobex();
    await setPolicy(NORTHWIND);
    await Promise.all([1, 2, 3].map(() => chaseOn('2026-10-16')));
    expect(await letters()).toHaveLength(1);
  });

  test('[B7] is off until it is switched on, and the finder finds nobody before', async () => {
    await toGlobex();
    await chaseOn('2026-10-16');
    await setPolicy(NORTHWIND, { active: false });
    await chaseOn('2026-10-16');
    expect(await letters()).toEqual([]);
    const { scopes, services, log } = app.app;
    const find = () =>
      perform(
        {
          scopes,
          services,
          log,
          requestId: 'test',
          credentials: { kind: 'system', task: 'chasing', resellerId: null, does: [findChasing.name] },
        },
        findChasing,
        {},
      );
    expect(await find()).toBe(0);
    await setPolicy(NORTHWIND);
    await setPolicy(STAFF);
    expect(await find()).toBe(2);
  });

  test('[B7] the platform chases resellers, each reseller its own companies only', async () => {
    await toNorthwind({ number: 'XE-1' });
    await toGlobex();
    await setPolicy(STAFF);
    await chaseOn('2026-10-16', world.platform.id);
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      [world.northwind.admin.email, 'Invoice XE-1 is overdue'],
    ]);
    expect((await letters())[0]?.body.endsWith('Xe2')).toBe(true);
  });

  test('[B7] a customer is chased otherwise, or never, where that is said, and as everyone once that is taken back', async () => {
    await toGlobex();
    await setPolicy(NORTHWIND);
    const own = await setPolicy(NORTHWIND, { companyId: world.globex.id, active: false });
    await chaseOn('2026-10-16');
    expect(await letters()).toEqual([]);
    await setPolicy(NORTHWIND, {
      companyId: world.globex.id,
      steps: [{ day: 1, tone: 'FIRM', text: 'We have an agreement about this.' }],
    });
    await chaseOn('2026-10-16');
    expect((await letters())[0]?.body).toContain('We have an agreement about this.');
    const remove = (email: string, id = own.data.setChasingPolicy?.id) =>
      ask(email, 'mutation ($input: RemoveChasingPolicyInput!) { removeChasingPolicy(input: $input) }', {
        input: { id },
      });
    expect(code(await remove(CONTOSO))).toBe('NOT_FOUND');
    expect(code(await remove(STAFF))).toBe('NOT_FOUND');
    expect(code(await remove(GLOBEX))).toBe('FORBIDDEN');
    expect(code(await remove(NORTHWIND))).toBeUndefined();
    expect(code(await remove(NORTHWIND))).toBe('NOT_FOUND');
    await chaseOn('2026-10-22');
    expect((await letters()).at(-1)?.body).toContain('We have not received'.toLowerCase());
  });
});

describe('chasingTonight', () => {
  test('[B7] says what the job then does, to the letter', async () => {
    await toGlobex({ number: 'NW-9' });
    await setPolicy(NORTHWIND);
    app.clock.set('2026-10-15T18:00:00Z');
    const { data } = await tonight(NORTHWIND);
    expect(data.chasingTonight).toEqual({
      on: '2026-10-16',
      letters: [
        {
          customerName: 'Globex Ltd',
          subject: 'Invoice NW-9 is overdue',
          to: [GLOBEX],
          reminders: [{ number: 'NW-9', step: { day: 1 } }],
        },
      ],
    });
    expect((await tonight(CONTOSO)).data.chasingTonight.letters).toEqual([]);
    expect(code(await tonight(GLOBEX))).toBe('FORBIDDEN');
    await chaseOn('2026-10-16');
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      [GLOBEX, 'Invoice NW-9 is overdue'],
    ]);
    expect((await tonight(NORTHWIND)).data.chasingTonight.letters).toEqual([]);
  });
});

describe('setChasingPolicy', () => {
  test('[B7] allowed, forbidden, other tenant, invalid, twice', async () => {
    const first = await setPolicy(NORTHWIND);
    expect((await setPolicy(NORTHWIND)).data.setChasingPolicy?.id).toBe(first.data.setChasingPolicy?.id);
    expect(
      await world.sql(
        `select count(*)::int as n from audit_entry where action = 'setChasingPolicy' and subject_id = $1`,
        [first.data.setChasingPolicy?.id],
      ),
    ).toEqual([{ n: 1 }]);
    expect(code(await setPolicy(GLOBEX))).toBe('FORBIDDEN');
    expect(code(await setPolicy(CONTOSO, { companyId: world.globex.id }))).toBe('NOT_FOUND');
    expect(code(await setPolicy(NORTHWIND, { resellerId: world.contoso.id }))).toBe('FORBIDDEN');
    expect(code(await setPolicy(STAFF, { resellerId: world.contoso.id }))).toBeUndefined();
    const day = { day: 1, tone: 'FIRM', text: null };
    expect(fieldsOf(await setPolicy(NORTHWIND, { steps: [day, day] }))).toEqual([
      { path: 'steps.1.day', message: 'There is another reminder on this day already.' },
    ]);
    expect(fieldsOf(await setPolicy(NORTHWIND, { steps: [] }))).toEqual([
      { path: 'steps', message: 'There must be at least one reminder.' },
    ]);
    const seen = async (email: string) =>
      (
        await ask<{ chasingPolicies: { totalCount: number } }>(
          email,
          '{ chasingPolicies(first: 1) { totalCount } }',
        )
      ).data?.chasingPolicies?.totalCount;
    expect([await seen(NORTHWIND), await seen(CONTOSO), await seen(GLOBEX)]).toEqual([1, 0, undefined]);
  });
});

const PAUSE = 'id kind reason until begunByName endedByName outcome';
const dispute = (email: string, invoiceId: string, reason = 'It was never delivered.') =>
  send<{ id: string }>(email, 'disputeInvoice', 'DisputeInvoiceInput', { invoiceId, reason }, PAUSE);
const settle = (email: string, id: string | undefined, outcome = 'It was, see the note.') =>
  send(email, 'settleDispute', 'SettleDisputeInput', { id, outcome }, PAUSE);
const promise = (email: string, invoiceId: string, until: string) =>
  send(email, 'notePromise', 'NotePromiseInput', { invoiceId, promisedBy: 'Grace', until }, PAUSE);
const home = async (email: string) =>
  (
    await ask<{ home: { disputesToSettle: number | null; customersToTalkTo: number | null } }>(
      email,
      '{ home { disputesToSettle customersToTalkTo } }',
    )
  ).data.home;

describe('pauses', () => {
  test('[B7] what its customer disputes is not chased until the issuer has settled it', async () => {
    const invoiceId = await toGlobex();
    await setPolicy(NORTHWIND);
    for (const [email, expected] of [
      [NORTHWIND, 'FORBIDDEN'],
      [STAFF, 'FORBIDDEN'],
      [CONTOSO, 'NOT_FOUND'],
      [INITECH, 'NOT_FOUND'],
    ] as const)
      expect([email, code(await dispute(email, invoiceId))]).toEqual([email, expected]);
    expect(code(await dispute(GLOBEX, invoiceId, ' '))).toBe('INVALID_INPUT');
    const { data } = await dispute(GLOBEX, invoiceId);
    expect(data.disputeInvoice).toMatchObject({
      kind: 'DISPUTE',
      reason: 'It was never delivered.',
      until: null,
    });
    expect(code(await dispute(GLOBEX, invoiceId))).toBeDefined();
    await chaseOn('2026-10-30');
    expect(await letters()).toEqual([]);
    expect(await home(NORTHWIND)).toEqual({ disputesToSettle: 1, customersToTalkTo: 0 });
    expect(await home(CONTOSO)).toEqual({ disputesToSettle: 0, customersToTalkTo: 0 });
    const id = data.disputeInvoice?.id;
    expect(code(await settle(GLOBEX, id))).toBe('FORBIDDEN');
    expect(code(await settle(CONTOSO, id))).toBe('NOT_FOUND');
    expect(code(await settle(STAFF, id))).toBe('FORBIDDEN');
    expect(code(await settle(NORTHWIND, id, ''))).toBe('INVALID_INPUT');
    expect((await settle(NORTHWIND, id)).data.settleDispute).toMatchObject({
      outcome: 'It was, see the note.',
    });
    expect(code(await settle(NORTHWIND, id))).toBe('CONFLICT');
    await chaseOn('2026-10-30');
    expect((await letters()).map(({ to }) => to)).toEqual([GLOBEX]);
  });

  test('[B7] a reseller disputes what the platform invoices to it', async () => {
    const invoiceId = await toNorthwind();
    const { data } = await dispute(NORTHWIND, invoiceId);
    expect(code(await settle(NORTHWIND, data.disputeInvoice?.id))).toBe('FORBIDDEN');
    expect(await home(STAFF)).toMatchObject({ disputesToSettle: 1 });
    expect((await settle(STAFF, data.disputeInvoice?.id)).errors).toBeUndefined();
  });

  test('[B7] what was promised waits through the day that was named, and goes on after it', async () => {
    const invoiceId = await toGlobex();
    await setPolicy(NORTHWIND);
    expect(code(await promise(GLOBEX, invoiceId, '2026-10-20'))).toBe('FORBIDDEN');
    expect(code(await promise(CONTOSO, invoiceId, '2026-10-20'))).toBe('NOT_FOUND');
    expect(code(await promise(STAFF, invoiceId, '2026-10-20'))).toBe('FORBIDDEN');
    expect(fieldsOf(await promise(NORTHWIND, invoiceId, '2026-10-11'))).toMatchObject([{ path: 'until' }]);
    expect((await promise(NORTHWIND, invoiceId, '2026-10-18')).errors).toBeUndefined();
    expect((await promise(NORTHWIND, invoiceId, '2026-10-20')).data.notePromise).toMatchObject({
      kind: 'PROMISE',
      until: '2026-10-20',
      reason: 'Grace',
    });
    await chaseOn('2026-10-20');
    expect(await letters()).toEqual([]);
    await chaseOn('2026-10-21');
    expect(await letters()).toHaveLength(1);
    const paid = await toGlobex({ state: 'PAID', paid: 1800 });
    expect(code(await promise(NORTHWIND, paid, '2026-10-25'))).toBe('CONFLICT');
    expect(code(await dispute(GLOBEX, paid))).toBe('CONFLICT');
    expect(code(await dispute(GLOBEX, newId()))).toBe('NOT_FOUND');
  });

  test('[B7] after the last reminder somebody is to talk to them, until they promise or pay', async () => {
    const invoiceId = await toGlobex();
    await setPolicy(NORTHWIND);
    await chaseOn('2026-10-28');
    expect((await home(NORTHWIND)).customersToTalkTo).toBe(0);
    await chaseOn('2026-10-29');
    expect((await home(NORTHWIND)).customersToTalkTo).toBe(1);
    const toTalkTo = async (email: string) =>
      (
        await ask<{ invoiceReminders: { nodes: { invoice: { id: string } }[] } }>(
          email,
          '{ invoiceReminders(first: 5, filter: { toTalkTo: true }) { nodes { invoice { id } } } }',
        )
      ).data.invoiceReminders.nodes;
    expect(await toTalkTo(NORTHWIND)).toEqual([{ invoice: { id: invoiceId } }]);
    expect(await toTalkTo(GLOBEX)).toEqual([]);
    await promise(NORTHWIND, invoiceId, '2026-10-30');
    expect((await home(NORTHWIND)).customersToTalkTo).toBe(0);
    app.clock.set('2026-10-31T09:00:00Z');
    expect((await home(NORTHWIND)).customersToTalkTo).toBe(1);
  });
});

describe('late payment', () => {
  test('[B7] staff record Bank Rate; an issuer sees what could be charged of its own', async () => {
    const record = (email: string, halfYear: string, rateBp: number) =>
      send(
        email,
        'recordReferenceRate',
        'RecordReferenceRateInput',
        { halfYear, rateBp },
        'id halfYear rateBp',
      );
    expect(code(await record(NORTHWIND, '2026-07-01', 400))).toBe('FORBIDDEN');
    expect(fieldsOf(await record(STAFF, '2026-08-01', 400))).toMatchObject([{ path: 'halfYear' }]);
    expect(fieldsOf(await record(STAFF, '2027-01-01', 400))).toMatchObject([{ path: 'halfYear' }]);
    expect(code(await record(STAFF, '2026-07-01', -1))).toBe('INVALID_INPUT');
    const { data } = await record(STAFF, '2026-07-01', 375);
    expect((await record(STAFF, '2026-07-01', 400)).data.recordReferenceRate).toEqual({
      ...data.recordReferenceRate,
      rateBp: 400,
    });
    const invoiceId = await toGlobex({ net: 1_000_000 });
    const late = (email: string) =>
      ask<{ latePayment: object }>(
        email,
        'query ($id: ID!) { latePayment(invoiceId: $id) { through interestMinor fixedMinor missing } }',
        { id: invoiceId },
      );
    expect((await late(NORTHWIND)).data.latePayment).toMatchObject({ interestMinor: 0, fixedMinor: 0 });
    app.clock.set('2026-10-25T09:00:00Z');
    // 10 days of £12,000.00 at 12 %.
    expect((await late(NORTHWIND)).data.latePayment).toEqual({
      through: '2026-10-25',
      interestMinor: 3945,
      fixedMinor: 10_000,
      missing: [],
    });
    expect(code(await late(GLOBEX))).toBe('FORBIDDEN');
    expect(code(await late(CONTOSO))).toBe('NOT_FOUND');
    expect(code(await late(STAFF))).toBe('NOT_FOUND');
  });
});
