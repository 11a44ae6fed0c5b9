import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { setQuota } from '../../trade/quotas/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { addEndUsers } from '../directory/factory.ts';
import { colleague } from '../roles/factory.ts';
import { hours, leave, leaverOf, settled } from './factory.ts';

let app: TestApp;
let world: World;
let serial = 0;

beforeAll(async () => {
  // The world stands at the morning of 1 October 2026.
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const code = (errors: { extensions: { code: string } }[] | undefined) => errors?.[0]?.extensions.code;
const paths = (errors: { extensions: { fields?: { path: string }[] } }[] | undefined) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);
const mutate = async (token: string, name: string, input: object): Promise<string> => {
  const { data, errors } = await app.ask<Record<string, { id: string }>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
    { input },
    token,
  );
  expect(errors).toBeUndefined();
  return data[name]?.id as string;
};

/** Somebody with a mailbox at £4.50, a laptop and a number. */
async function somebody(company: TestCompany = world.globex) {
  serial += 1;
  const [endUserId] = (await addEndUsers(world, company, [
    { firstName: 'Leah', lastName: `Ver ${serial}`, email: `leah${serial}@globex.example` },
  ])) as [string];
  const mailbox = await addSubscription(world, company, {
    productId: world.mailbox,
    endUserId,
    startsOn: '2026-09-01',
  });
  await world.sql('update subscription set retail_minor = 450 where id = $1', [mailbox.id]);
  await world.sql('update subscription_term set retail_minor = 450 where subscription_id = $1', [mailbox.id]);
  const laptop = await mutate(company.admin.token, 'addDevice', {
    kind: 'LAPTOP',
    make: 'Lenovo',
    model: 'T14',
    serialNumber: `leaver${serial}`,
    endUserId,
  });
  return { endUserId, mailbox: mailbox.id, laptop };
}
const plan = async (token: string, input: object) => {
  const { data, errors } = await leave(app, token, 'planLeaver', input);
  expect(errors).toBeUndefined();
  return data.planLeaver as NonNullable<typeof data.planLeaver>;
};
const confirm = async (token: string, id: string) => {
  const { data, errors } = await leave(app, token, 'confirmLeaver', { id });
  expect(errors).toBeUndefined();
  return data.confirmLeaver as NonNullable<typeof data.confirmLeaver>;
};
const subscription = async (id: string) =>
  (
    await world.sql<{ state: string; ends: string | null }>(
      'select state, ends_on::text as ends from subscription where id = $1',
      [id],
    )
  )[0];
const device = async (id: string) =>
  (
    await world.sql<{ state: string; of: string | null }>(
      'select state, end_user_id as of from device where id = $1',
      [id],
    )
  )[0];

