import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addInvoice } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { chaseCustomers } from './chase-customers.ts';
import { followRestrictions } from './follow-restrictions.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

const LETTER = { day: 1, tone: 'FRIENDLY', text: null };
const NO_ORDERS = { day: 8, tone: 'FIRM', text: null, effect: 'NO_NEW_ORDERS' };
const SUSPEND = { day: 14, tone: 'FINAL', text: null, effect: 'SUSPENSION' };

let app: TestApp;
let world: World;
let seats: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-12T09:00:00Z' });
  world = await createWorld(app);
  await world.sql('update product set suspendable = true where id = any ($1)', [
    [world.hosting, world.archive],
  ]);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set('2026-10-12T09:00:00Z');
  await world.sql(`update company set status = 'ACTIVE'`);
  for (const table of ['restriction', 'invoice_reminder', 'invoice_pause', 'chasing_policy', 'mail'])
    await world.sql(`delete from ${table}`);
  await world.sql(`update invoice set state = 'PAID', paid_minor = total_minor`);
  await world.sql('delete from customer_group_member');
  await world.sql('delete from customer_group');
  await world.sql(`update subscription set state = 'ENDED', suspended_at = null`);
  const { id } = await addSubscription(world, world.globex, {
    productId: world.hosting,
    startsOn: '2026-09-01',
    quantity: 3,
  });
  seats = id;
});

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}
const send = <T = object>(email: string, name: string, type: string, given: object, answer = '{ id }') =>
  ask<Record<string, T>>(email, `mutation ($input: ${type}!) { ${name}(input: $input) ${answer} }`, {
    input: given,
  });
const setPolicy = (email: string, over: object = {}) =>
  send<{ id: string }>(email, 'setChasingPolicy', 'SetChasingPolicyInput', {
    active: true,
    steps: [LETTER, NO_ORDERS, SUSPEND],
    ...over,
  });
type Answered = { errors?: readonly { message: string; extensions: { code?: unknown; fields?: unknown } }[] };
const code = ({ errors }: Answered) => errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: Answered) => errors?.[0]?.extensions.fields;

let months = 0;
const nextPeriod = (): string => new Date(Date.UTC(2010, months++, 1)).toISOString().slice(0, 10);
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
const toNorthwind = () =>
  addInvoice(world, {
    issuerId: world.platform.id,
    resellerId: world.northwind.id,
    net: 9000,
    buyer: 'Northwind IT',
    number: 'XE-1',
    period: nextPeriod(),
  });

