import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { statusOf } from './factory.ts';

let app: TestApp;
let world: World;
let status: ReturnType<typeof statusOf>;
const NOW = '2026-10-01T09:00:00Z';

beforeAll(async () => {
  app = await startTestApp({ at: NOW });
  world = await createWorld(app);
  status = statusOf(app);
  await addSubscription(world, world.globex, {
    productId: world.mailbox,
    endUserId: world.globex.user.endUserId,
    startsOn: '2026-09-01',
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  const tables = [
    'component_impact',
    'incident_update',
    'status_incident',
    'component',

    'mail',
  ];
  for (const table of tables) await world.sql(`delete from ${table}`);
});

const staff = () => world.platform.staff.token;
const northwind = () => world.northwind.admin.token;
const globex = () => world.globex.admin.token;
type Answered = {
  errors?: readonly { extensions: { code?: string; fields?: readonly { path: string }[] } }[];
};
const code = ({ errors }: Answered) => errors?.[0]?.extensions.code;
const path = ({ errors }: Answered) => errors?.[0]?.extensions.fields?.[0]?.path;
const seen = async (token: string) =>
  (
    await app.ask<{ components: { nodes: { name: string; state: string; held: boolean }[] } }>(
      '{ components { nodes { name state held } } }',
      {},
      token,
    )
  ).data.components.nodes.map(({ name, state, held }) => `${name} ${state}${held ? ' held' : ''}`);
const historyOf = async (componentId: string, token: string) =>
  (
    await app.ask<{
      statusHistory: {
        componentId: string;
        available: number;
        days: { date: string; majorOutage: number; maintenance: number }[];
      }[];
    }>('{ statusHistory { componentId available days { date majorOutage maintenance } } }', {}, token)
  ).data.statusHistory.find((each) => each.componentId === componentId);

describe('[N4] addComponent', () => {
  test('adds to the tree of whoever keeps it: the platform’s for all, a reseller’s for its customers', async () => {
    const mail = await status.component(staff(), { name: 'Mail' });
    await status.component(staff(), {
      name: 'Mailboxes',
      parentId: mail,
      productIds: [world.mailbox],
      position: 1,
    });
    await status.component(northwind(), { name: 'Help desk', position: 2 });
    for (const token of [globex(), world.globex.user.token])
      expect(await seen(token)).toEqual([
        'Mail OPERATIONAL held',
        'Mailboxes OPERATIONAL held',
        'Help desk OPERATIONAL',
      ]);
    expect(await seen(world.initech.admin.token)).toEqual(['Mail OPERATIONAL', 'Mailboxes OPERATIONAL']);
  });

  test('is not for companies, end users and nobody', async () => {
    const given = { name: 'Mail', productIds: [], position: 0, public: true };
    for (const token of [globex(), world.globex.user.token])
      expect(code(await status.answer.addComponent(given, token))).toBe('FORBIDDEN');
    expect(code(await status.answer.addComponent(given))).toBe('UNAUTHENTICATED');
  });

  test('names what is wrong: products that are none, another’s component above it, the same name twice', async () => {
    const mail = await status.component(staff(), { name: 'Mail' });
    const given = { name: 'mail', productIds: [], position: 0, public: true };
    expect(path(await status.answer.addComponent({ ...given, productIds: [newId()] }, staff()))).toBe(
      'productIds',
    );
    expect(path(await status.answer.addComponent({ ...given, parentId: mail }, northwind()))).toBe(
      'parentId',
    );
    expect(path(await status.answer.addComponent(given, staff()))).toBe('name');
    expect((await status.answer.addComponent(given, northwind())).errors).toBeUndefined();
  });
});

describe('[N4] updateComponent and retireComponent', () => {
  test('change a component of one’s own, which stays a tree', async () => {
    const mail = await status.component(staff(), { name: 'Mail' });
    const boxes = await status.component(staff(), { name: 'Mailboxes', parentId: mail });
    const change = (input: object, token = staff()) =>
      status.answer.updateComponent({ id: mail, ...input }, token);
    expect((await change({ name: 'E-mail' })).data?.updateComponent).toMatchObject({ name: 'E-mail' });
    expect(path(await change({ parentId: boxes }))).toBe('parentId');
    expect(path(await change({ parentId: mail }))).toBe('parentId');
    expect(code(await change({ name: 'Mine' }, northwind()))).toBe('FORBIDDEN');
    expect(code(await change({ name: 'Mine' }, globex()))).toBe('FORBIDDEN');
    expect(code(await status.answer.updateComponent({ id: newId(), name: 'X' }, staff()))).toBe('NOT_FOUND');
  });

  test('retire takes it off, once; not while it has parts or is affected', async () => {
    const mail = await status.component(staff(), { name: 'Mail' });
    const boxes = await status.component(staff(), { name: 'Mailboxes', parentId: mail });
    let token = staff();
    const retire = (componentId: string) => status.answer.retireComponent({ componentId }, token);
    expect(code(await retire(mail))).toBe('CONFLICT');
    const incidentId = await status.incident(staff(), [{ componentId: boxes, severity: 'DEGRADED' }]);
    expect(code(await retire(boxes))).toBe('CONFLICT');
    app.clock.set('2026-10-01T09:30:00Z');
    token = await world.signIn('staff@xe2.example');
    await status.answer.updateIncident({ incidentId, progress: 'RESOLVED', text: 'It is well.' }, token);
    expect((await retire(boxes)).errors).toBeUndefined();
    expect(code(await retire(boxes))).toBe('CONFLICT');
    const customer = await world.signIn('admin@globex.example');
    expect(code(await status.answer.retireComponent({ componentId: mail }, customer))).toBe('FORBIDDEN');
    expect(await seen(customer)).toEqual(['Mail OPERATIONAL']);
  });
});

describe('[N4] publishIncident and updateIncident', () => {
  test('affect components, and what they are part of, from when until when; history is arithmetic over that', async () => {
    const mail = await status.component(staff(), { name: 'Mail' });
    const boxes = await status.component(staff(), { name: 'Mailboxes', parentId: mail, position: 1 });
    const incidentId = await status.incident(staff(), [{ componentId: boxes, severity: 'MAJOR_OUTAGE' }], {
      startsAt: '2026-10-01T08:00:00Z',
    });
    expect(await seen(globex())).toEqual(['Mail MAJOR_OUTAGE', 'Mailboxes MAJOR_OUTAGE']);
    app.clock.set('2026-10-01T10:00:00Z');
    const [later = '', customer = ''] = await Promise.all(
      ['staff@xe2.example', 'admin@globex.example'].map(world.signIn),
    );
    const say = (input: object) =>
      status.answer.updateIncident({ incidentId, text: 'More is known.', ...input }, later);
    await say({ progress: 'MONITORING', affects: [{ componentId: boxes, severity: 'DEGRADED' }] });
    expect(await seen(customer)).toEqual(['Mail DEGRADED', 'Mailboxes DEGRADED']);
    app.clock.set('2026-10-01T10:04:00Z');
    const { data, errors } = await say({ progress: 'RESOLVED', resolvedAt: '2026-10-01T10:03:00Z' });
    expect(errors).toBeUndefined();
    expect(data?.updateIncident).toMatchObject({
      state: 'RESOLVED',
      endsAt: '2026-10-01T10:03:00+00:00',
      updates: [{ state: 'INVESTIGATING' }, { state: 'MONITORING' }, { state: 'RESOLVED' }],
    });
    expect(await seen(customer)).toEqual(['Mail OPERATIONAL', 'Mailboxes OPERATIONAL']);
    const history = await historyOf(mail, customer);
    expect(history?.days).toHaveLength(90);
    expect(history?.days.at(-1)).toEqual({ date: '2026-10-01', majorOutage: 120, maintenance: 0 });
    expect(code(await say({ progress: 'MONITORING' }))).toBe('CONFLICT');
  });

  test('name what is wrong', async () => {
    const mail = await status.component(staff(), { name: 'Mail' });
    const down = { componentId: mail, severity: 'MAJOR_OUTAGE' };
    const given = { title: 'Down', text: 'It is.', progress: 'INVESTIGATING', affects: [down], public: true };
    const wrong = async (over: object, token = staff()) =>
      path(await status.answer.publishIncident({ ...given, ...over }, token));
    expect(await wrong({ affects: [] })).toBe('affects');
    expect(await wrong({ affects: [down, down] })).toBe('affects');
    expect(await wrong({ progress: 'RESOLVED' })).toBe('progress');
    expect(await wrong({ startsAt: '2026-10-02T00:00:00Z' })).toBe('startsAt');
    expect(await wrong({}, northwind())).toBe('affects.0.componentId');
    const incidentId = await status.incident(staff(), [down], { startsAt: '2026-10-01T08:00:00Z' });
    const over = { incidentId, progress: 'RESOLVED', text: 'Over.' };
    for (const resolvedAt of ['2026-10-01T07:59:00Z', '2026-10-01T10:00:00Z'])
      expect(path(await status.answer.updateIncident({ ...over, resolvedAt }, staff()))).toBe('resolvedAt');
    expect(path(await status.answer.updateIncident({ ...over, affects: [down] }, staff()))).toBe('affects');
  });

  test('are for who keeps the components, and of another’s nobody else', async () => {
    const desk = await status.component(northwind(), { name: 'Help desk' });
    const affects = [{ componentId: desk, severity: 'DEGRADED' }];
    const incidentId = await status.incident(northwind(), affects);
    const say = { incidentId, progress: 'IDENTIFIED', text: 'Found.' };
    expect(code(await status.answer.updateIncident(say, world.contoso.admin.token))).toBe('NOT_FOUND');
    for (const token of [globex(), world.globex.user.token])
      expect(code(await status.answer.updateIncident(say, token))).toBe('FORBIDDEN');
    const titles = async (token: string) =>
      (
        await app.ask<{ incidents: { nodes: { title: string }[] } }>(
          '{ incidents(filter: { open: true }) { nodes { title } } }',
          {},
          token,
        )
      ).data.incidents.nodes.map(({ title }) => title);
    expect(await titles(globex())).toEqual(['Mail is slow']);
    expect(await titles(world.initech.admin.token)).toEqual([]);
  });
});

describe('[N4] scheduleMaintenance', () => {
  const window = { startsAt: '2026-10-03T21:00:00Z', endsAt: '2026-10-03T23:00:00Z' };
  const planned = async (over: object = {}) => {
    const mail = await status.component(staff(), { name: 'Mail', productIds: [world.mailbox] });
    return { mail, incidentId: await status.maintenance(staff(), [mail], { ...window, ...over }) };
  };
  const stateOf = async (id: string, token = staff()) =>
    (
      await app.ask<{ incident: { state: string; concernsReader: boolean } }>(
        'query ($id: ID!) { incident(id: $id) { state concernsReader } }',
        { id },
        token,
      )
    ).data.incident;

  test('begins and ends by itself, with its window, and is no time that counts', async () => {
    const { mail, incidentId } = await planned();
    expect(await stateOf(incidentId, globex())).toEqual({ state: 'SCHEDULED', concernsReader: true });
    expect(await stateOf(incidentId, world.initech.admin.token)).toMatchObject({ concernsReader: false });
    expect(await seen(staff())).toEqual(['Mail OPERATIONAL held']);
    app.clock.set('2026-10-03T21:30:00Z');
    let later = await world.signIn('staff@xe2.example');
    expect([await stateOf(incidentId, later), await seen(later)]).toMatchObject([
      { state: 'IN_PROGRESS' },
      ['Mail UNDER_MAINTENANCE held'],
    ]);
    app.clock.set('2026-10-03T23:00:00Z');
    later = await world.signIn('staff@xe2.example');
    expect([await stateOf(incidentId, later), await seen(later)]).toMatchObject([
      { state: 'COMPLETED' },
      ['Mail OPERATIONAL held'],
    ]);
    const history = await historyOf(mail, later);
    // 22:00 to midnight in London, where summer time is.
    expect(history?.days.at(-2)).toMatchObject({ date: '2026-10-03', maintenance: 120 });
    expect(history?.available).toBe(1);
  });

  test('names what is wrong, and is for who keeps the components', async () => {
    const { mail } = await planned();
    const given = { title: 'X', text: 'Y', ...window, componentIds: [mail], public: true };
    const wrong = async (over: object) =>
      path(await status.answer.scheduleMaintenance({ ...given, ...over }, staff()));
    expect(await wrong({ endsAt: window.startsAt })).toBe('endsAt');
    expect(await wrong({ startsAt: '2026-09-01T00:00:00Z', endsAt: '2026-09-01T01:00:00Z' })).toBe('endsAt');
    expect(await wrong({ componentIds: [newId()] })).toBe('componentIds');
    expect(path(await status.answer.scheduleMaintenance(given, northwind()))).toBe('componentIds');
    expect(code(await status.answer.scheduleMaintenance(given, globex()))).toBe('FORBIDDEN');
  });

  test('[N4] updateMaintenance moves it; what has begun ends earlier or later', async () => {
    const { incidentId } = await planned();
    const move = (over: object, token = staff()) =>
      status.answer.updateMaintenance({ incidentId, ...window, text: 'It takes longer.', ...over }, token);
    const moved = await move({ endsAt: '2026-10-04T01:00:00Z' });
    expect(moved.data?.updateMaintenance).toMatchObject({
      impacts: [{ until: '2026-10-04T01:00:00+00:00' }],
    });
    expect(code(await move({}, globex()))).toBe('FORBIDDEN');
    expect(path(await move({ endsAt: '2026-10-03T20:00:00Z' }))).toBe('endsAt');
    app.clock.set('2026-10-03T22:00:00Z');
    const later = await world.signIn('staff@xe2.example');
    expect(path(await move({ startsAt: '2026-10-03T22:30:00Z' }, later))).toBe('startsAt');
    expect((await move({ endsAt: '2026-10-03T22:00:00Z' }, later)).data?.updateMaintenance).toMatchObject({
      state: 'COMPLETED',
    });
    expect(code(await move({}, later))).toBe('CONFLICT');
  });

  test('[N4] cancelMaintenance calls it off before it begins, once', async () => {
    const { incidentId } = await planned();
    const cancel = (token = staff()) =>
      status.answer.cancelMaintenance({ incidentId, text: 'Not needed.' }, token);
    expect(code(await cancel(northwind()))).toBe('FORBIDDEN');
    expect(code(await cancel(globex()))).toBe('FORBIDDEN');
    expect((await cancel()).data?.cancelMaintenance).toMatchObject({ state: 'CANCELLED', impacts: [] });
    expect(code(await cancel())).toBe('CONFLICT');
  });

  test('[N4] writeReview is for what is over', async () => {
    const { incidentId } = await planned();
    const review = (token = staff()) =>
      status.answer.writeReview({ incidentId, text: 'All went well.' }, token);
    expect(code(await review())).toBe('CONFLICT');
    app.clock.set('2026-10-03T23:30:00Z');
    const later = await world.signIn('staff@xe2.example');
    expect((await review(later)).data?.writeReview).toMatchObject({ review: 'All went well.' });
    expect((await review(later)).errors).toBeUndefined();
    expect(code(await review(await world.signIn('admin@globex.example')))).toBe('FORBIDDEN');
    const written = await world.sql(
      `select from audit_entry where action = 'writeReview' and subject_id = $1`,
      [incidentId],
    );
    expect(written).toHaveLength(1);
  });
});

describe('[N1] [N4] those who hold what an incident affects', () => {
  test('are told, over two resellers, each once and nobody else, in their reseller’s name', async () => {
    await addSubscription(world, world.initech, {
      productId: world.archive,
      endUserId: world.initech.user.endUserId,
      startsOn: '2026-09-01',
    });
    await addSubscription(world, world.initech, {
      productId: world.mailbox,
      endUserId: world.initech.user.endUserId,
      startsOn: '2026-09-01',
    });
    const mail = await status.component(staff(), { name: 'Mail' });
    await status.component(staff(), { name: 'Mailboxes', parentId: mail, productIds: [world.mailbox] });
    await status.component(staff(), { name: 'Archive', productIds: [world.archive], position: 1 });
    const { data: counted } = await app.ask<{ statusAudience: object }>(
      'query ($ids: [ID!]!) { statusAudience(componentIds: $ids) { resellers companies people } }',
      { ids: [mail] },
      staff(),
    );
    expect(counted.statusAudience).toEqual({ resellers: 2, companies: 2, people: 6 });
    const incidentId = await status.incident(staff(), [{ componentId: mail, severity: 'MAJOR_OUTAGE' }]);
    const letters = () =>
      world.letters<{ to: string; subject: string; body: string; reseller_id: string }>(
        `select "to", subject, body, reseller_id from mail where cause = 'incident' order by "to", id`,
      );
    const first = await letters();
    const addresses = [
      ['Contoso', world.contoso.admin.email],
      ['Contoso', world.initech.admin.email],
      ['Contoso', world.initech.user.email],
      ['Northwind IT', world.globex.admin.email],
      ['Northwind IT', world.globex.user.email],
      ['Northwind IT', world.northwind.admin.email],
    ];
    expect(first.map(({ to }) => to).sort()).toEqual(addresses.map(([, to]) => to).sort());
    for (const { to, body } of first) {
      const [name = ''] = addresses.find(([, address]) => address === to) ?? [];
      expect(body).toContain(`\n${name}`);
      expect(body).toContain('cannot be switched off');
    }
    await status.answer.updateIncident(
      { incidentId, progress: 'RESOLVED', text: 'It works again.' },
      staff(),
    );
    const both = await letters();
    expect(both).toHaveLength(12);
    expect(new Set(both.map(({ subject }) => subject)).size).toBe(1);
  });

  test('hear of a reseller’s own only if they are its customers, and the reseller’s people not from themselves', async () => {
    const desk = await status.component(northwind(), { name: 'Desk', productIds: [world.mailbox] });
    await status.incident(northwind(), [{ componentId: desk, severity: 'DEGRADED' }]);
    const told = await world.letters<{ to: string }>(
      `select "to" from mail where cause = 'incident' order by "to"`,
    );
    expect(told.map(({ to }) => to).sort()).toEqual(
      [world.globex.admin.email, world.globex.user.email].sort(),
    );
  });
});