describe('planLeaver', () => {
  test('[U5] shows all that they hold and what it comes to, and changes nothing', async () => {
    const { globex } = world;
    const { endUserId, mailbox, laptop } = await somebody();
    const shown = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-15' });
    expect(shown).toMatchObject({
      state: 'PLANNED',
      monthlyMinor: -450,
      // 16 of the 31 days of October.
      firstInvoiceMinor: -232,
      inTheWay: [],
      order: null,
    });
    expect(shown.items.map(({ kind, heldId, fate }) => [kind, heldId, fate])).toEqual([
      ['SUBSCRIPTION', mailbox, 'END'],
      ['DEVICE', laptop, 'END'],
      ['DIRECTORY_ENTRY', endUserId, 'END'],
    ]);
    expect(await subscription(mailbox)).toMatchObject({ ends: null });
    // Planning again replaces it.
    const again = await plan(globex.admin.token, {
      endUserId,
      lastDay: '2026-10-20',
      choices: [{ heldId: laptop, fate: 'HAND_OVER', toEndUserId: globex.user.endUserId }],
    });
    expect(again).toMatchObject({ id: shown.id, lastDay: '2026-10-20' });
    expect(again.items[1]).toMatchObject({ fate: 'HAND_OVER', toEndUser: {} });
  });

  test('[U5] says at its field what cannot be: another day, an heir who cannot have it, what is not theirs', async () => {
    const { globex, initech } = world;
    const { endUserId, laptop, mailbox } = await somebody();
    const { inTheWay, id } = await plan(globex.admin.token, {
      endUserId,
      lastDay: '2026-09-30',
      choices: [
        { heldId: laptop, fate: 'HAND_OVER', toEndUserId: initech.user.endUserId },
        { heldId: mailbox, fate: 'HAND_OVER' },
        { heldId: newId(), fate: 'END' },
      ],
    });
    expect(inTheWay.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['lastDay', 'choices.0.toEndUserId', 'choices.1.fate', 'choices.2.heldId']),
    );
    expect(code((await leave(app, globex.admin.token, 'confirmLeaver', { id })).errors)).toBe(
      'INVALID_INPUT',
    );
  });

  test('[U5] [C4] what was taken for longer is kept and paid for, which is said; what may end by then ends', async () => {
    const { globex } = world;
    const { endUserId, mailbox } = await somebody();
    const productId = await addProduct(world, 'BOUND', {
      unit: 'PER_USER',
      commitment: { months: 12, noticeDays: 30, windowDays: 0 },
    });
    const bound = await addSubscription(world, globex, { productId, endUserId, startsOn: '2026-09-01' });
    const shown = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-15' });
    expect(shown).toMatchObject({ inTheWay: [], monthlyMinor: -450 });
    expect(shown.items.filter(({ kind }) => kind === 'SUBSCRIPTION')).toMatchObject([
      {
        heldId: bound.id,
        fate: 'KEEP',
        fixed: 'Was taken until 31 August 2027 at least, and is paid for: cancel it by itself, for then',
        possible: [{ fate: 'KEEP' }],
      },
      { heldId: mailbox, fate: 'END', fixed: null },
    ]);
    const { inTheWay } = await plan(globex.admin.token, {
      endUserId,
      lastDay: '2026-10-15',
      choices: [{ heldId: bound.id, fate: 'END' }],
    });
    expect(inTheWay).toMatchObject([
      { path: 'choices.0.fate', message: expect.stringContaining('31 August 2027') },
    ]);
    const { id } = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-15' });
    await confirm(globex.admin.token, id);
    await settled(world);
    expect(await subscription(bound.id)).toEqual({ state: 'ACTIVE', ends: null });
    expect(await subscription(mailbox)).toEqual({ state: 'ACTIVE', ends: '2026-10-16' });
    // On the last day of its term it ends with them.
    const other = await somebody();
    const last = await addSubscription(world, globex, {
      productId,
      endUserId: other.endUserId,
      startsOn: '2026-09-01',
    });
    const later = await plan(globex.admin.token, { endUserId: other.endUserId, lastDay: '2027-08-31' });
    expect(later.items).toContainEqual(
      expect.objectContaining({ heldId: last.id, fate: 'END', fixed: null }),
    );
    await confirm(globex.admin.token, later.id);
    await settled(world);
    expect(await subscription(last.id)).toEqual({ state: 'ACTIVE', ends: '2027-09-01' });
  });

  test('[S22] is for who may, and for their own people', async () => {
    const { globex, initech } = world;
    const { endUserId } = await somebody();
    const input = { endUserId, lastDay: '2026-10-15' };
    const reader = await colleague(world, globex.admin, 'READ_ONLY');
    expect(code((await leave(app, reader.token, 'planLeaver', input)).errors)).toBe('FORBIDDEN');
    expect(code((await leave(app, globex.user.token, 'planLeaver', input)).errors)).toBe('FORBIDDEN');
    expect(code((await leave(app, initech.admin.token, 'planLeaver', input)).errors)).toBe('NOT_FOUND');
    expect(
      code((await leave(app, globex.admin.token, 'planLeaver', { ...input, lastDay: 'soon' })).errors),
    ).toBe('INVALID_INPUT');
    const { id } = await plan(world.northwind.admin.token, input);
    for (const name of ['confirmLeaver', 'undoLeaver'] as const) {
      expect(code((await leave(app, initech.admin.token, name, { id })).errors)).toBe('NOT_FOUND');
      expect(code((await leave(app, reader.token, name, { id })).errors)).toBe('FORBIDDEN');
    }
  });
});