/** A job's verb, for a tenant. */
function performAs<I>(verb: { name: string }, input: I, resellerId: string | null) {
  const { scopes, services, log } = app.app;
  const credentials = { kind: 'system', task: 'test', resellerId, does: [verb.name] } as const;
  return perform({ scopes, services, log, requestId: 'test', credentials }, verb as never, input);
}
/** What the nightly job does for an issuer on a day. */
async function chaseOn(day: string, issuerId = world.northwind.id): Promise<void> {
  app.clock.set(`${day}T06:20:00Z`);
  await performAs(chaseCustomers, { issuerId }, issuerId === world.platform.id ? null : issuerId);
}
/** What follows from what was done since: the jobs that were queued, done once. */
async function follow(): Promise<void> {
  const jobs = await world.sql<{ payload: { resellerId: string; invoiceIds: string[] } }>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'follow-restrictions' returning j.payload`,
  );
  for (const { payload } of jobs)
    await performAs(followRestrictions, { invoiceIds: payload.invoiceIds }, payload.resellerId);
}
const pay = (invoiceId: string, amountMinor = 1800, email = NORTHWIND) =>
  send(email, 'recordPayment', 'RecordPaymentInput', {
    invoiceId,
    amountMinor,
    receivedOn: '2026-10-29',
  });
const letters = () =>
  world.letters<{ to: string; subject: string; body: string }>(
    `select "to", subject, body from mail where cause = 'reminder' order by created_at, subject, "to"`,
  );
const suspendedAt = async (id = seats) =>
  (await world.sql<{ at: Date | null }>('select suspended_at as at from subscription where id = $1', [id]))[0]
    ?.at ?? null;
const restrictions = (email: string, filter: object = { underWay: true }) =>
  ask<{
    restrictions: { nodes: { id: string; kind: string; takesEffectOn: string; beganAt: string | null }[] };
  }>(
    email,
    'query ($filter: RestrictionFilter) { restrictions(first: 20, filter: $filter) { nodes { id kind takesEffectOn beganAt } } }',
    { filter },
  ).then(({ data }) => data?.restrictions?.nodes);
const order = (email: string, productId: string, over: object = {}) =>
  send(email, 'placeOrder', 'PlaceOrderInput', {
    companyId: world.globex.id,
    lines: [{ productId, quantity: 1, ...over }],
  });

/** Warned, restricted and suspended, each on its day. */
async function suspended(): Promise<string> {
  const invoiceId = await toGlobex();
  await setPolicy(NORTHWIND);
  for (const day of ['2026-10-16', '2026-10-22', '2026-10-23', '2026-10-29']) await chaseOn(day);
  return invoiceId;
}

describe('restrictions', () => {
  test('[B7] are said a week before, naming the day and the services, begin on it, and end with payment', async () => {
    const invoiceId = await toGlobex({ number: 'NW-1' });
    const { id: kept } = await addSubscription(world, world.globex, {
      productId: world.mailbox,
      startsOn: '2026-09-01',
      endUserId: world.globex.user.endUserId,
    });
    await setPolicy(NORTHWIND);
    await chaseOn('2026-10-16');
    expect((await letters()).at(-1)?.subject).toBe(
      'No new orders from 23 October 2026: invoice NW-1 is overdue',
    );
    await chaseOn('2026-10-22');
    const warning = (await letters()).at(-1);
    expect(warning?.subject).toBe('Services will be suspended on 29 October 2026: invoice NW-1 is overdue');
    expect(warning?.body).toContain('before 29 October 2026, these services are suspended on that day:');
    expect(warning?.body).toMatch(/- .* \(3\)/);
    expect(warning?.body).not.toContain('Mailbox');
    await chaseOn('2026-10-22');
    expect(await letters()).toHaveLength(2);
    await chaseOn('2026-10-23');
    expect((await letters()).at(-1)?.subject).toBe('No new orders: invoice NW-1 is overdue');
    expect(await suspendedAt()).toBeNull();
    await chaseOn('2026-10-29');
    await chaseOn('2026-10-29');
    expect((await letters()).at(-1)?.subject).toBe('Services suspended: invoice NW-1 is overdue');
    expect(await letters()).toHaveLength(4);
    expect(await suspendedAt()).not.toBeNull();
    expect(await suspendedAt(kept)).toBeNull();
    expect((await pay(invoiceId, 800)).errors).toBeUndefined();
    await follow();
    expect(await suspendedAt()).not.toBeNull();
    expect((await pay(invoiceId, 1000)).errors).toBeUndefined();
    await follow();
    expect(await suspendedAt()).toBeNull();
    expect((await letters()).at(-1)?.subject).toBe('Your services are in use again');
    expect(await restrictions(GLOBEX)).toEqual([]);
    await follow();
    expect(await letters()).toHaveLength(5);
    const changed = await world.sql<{ action: string }>(
      `select action from audit_entry where subject_type = 'Subscription' and subject_id = $1 order by id`,
      [seats],
    );
    expect(changed.map(({ action }) => action)).toEqual(['chaseCustomers', 'followRestrictions']);
  });

  test('[B7] two invoices have led to it: it ends with the last', async () => {
    const first = await suspended();
    const second = await toGlobex({ dueOn: '2026-10-16' });
    await chaseOn('2026-10-30');
    await chaseOn('2026-11-06');
    await pay(first);
    await follow();
    expect(await suspendedAt()).not.toBeNull();
    await pay(second);
    await follow();
    expect(await suspendedAt()).toBeNull();
  });

  test('[B7] what a company is suspended for otherwise is not lifted by payment', async () => {
    const invoiceId = await suspended();
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.globex.id]);
    await pay(invoiceId);
    await follow();
    expect(await suspendedAt()).toBeNull();
    expect(await world.sql('select status from company where id = $1', [world.globex.id])).toEqual([
      { status: 'SUSPENDED' },
    ]);
  });

  test('[B7] a dispute or a promise gives them back; once that is over it is said anew, not done at once', async () => {
    const invoiceId = await suspended();
    expect(
      (
        await send(NORTHWIND, 'notePromise', 'NotePromiseInput', {
          invoiceId,
          promisedBy: 'Grace',
          until: '2026-11-02',
        })
      ).errors,
    ).toBeUndefined();
    await follow();
    expect(await suspendedAt()).toBeNull();
    await chaseOn('2026-11-03');
    expect(await suspendedAt()).toBeNull();
    expect(await restrictions(GLOBEX)).toMatchObject([
      { takesEffectOn: '2026-11-10', beganAt: null },
      { takesEffectOn: '2026-11-10', beganAt: null },
    ]);
    await chaseOn('2026-11-10');
    expect(await suspendedAt()).not.toBeNull();
    await send(GLOBEX, 'disputeInvoice', 'DisputeInvoiceInput', { invoiceId, reason: 'Never delivered.' });
    await follow();
    expect(await suspendedAt()).toBeNull();
  });

  test('[B7] a night that was missed is made up for, a month is said anew', async () => {
    await toGlobex();
    await setPolicy(NORTHWIND, { steps: [LETTER, SUSPEND] });
    await chaseOn('2026-10-22');
    await chaseOn('2026-11-29');
    expect(await suspendedAt()).toBeNull();
    expect(await restrictions(GLOBEX)).toMatchObject([{ takesEffectOn: '2026-12-06' }]);
    await chaseOn('2026-12-08');
    expect(await suspendedAt()).not.toBeNull();
  });

  test('[B7] nothing new is ordered by the company, whoever orders; less of it is', async () => {
    await suspended();
    const refused = await order(GLOBEX, world.hosting);
    expect(code(refused)).toBe('INVALID_INPUT');
    expect(fieldsOf(refused)).toMatchObject([
      {
        path: 'lines.0.productId',
        message: expect.stringMatching(/^Nothing new can be ordered until invoice/),
      },
    ]);
    expect(code(await order(NORTHWIND, world.hosting))).toBe('INVALID_INPUT');
    const subscribed = await send(NORTHWIND, 'subscribe', 'SubscribeInput', {
      companyId: world.globex.id,
      productId: world.hosting,
      quantity: 1,
    });
    expect(code(subscribed)).toBe('CONFLICT');
    expect(
      code(await send(GLOBEX, 'cancelSubscription', 'CancelSubscriptionInput', { id: seats })),
    ).toBeUndefined();
  });

  test('[B7] a reseller’s companies are never suspended; it takes no new orders, and they are not told why', async () => {
    const invoiceId = await toNorthwind();
    await setPolicy(STAFF);
    for (const day of ['2026-10-16', '2026-10-23', '2026-10-29', '2026-11-06'])
      await chaseOn(day, world.platform.id);
    expect(await suspendedAt()).toBeNull();
    expect((await letters()).map(({ subject }) => subject).at(-1)).toBe(
      'Last reminder: Invoice XE-1 is overdue',
    );
    const home = await ask<{ home: { customersToTalkTo: number; customersRestricted: number } }>(
      STAFF,
      '{ home { customersToTalkTo customersRestricted } }',
    );
    expect(home.data.home).toEqual({ customersToTalkTo: 1, customersRestricted: 1 });
    expect(fieldsOf(await order(GLOBEX, world.hosting))).toEqual([
      {
        path: 'lines.0.productId',
        message: 'No new orders can be placed with Northwind IT at the moment. What there is goes on.',
      },
    ]);
    expect(await restrictions(GLOBEX)).toEqual([]);
    expect(await restrictions(NORTHWIND)).toHaveLength(1);
    await pay(invoiceId, 10_800, STAFF);
    await follow();
    expect(code(await order(GLOBEX, world.hosting))).toBeUndefined();
  });
});

describe('liftRestriction', () => {
  const lift = (email: string, id: string | undefined, reason = 'They have agreed to pay by instalments.') =>
    send(email, 'liftRestriction', 'LiftRestrictionInput', { id, reason }, '{ id outcome endedByName }');

  test('[B7] allowed, forbidden, other tenant, invalid, twice; it does not come again', async () => {
    await suspended();
    const nodes = await restrictions(NORTHWIND, { kind: 'SUSPENSION' });
    const id = nodes?.[0]?.id;
    expect(code(await lift(GLOBEX, id))).toBe('FORBIDDEN');
    expect(code(await lift(CONTOSO, id))).toBe('NOT_FOUND');
    expect(code(await lift(STAFF, id))).toBe('FORBIDDEN');
    expect(code(await lift(NORTHWIND, id, ' '))).toBe('INVALID_INPUT');
    expect((await lift(NORTHWIND, id)).data.liftRestriction).toMatchObject({
      outcome: 'They have agreed to pay by instalments.',
    });
    expect(code(await lift(NORTHWIND, id))).toBe('CONFLICT');
    await follow();
    expect(await suspendedAt()).toBeNull();
    expect(await restrictions(NORTHWIND)).toMatchObject([{ kind: 'NO_NEW_ORDERS' }]);
    await chaseOn('2026-11-20');
    expect(await suspendedAt()).toBeNull();
  });
});

describe('chasingTonight', () => {
  test('[B7] says who is warned of what, and who is restricted', async () => {
    await toGlobex({ number: 'NW-7' });
    await setPolicy(NORTHWIND, { steps: [LETTER, SUSPEND] });
    await chaseOn('2026-10-16');
    const tonight = async () =>
      (
        await ask<{ chasingTonight: { letters: { services: string[]; restrictions: object[] }[] } }>(
          NORTHWIND,
          '{ chasingTonight { letters { services restrictions { number kind on begins } } } }',
        )
      ).data.chasingTonight.letters;
    app.clock.set('2026-10-21T18:00:00Z');
    const said = { number: 'NW-7', kind: 'SUSPENSION', on: '2026-10-29' };
    expect(await tonight()).toEqual([
      { services: [expect.stringMatching(/\(3\)$/)], restrictions: [{ ...said, begins: false }] },
    ]);
    await chaseOn('2026-10-22');
    app.clock.set('2026-10-28T18:00:00Z');
    expect(await tonight()).toMatchObject([{ restrictions: [{ ...said, begins: true }] }]);
  });
});

describe('setChasingPolicy', () => {
  test('[B7] wants a week of warning, after the invoice is overdue, and each effect once', async () => {
    expect(fieldsOf(await setPolicy(NORTHWIND, { warningDays: 6 }))).toMatchObject([{ path: 'warningDays' }]);
    expect(fieldsOf(await setPolicy(NORTHWIND, { warningDays: 10 }))).toMatchObject([
      { path: 'steps.1.day' },
    ]);
    expect(fieldsOf(await setPolicy(NORTHWIND, { steps: [SUSPEND, { ...SUSPEND, day: 20 }] }))).toMatchObject(
      [{ path: 'steps.1.effect' }],
    );
  });
});

describe('groups of customers', () => {
  const group = (email: string, given: object) =>
    send<{ id: string }>(
      email,
      'setCustomerGroup',
      'SetCustomerGroupInput',
      given,
      '{ id name customerCount }',
    );
  const put = (email: string, customerIds: readonly string[], groupId: string | null | undefined) =>
    send<number>(email, 'putInCustomerGroup', 'PutInCustomerGroupInput', { customerIds, groupId }, '');
  const remove = (email: string, id: string | undefined) =>
    send(email, 'removeCustomerGroup', 'RemoveCustomerGroupInput', { id }, '');

  test('[B7] a group is chased by its own policy, a customer of its own before that, everyone else as everyone', async () => {
    await toGlobex();
    await setPolicy(NORTHWIND);
    const slow = (await group(NORTHWIND, { name: 'Public sector' })).data.setCustomerGroup?.id;
    expect((await put(NORTHWIND, [world.globex.id], slow)).data.putInCustomerGroup).toBe(1);
    expect((await put(NORTHWIND, [world.globex.id], slow)).data.putInCustomerGroup).toBe(0);
    await setPolicy(NORTHWIND, { groupId: slow, steps: [{ ...LETTER, day: 30 }] });
    await chaseOn('2026-10-30');
    expect(await letters()).toEqual([]);
    await chaseOn('2026-11-14');
    expect(await letters()).toHaveLength(1);
    expect(code(await remove(CONTOSO, slow))).toBe('NOT_FOUND');
    expect(code(await remove(GLOBEX, slow))).toBe('FORBIDDEN');
    expect(code(await remove(NORTHWIND, slow))).toBeUndefined();
    expect(code(await remove(NORTHWIND, slow))).toBe('NOT_FOUND');
    expect(await world.sql('select count(*)::int as n from chasing_policy')).toEqual([{ n: 1 }]);
  });

  test('[B7] allowed, forbidden, other tenant, invalid, twice', async () => {
    const { data } = await group(NORTHWIND, { name: 'Public sector' });
    const id = data.setCustomerGroup?.id;
    expect(fieldsOf(await group(NORTHWIND, { name: 'public sector' }))).toMatchObject([{ path: 'name' }]);
    expect((await group(CONTOSO, { name: 'Public sector' })).errors).toBeUndefined();
    expect((await group(NORTHWIND, { id, name: 'Councils' })).data.setCustomerGroup).toMatchObject({
      id,
      name: 'Councils',
    });
    expect(code(await group(CONTOSO, { id, name: 'X' }))).toBe('NOT_FOUND');
    expect(code(await group(GLOBEX, { name: 'X' }))).toBe('FORBIDDEN');
    expect(code(await group(NORTHWIND, { name: ' ' }))).toBe('INVALID_INPUT');
    expect(code(await put(NORTHWIND, [world.acme.id], id))).toBe('NOT_FOUND');
    expect(code(await put(NORTHWIND, [world.contoso.id], id))).toBe('NOT_FOUND');
    expect(code(await put(CONTOSO, [world.globex.id], id))).toBe('NOT_FOUND');
    expect(code(await put(GLOBEX, [world.globex.id], id))).toBe('FORBIDDEN');
    expect(code(await put(NORTHWIND, [], id))).toBe('INVALID_INPUT');
    expect(code(await setPolicy(CONTOSO, { groupId: id }))).toBe('NOT_FOUND');
    expect((await put(NORTHWIND, [world.globex.id], id)).errors).toBeUndefined();
    expect((await put(NORTHWIND, [world.globex.id], null)).data.putInCustomerGroup).toBe(1);
    const staffs = (await group(STAFF, { name: 'Resellers abroad' })).data.setCustomerGroup?.id;
    expect((await put(STAFF, [world.contoso.id], staffs)).data.putInCustomerGroup).toBe(1);
    const seen = async (email: string) =>
      (
        await ask<{ customerGroupMembers: { totalCount: number } }>(
          email,
          '{ customerGroupMembers(first: 1) { totalCount } }',
        )
      ).data?.customerGroupMembers?.totalCount;
    expect([await seen(STAFF), await seen(CONTOSO), await seen(NORTHWIND)]).toEqual([1, 0, 0]);
  });
});