describe('confirmLeaver', () => {
  test('[U5] [C4] ends services by one order after the last day, and takes the rest back once it is over', async () => {
    const { globex } = world;
    const { endUserId, mailbox, laptop } = await somebody();
    const { id } = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-01' });
    await plan(globex.admin.token, { endUserId, lastDay: '2026-10-31' });
    const confirmed = await confirm(globex.admin.token, id);
    expect(confirmed).toMatchObject({
      state: 'CONFIRMED',
      dueOn: '2026-11-01',
      undoUntil: '2026-11-15',
      order: { kind: 'LEAVER', startsOn: '2026-11-01' },
    });
    await settled(world);
    expect(await subscription(mailbox)).toEqual({ state: 'ACTIVE', ends: '2026-11-01' });
    expect(await device(laptop)).toMatchObject({ state: 'ASSIGNED' });
    const { data: ordered } = await app.ask<{ order: { person: object } }>(
      'query ($id: ID!) { order(id: $id) { person { id } } }',
      { id: confirmed.order?.id },
      globex.admin.token,
    );
    expect(ordered.order.person).toEqual({ id: endUserId });
    // Twice does nothing twice, and nobody plans it anew meanwhile.
    expect((await confirm(globex.admin.token, id)).order?.id).toBe(confirmed.order?.id);
    expect(
      code((await leave(app, globex.admin.token, 'planLeaver', { endUserId, lastDay: '2026-11-05' })).errors),
    ).toBe('CONFLICT');
    await hours(app, world, 'due-leavers');
    expect(await leaverOf(app, globex.admin.token, id)).toMatchObject({ state: 'CONFIRMED' });
    // It is undone before its day: the service goes on.
    await leave(app, globex.admin.token, 'undoLeaver', { id });
    await settled(world);
    expect(await leaverOf(app, globex.admin.token, id)).toMatchObject({ state: 'UNDONE' });
    expect(await subscription(mailbox)).toEqual({ state: 'ACTIVE', ends: null });
  });

  test('[U5] [C4] undone, a service whose place others have been given by then stays gone, which is said', async () => {
    const { globex, northwind } = world;
    const { endUserId, laptop } = await somebody();
    const [free, scarce] = [
      await addProduct(world, `LEAVER-FREE-${serial}`),
      await addProduct(world, `LEAVER-SCARCE-${serial}`),
    ];
    const has = async (productId: string) =>
      (await addSubscription(world, globex, { productId, endUserId, startsOn: '2026-09-01' })).id;
    const [one, two] = [await has(free), await has(scarce)];
    const { id } = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-31' });
    await confirm(globex.admin.token, id);
    await settled(world);
    expect(await subscription(one)).toEqual({ state: 'ACTIVE', ends: '2026-11-01' });
    const { errors } = await setQuota(app, northwind.admin.token, {
      companyId: globex.id,
      productId: scarce,
      most: 1,
    });
    expect(errors).toBeUndefined();
    // From November on somebody else has it.
    await addSubscription(world, globex, { productId: scarce, startsOn: '2026-11-01', state: 'PENDING' });
    await leave(app, globex.admin.token, 'undoLeaver', { id });
    await settled(world);
    const undone = await leaverOf(app, globex.admin.token, id);
    const stateOf = (heldId: string) => undone.items.find((item) => item.heldId === heldId)?.state;
    expect([one, two].map(stateOf)).toEqual(['RESTORED', 'GONE']);
    expect(await subscription(one)).toEqual({ state: 'ACTIVE', ends: null });
    expect(await subscription(two)).toEqual({ state: 'ACTIVE', ends: '2026-11-01' });
    expect(await device(laptop)).toMatchObject({ state: 'ASSIGNED' });
  });

  test('[U5] [S47] on the last day itself they are out at once, and that can be undone', async () => {
    const { globex } = world;
    const { endUserId, mailbox, laptop } = await somebody();
    const [heir] = (await addEndUsers(world, globex, [{ firstName: 'Hugh', lastName: 'Ayr' }])) as [string];
    const { id } = await plan(globex.admin.token, {
      endUserId,
      lastDay: '2026-10-01',
      choices: [{ heldId: laptop, fate: 'HAND_OVER', toEndUserId: heir }],
    });
    await confirm(globex.admin.token, id);
    await settled(world);
    const done = await leaverOf(app, globex.admin.token, id);
    expect(done).toMatchObject({ state: 'DONE', endUser: { status: 'SUSPENDED' } });
    expect(done.items.map(({ state }) => state)).toEqual(['DONE', 'DONE', 'DONE']);
    expect(await device(laptop)).toEqual({ state: 'ASSIGNED', of: heir });
    // The service stays until the day is over.
    expect(await subscription(mailbox)).toEqual({ state: 'ACTIVE', ends: '2026-10-02' });
    const [letter] = await world.letters<{ subject: string }>(
      `select subject from mail where subject like 'Leah Ver ${serial} has left%'`,
    );
    expect(letter).toBeDefined();

    await leave(app, globex.admin.token, 'undoLeaver', { id });
    await settled(world);
    const undone = await leaverOf(app, globex.admin.token, id);
    expect(undone).toMatchObject({ state: 'UNDONE', endUser: { status: 'ACTIVE' } });
    expect(undone.items.map(({ state }) => state)).toEqual(['RESTORED', 'RESTORED', 'RESTORED']);
    expect(await device(laptop)).toEqual({ state: 'ASSIGNED', of: endUserId });
    expect(await subscription(mailbox)).toEqual({ state: 'ACTIVE', ends: null });
    // Twice is once.
    expect((await leave(app, globex.admin.token, 'undoLeaver', { id })).errors).toBeUndefined();
  });

  test('[U5] [D3] whose data is restricted is let in no more; what they hold stays until that is lifted', async () => {
    const { globex } = world;
    const { endUserId, laptop } = await somebody();
    const { id } = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-01' });
    await confirm(globex.admin.token, id);
    await world.sql('update end_user set restricted_at = $2 where id = $1', [endUserId, app.clock.now()]);
    await settled(world);
    await hours(app, world, 'due-leavers');
    const waiting = await leaverOf(app, globex.admin.token, id);
    expect(waiting).toMatchObject({ state: 'CONFIRMED', endUser: { status: 'SUSPENDED' } });
    expect(await device(laptop)).toEqual({ state: 'ASSIGNED', of: endUserId });
    await hours(app, world, 'due-leavers');
    expect((await leaverOf(app, globex.admin.token, id)).state, 'twice').toBe('CONFIRMED');
    await world.sql('update end_user set restricted_at = null where id = $1', [endUserId]);
    await hours(app, world, 'due-leavers');
    const done = await leaverOf(app, globex.admin.token, id);
    expect(done.state).toBe('DONE');
    expect(done.items.map(({ state }) => state)).toEqual(['DONE', 'DONE', 'DONE']);
    expect(await device(laptop)).toMatchObject({ of: null });
  });

  test('[U5] [S47] whoever leaves is signed out, with what was delegated to them', async () => {
    const { acme } = world;
    const [administrator] = await world.sql<{ id: string }>(
      `insert into membership (id, person_id, level, reseller_id, company_id, first_name, last_name, email, status, created_at, role_id)
         select $1, m.person_id, 'COMPANY', m.reseller_id, m.company_id, m.first_name, m.last_name, m.email, 'ACTIVE', m.created_at,
             (select id from role where level = 'COMPANY' and kind = 'TECHNICIAN' and reseller_id is null)
           from membership m where m.id = $2 returning id`,
      [newId(), acme.user.membershipId],
    );
    const shown = await plan(acme.admin.token, {
      endUserId: acme.user.endUserId,
      lastDay: '2026-10-01',
    });
    expect(
      shown.items
        .filter(({ kind }) => kind === 'MEMBERSHIP')
        .map(({ heldId }) => heldId)
        .sort(),
    ).toEqual([acme.user.membershipId, administrator?.id].sort());
    await confirm(acme.admin.token, shown.id);
    await settled(world);
    expect((await leaverOf(app, acme.admin.token, shown.id)).state).toBe('DONE');
    const { errors } = await app.ask('{ viewer { level } }', {}, acme.user.token);
    expect(code(errors)).toBe('UNAUTHENTICATED');
    expect(
      await world.sql('select id from session where membership_id = $1 and ended_at is null', [
        acme.user.membershipId,
      ]),
    ).toEqual([]);
  });

  test('[U5] what has changed since it was shown has to be looked at again', async () => {
    const { globex } = world;
    const { endUserId } = await somebody();
    const { id } = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-15' });
    await mutate(globex.admin.token, 'addDevice', {
      kind: 'MOBILE',
      make: 'Apple',
      model: 'iPhone 17',
      serialNumber: `late${serial}`,
      endUserId,
    });
    const { errors } = await leave(app, globex.admin.token, 'confirmLeaver', { id });
    expect(code(errors)).toBe('CONFLICT');
    expect(paths(errors)).toEqual(['id']);
  });

  test('[C4] waits for approval like any order; declined, nothing is done', async () => {
    const { initech } = world;
    const { endUserId, mailbox, laptop } = await somebody(initech);
    const boss = await colleague(world, initech.admin, 'OWNER');
    await app.ask('mutation { setOrderApproval(input: { approval: ALWAYS }) }', {}, initech.admin.token);
    const { id, awaits } = await plan(initech.admin.token, { endUserId, lastDay: '2026-10-01' });
    expect(awaits).toEqual(['COMPANY']);
    const { order } = await confirm(initech.admin.token, id);
    await settled(world);
    expect(await leaverOf(app, initech.admin.token, id)).toMatchObject({
      state: 'CONFIRMED',
      order: { state: 'AWAITING_APPROVAL' },
    });
    const { errors } = await app.ask(
      'mutation ($id: ID!) { declineOrder(input: { id: $id, reason: "She stays" }) { id } }',
      { id: order?.id },
      boss.token,
    );
    expect(errors).toBeUndefined();
    await settled(world);
    expect(await leaverOf(app, initech.admin.token, id)).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining('was declined, and nothing was changed.'),
      order: { decisionNote: 'She stays' },
    });
    expect(await subscription(mailbox)).toMatchObject({ ends: null });
    expect(await device(laptop)).toMatchObject({ state: 'ASSIGNED' });
  });
});

describe('the days after', () => {
  test('[U5] what was destroyed stays gone, which is said; after the last day for it nothing is undone', async () => {
    const { globex } = world;
    const { endUserId, mailbox } = await somebody();
    const { id } = await plan(globex.admin.token, { endUserId, lastDay: '2026-10-02' });
    await confirm(globex.admin.token, id);
    await settled(world);
    app.clock.set('2026-10-03T09:00:00Z');
    await hours(app, world, 'due-subscriptions', 'due-leavers');
    const token = await world.signIn(globex.admin.email);
    expect(await leaverOf(app, token, id)).toMatchObject({ state: 'DONE' });
    expect(['ENDING', 'ENDED']).toContain((await subscription(mailbox))?.state);
    await leave(app, token, 'undoLeaver', { id });
    await settled(world);
    const undone = await leaverOf(app, token, id);
    expect(undone.items.map(({ kind, state }) => [kind, state])).toEqual([
      ['SUBSCRIPTION', 'GONE'],
      ['DEVICE', 'RESTORED'],
      ['DIRECTORY_ENTRY', 'RESTORED'],
    ]);
    const again = await plan(token, { endUserId, lastDay: '2026-10-03' });
    await confirm(token, again.id);
    await settled(world);
    app.clock.set('2026-10-18T09:00:00Z');
    const { errors } = await leave(app, await world.signIn(globex.admin.email), 'undoLeaver', {
      id: again.id,
    });
    expect(code(errors)).toBe('CONFLICT');
  });
});
