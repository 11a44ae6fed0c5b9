import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { followProcessors, processorsComeRound, SYMANTEC } from './factory.ts';

let app: TestApp;
let world: World;
const NOW = '2026-10-01T09:00:00Z';

beforeAll(async () => {
  app = await startTestApp({ at: NOW });
  world = await createWorld(app);
  const startsOn = '2026-09-01';
  // Globex buys archives through Northwind, Acme directly; Initech has none.
  await addSubscription(world, world.globex, {
    productId: world.archive,
    endUserId: world.globex.user.endUserId,
    startsOn,
  });
  await addSubscription(world, world.acme, {
    productId: world.archive,
    endUserId: world.acme.user.endUserId,
    startsOn,
  });
  await addSubscription(world, world.initech, { productId: world.hosting, endUserId: null, startsOn });
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  for (const table of [
    'processor_objection',
    'processor_notice',
    'processor_change',
    'sub_processor',
    'mail',
  ])
    await world.sql(`delete from ${table}`);
});

type Answered = {
  errors?: readonly {
    message: string;
    extensions: { code?: string; fields?: readonly { path: string; message: string }[] };
  }[];
};
const code = ({ errors }: Answered) => errors?.[0]?.extensions.code;
const paths = ({ errors }: Answered) => errors?.[0]?.extensions.fields?.map(({ path }) => path);
const verb =
  <R>(name: string, selection: string) =>
  async (token: string | undefined, input: object) =>
    app.ask<Record<string, R>>(
      `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`,
      { input },
      token,
    );
const record = verb<{ id: string; state: string; byPlatform: boolean }>(
  'recordSubProcessor',
  'id state byPlatform products',
);
const announce = verb<{ id: string; kind: string; effectiveOn: string; subProcessor: { id: string } }>(
  'announceSubProcessor',
  'id kind state effectiveOn subProcessor { id state }',
);
const end = verb<{ id: string; kind: string }>('announceSubProcessorEnd', 'id kind state');
const withdraw = verb<{ id: string; state: string }>('withdrawProcessorChange', 'id state withdrawnBecause');
const object = verb<{ id: string; reason: string }>('objectToProcessorChange', 'id reason tenantName');
const answer = verb<{ id: string; answer: string }>(
  'answerProcessorObjection',
  'id answer answerText change { state }',
);
const staff = () => world.platform.staff.token;
const follow = () => followProcessors(app, world);

const REASON = 'Mail is scanned in the cloud from now on.';
const coming = (over: object = {}) => ({ ...SYMANTEC, productIds: [world.archive], reason: REASON, ...over });
const announced = async (token = staff(), over: object = {}) => {
  const made = await announce(token, coming(over));
  if (made.errors) throw new Error(JSON.stringify(made.errors));
  await follow();
  return made.data.announceSubProcessor as { id: string; effectiveOn: string; subProcessor: { id: string } };
};
const registered = async (token: string) =>
  (
    await app.ask<{ subProcessors: { nodes: { name: string; state: string }[] } }>(
      '{ subProcessors { nodes { name state ofReader } } }',
      {},
      token,
    )
  ).data.subProcessors.nodes.map(({ name, state }) => `${name} ${state}`);
const told = async () =>
  (await world.sql<{ to: string }>(`select "to" from mail where cause = 'processorChange' order by 1`)).map(
    ({ to }) => to,
  );
const chainOf = async (token: string, companyId?: string) =>
  app.ask<{
    processingChain: { product: string | null; links: { name: string; engagedBy: string | null }[] }[];
  }>(
    'query ($companyId: ID) { processingChain(companyId: $companyId) { product links { kind name engagedBy places transfer } } }',
    { companyId },
    token,
  );
const hands = async (token: string, companyId?: string) =>
  (await chainOf(token, companyId)).data.processingChain.map(
    ({ product, links }) => `${product}: ${links.map(({ name }) => name).join(' > ')}`,
  );

describe('recordSubProcessor', () => {
  const since = '2025-04-01';

  test('[D1] stands in the register of whoever records it: the platform’s for all, a reseller’s for its companies', async () => {
    const { data } = await record(staff(), { ...SYMANTEC, since });
    expect(data.recordSubProcessor).toMatchObject({ state: 'IN_USE', byPlatform: true });
    const own = await record(world.northwind.admin.token, {
      ...SYMANTEC,
      name: 'Northwind’s help desk',
      since,
    });
    expect(own.data.recordSubProcessor).toMatchObject({ byPlatform: false });
    const both = ['Northwind’s help desk IN_USE', 'Symantec Cloud IN_USE'];
    for (const { token } of [world.northwind.admin, world.globex.admin, world.platform.staff])
      expect(await registered(token)).toEqual(both);
    for (const { token } of [world.contoso.admin, world.initech.admin, world.acme.admin])
      expect(await registered(token)).toEqual(['Symantec Cloud IN_USE']);
  });

  test('is not for companies, end users and nobody', async () => {
    for (const { token } of [world.globex.admin, world.globex.user])
      expect(code(await record(token, { ...SYMANTEC, since }))).toBe('FORBIDDEN');
    expect(code(await record(undefined, { ...SYMANTEC, since }))).toBe('UNAUTHENTICATED');
  });

  test('names what is wrong: fields, a day to come, products that do not exist', async () => {
    const empty = { ...SYMANTEC, name: ' ', country: 'XX', places: [], does: '', since };
    expect(paths(await record(staff(), empty))).toEqual(['name', 'country', 'places', 'does']);
    expect(paths(await record(staff(), { ...SYMANTEC, since: '2026-10-02' }))).toEqual(['since']);
    expect(paths(await record(staff(), { ...SYMANTEC, since, productIds: [newId()] }))).toEqual([
      'productIds',
    ]);
  });

  test('twice under one name is a conflict at the name', async () => {
    await record(staff(), { ...SYMANTEC, since });
    const again = await record(staff(), { ...SYMANTEC, name: 'SYMANTEC cloud', since });
    expect([code(again), paths(again)]).toEqual(['CONFLICT', ['name']]);
  });
});

describe('announceSubProcessor', () => {
  test('[D1] tells whoever holds the service, by letter and in the console, and nobody else; it takes part from its day', async () => {
    const change = await announced();
    expect(change).toMatchObject({ kind: 'ADD', state: 'ANNOUNCED', effectiveOn: '2026-10-31' });
    expect(await told()).toEqual(['admin@acme.example', 'admin@globex.example', 'admin@northwind.example']);
    const [letter] = await world.letters<{ subject: string; body: string }>(
      `select subject, body from mail where "to" = 'admin@globex.example'`,
    );
    expect(letter?.subject).toBe('From 31 October 2026: Symantec Cloud is to become a sub-processor');
    expect(letter?.body).toContain('until 30 October 2026');
    expect(letter?.body).toContain('Northwind IT');
    for (const [token, count] of [
      [world.globex.admin.token, 1],
      [world.acme.admin.token, 1],
      [world.northwind.admin.token, 1],
      [world.initech.admin.token, 0],
      [world.contoso.admin.token, 0],
    ] as const) {
      const { data } = await app.ask('{ home { processorChangesToSee } }', {}, token);
      expect(data).toEqual({ home: { processorChangesToSee: count } });
    }
    expect(await hands(world.globex.admin.token)).not.toContainEqual(expect.stringContaining('Symantec'));
    app.clock.set('2026-10-30T22:00:00Z');
    await processorsComeRound(app, world);
    expect(await registered(await world.signIn('admin@globex.example'))).toEqual([
      'Symantec Cloud ANNOUNCED',
    ]);
    app.clock.set('2026-10-31T00:30:00Z');
    await processorsComeRound(app, world);
    await processorsComeRound(app, world);
    const token = await world.signIn('admin@globex.example');
    expect(await registered(token)).toEqual(['Symantec Cloud IN_USE']);
    expect(await hands(token)).toEqual([
      'null: Northwind IT > Xe2',
      'archive: Northwind IT > Xe2 > Symantec Cloud',
    ]);
  });

  test('[D1] says to whoever announced it who was told, and how the letters went', async () => {
    const { id } = await announced();
    const notices = (token: string) =>
      app.ask<{ processorNotices: { nodes: { tenantName: string }[] } }>(
        'query ($id: ID!) { processorNotices(filter: { changeId: $id }) { nodes { tenantName letterCount delivery } } }',
        { id },
        token,
      );
    const { data } = await notices(staff());
    expect(data.processorNotices.nodes.sort((a, b) => (a.tenantName < b.tenantName ? -1 : 1))).toEqual([
      { tenantName: 'Acme Ltd', letterCount: 1, delivery: 'QUEUED' },
      { tenantName: 'Globex Ltd', letterCount: 1, delivery: 'QUEUED' },
      { tenantName: 'Northwind IT', letterCount: 1, delivery: 'QUEUED' },
    ]);
    await world.sql(`update mail set state = 'FAILED' where "to" = 'admin@globex.example'`);
    expect((await notices(staff())).data.processorNotices.nodes).toContainEqual({
      ...{ tenantName: 'Globex Ltd', letterCount: 1, delivery: 'FAILED' },
    });
    const { data: northwinds } = await notices(world.northwind.admin.token);
    expect(northwinds.processorNotices.nodes.map(({ tenantName }) => tenantName).sort()).toEqual([
      'Globex Ltd',
      'Northwind IT',
    ]);
    expect((await notices(world.contoso.admin.token)).data.processorNotices.nodes).toEqual([]);
    expect(code(await notices(world.globex.admin.token))).toBe('FORBIDDEN');
  });

  test('a reseller’s is told to its own companies; one about everything to all of them', async () => {
    await announced(world.northwind.admin.token, { productIds: [] });
    expect(await told()).toEqual(['admin@globex.example']);
    const { data } = await app.ask<{ processorChanges: { totalCount: number } }>(
      '{ processorChanges { totalCount } }',
      {},
      world.initech.admin.token,
    );
    expect(data.processorChanges.totalCount).toBe(0);
  });

  test('replaces one: both change places on the day', async () => {
    const { data } = await record(staff(), {
      ...SYMANTEC,
      name: 'Mimecast',
      productIds: [world.archive],
      since: '2025-01-01',
    });
    const replacesId = data.recordSubProcessor?.id;
    expect(await announced(staff(), { replacesId })).toMatchObject({ kind: 'REPLACE' });
    const again = await announce(staff(), coming({ name: 'Another', replacesId }));
    expect([code(again), paths(again)]).toEqual(['CONFLICT', ['replacesId']]);
    app.clock.set('2026-11-01T09:00:00Z');
    await processorsComeRound(app, world);
    expect(await registered(await world.signIn('admin@acme.example'))).toEqual([
      'Mimecast ENDED',
      'Symantec Cloud IN_USE',
    ]);
    expect(await world.sql(`select until::text from sub_processor where name = 'Mimecast'`)).toEqual([
      { until: '2026-11-01' },
    ]);
  });

  test('is refused to others, of others’ registers, with less notice than was promised, and twice', async () => {
    for (const { token } of [world.globex.admin, world.globex.user])
      expect(code(await announce(token, coming()))).toBe('FORBIDDEN');
    const { data } = await record(staff(), { ...SYMANTEC, name: 'Mimecast', since: '2025-01-01' });
    const replacesId = data.recordSubProcessor?.id;
    expect(code(await announce(world.northwind.admin.token, coming({ replacesId })))).toBe('NOT_FOUND');
    expect(paths(await announce(staff(), coming({ noticeDays: 29, reason: '' })))).toEqual([
      'reason',
      'noticeDays',
    ]);
    await announced(staff(), { noticeDays: 60 });
    expect(code(await announce(staff(), coming()))).toBe('CONFLICT');
  });
});

describe('announceSubProcessorEnd', () => {
  test('[D1] takes it out on its day; not of another register, and not twice', async () => {
    const { data } = await record(staff(), { ...SYMANTEC, since: '2025-01-01' });
    const id = data.recordSubProcessor?.id;
    expect(code(await end(world.northwind.admin.token, { id, reason: REASON }))).toBe('NOT_FOUND');
    expect(code(await end(world.globex.admin.token, { id, reason: REASON }))).toBe('FORBIDDEN');
    expect(paths(await end(staff(), { id, reason: ' ' }))).toEqual(['reason']);
    expect((await end(staff(), { id, reason: REASON })).data.announceSubProcessorEnd).toMatchObject({
      kind: 'END',
    });
    expect(code(await end(staff(), { id, reason: REASON }))).toBe('CONFLICT');
    await follow();
    expect((await told()).length).toBe(5);
    app.clock.set('2026-11-01T09:00:00Z');
    await processorsComeRound(app, world);
    expect(code(await end(await world.signIn('staff@xe2.example'), { id, reason: REASON }))).toBe('CONFLICT');
    expect(await world.sql('select state from sub_processor')).toEqual([{ state: 'ENDED' }]);
  });
});

describe('announceSubProcessorMove', () => {
  const move = verb<{ id: string; kind: string }>(
    'announceSubProcessorMove',
    'id kind state places formerPlaces transfer',
  );
  const MOVED = { places: ['Dublin, Ireland'], transfer: 'ADEQUACY', reason: REASON };
  const recorded = async () =>
    (await record(staff(), { ...SYMANTEC, since: '2025-01-01' })).data.recordSubProcessor?.id as string;

  test('[D1] is announced as one that comes is, and holds on its day; until then the register says what is so', async () => {
    const id = await recorded();
    expect(code(await move(world.northwind.admin.token, { id, ...MOVED }))).toBe('NOT_FOUND');
    expect(code(await move(world.globex.admin.token, { id, ...MOVED }))).toBe('FORBIDDEN');
    expect(paths(await move(staff(), { id, ...MOVED, places: [] }))).toEqual(['places']);
    const same = { places: SYMANTEC.places, transfer: SYMANTEC.transfer };
    expect(paths(await move(staff(), { id, ...MOVED, ...same }))).toEqual(['places']);
    expect(paths(await move(staff(), { id, ...MOVED, noticeDays: 7 }))).toEqual(['noticeDays']);
    expect((await move(staff(), { id, ...MOVED })).data.announceSubProcessorMove).toMatchObject({
      kind: 'MOVE',
      places: MOVED.places,
      formerPlaces: SYMANTEC.places,
    });
    expect(code(await move(staff(), { id, ...MOVED }))).toBe('CONFLICT');
    await follow();
    expect((await told()).length).toBe(5);
    const [letter] = await world.letters<{ body: string }>(
      `select body from mail where cause = 'processorChange'`,
    );
    expect(letter?.body).toContain('Where: Dublin, Ireland');
    const kept = () => world.sql('select places, transfer, state from sub_processor');
    expect(await kept()).toEqual([{ ...same, state: 'IN_USE' }]);
    app.clock.set('2026-11-01T09:00:00Z');
    await processorsComeRound(app, world);
    expect(await kept()).toEqual([{ places: MOVED.places, transfer: 'ADEQUACY', state: 'IN_USE' }]);
  });

  test('[D1] withdrawn, it stays where it is, and takes part still', async () => {
    const id = await recorded();
    const { data } = await move(staff(), { id, ...MOVED });
    await withdraw(staff(), { id: data.announceSubProcessorMove?.id, because: 'We stay.' });
    expect(await world.sql('select places, state from sub_processor')).toEqual([
      { places: SYMANTEC.places, state: 'IN_USE' },
    ]);
  });
});

describe('updateSubProcessor', () => {
  const update = verb<{ id: string; securityContact: string }>('updateSubProcessor', 'id securityContact');

  test('[D1] corrects where its security people are reached, in one’s own register only', async () => {
    const { data } = await record(staff(), { ...SYMANTEC, since: '2025-01-01' });
    const id = data.recordSubProcessor?.id;
    const given = { id, securityContact: 'psirt@symantec.example', known: {} };
    expect(code(await update(world.globex.admin.token, given))).toBe('FORBIDDEN');
    expect(['FORBIDDEN', 'NOT_FOUND']).toContain(code(await update(world.northwind.admin.token, given)));
    expect(paths(await update(staff(), { ...given, securityContact: ' ' }))).toEqual(['securityContact']);
    for (const _twice of [1, 2])
      expect((await update(staff(), given)).data.updateSubProcessor).toEqual({
        id,
        securityContact: 'psirt@symantec.example',
      });
    expect(await told()).toEqual([]);
  });
});

describe('withdrawProcessorChange', () => {
  test('[D1] it never comes, and everyone who was told is told why; for whoever announced it, once', async () => {
    const { id } = await announced();
    await world.sql('delete from mail');
    const because = 'We stay with what we have.';
    expect(code(await withdraw(world.globex.admin.token, { id, because }))).toBe('FORBIDDEN');
    expect(code(await withdraw(world.northwind.admin.token, { id, because }))).toBe('NOT_FOUND');
    expect(paths(await withdraw(staff(), { id, because: '' }))).toEqual(['because']);
    expect((await withdraw(staff(), { id, because })).data.withdrawProcessorChange).toMatchObject({
      state: 'WITHDRAWN',
    });
    expect(code(await withdraw(staff(), { id, because }))).toBe('CONFLICT');
    await follow();
    expect(await told()).toEqual(['admin@acme.example', 'admin@globex.example', 'admin@northwind.example']);
    expect(await world.sql('select state from sub_processor')).toEqual([{ state: 'WITHDRAWN' }]);
    app.clock.set('2026-12-01T09:00:00Z');
    await processorsComeRound(app, world);
    expect(await world.sql('select state from processor_change')).toEqual([{ state: 'WITHDRAWN' }]);
  });
});

describe('objections', () => {
  const because = 'Our customers forbid it.';
  const objections = async (token: string) =>
    (
      await app.ask<{ processorObjections: { nodes: object[] } }>(
        '{ processorObjections { nodes { tenantName reason answer answerText toAnswer } } }',
        {},
        token,
      )
    ).data.processorObjections.nodes;

  test('[D1] a controller objects in time; the change waits for the answer, which is kept and told', async () => {
    const { id: changeId } = await announced();
    const made = await object(world.globex.admin.token, { changeId, reason: because });
    expect(made.data.objectToProcessorChange).toMatchObject({ reason: because, tenantName: 'Globex Ltd' });
    expect(await world.sql('select reason from processor_objection')).not.toEqual([{ reason: because }]);
    expect((await app.ask('{ home { objectionsToAnswer } }', {}, staff())).data).toEqual({
      home: { objectionsToAnswer: 1 },
    });
    const unanswered = { tenantName: 'Globex Ltd', reason: because, answer: null, answerText: null };
    expect(await objections(staff())).toEqual([{ ...unanswered, toAnswer: true }]);
    expect(await objections(world.northwind.admin.token)).toEqual([{ ...unanswered, toAnswer: false }]);
    for (const { token } of [world.acme.admin, world.contoso.admin])
      expect(await objections(token)).toEqual([]);
    app.clock.set('2026-11-02T09:00:00Z');
    await processorsComeRound(app, world);
    expect(await world.sql('select state from processor_change')).toEqual([{ state: 'ANNOUNCED' }]);
    await world.sql('delete from mail');
    const id = made.data.objectToProcessorChange?.id;
    const answered = await answer(await world.signIn('staff@xe2.example'), {
      ...{ id, answer: 'MEASURES', answerText: 'Your mail is scanned in Slough only.' },
    });
    expect(answered.data.answerProcessorObjection).toMatchObject({
      answer: 'MEASURES',
      change: { state: 'ANNOUNCED' },
    });
    await follow();
    expect(await told()).toEqual(['admin@globex.example']);
    expect(await objections(await world.signIn('admin@globex.example'))).toEqual([
      {
        ...unanswered,
        answer: 'MEASURES',
        answerText: 'Your mail is scanned in Slough only.',
        toAnswer: false,
      },
    ]);
    await processorsComeRound(app, world);
    expect(await world.sql('select state from processor_change')).toEqual([{ state: 'IN_FORCE' }]);
  });

  test('[D1] to uphold one withdraws the change for all', async () => {
    const { id: changeId } = await announced();
    // The reseller between is a controller of its own people, and concerned by what its companies hold.
    const made = await object(world.northwind.admin.token, { changeId, reason: because });
    const id = made.data.objectToProcessorChange?.id;
    expect(
      code(await answer(world.northwind.admin.token, { id, answer: 'MAY_LEAVE', answerText: 'No.' })),
    ).toBe('NOT_FOUND');
    const { data } = await answer(staff(), { id, answer: 'UPHELD', answerText: 'You are right.' });
    expect(data.answerProcessorObjection).toMatchObject({ answer: 'UPHELD', change: { state: 'WITHDRAWN' } });
    expect(await world.sql('select state, withdrawn_because from processor_change')).toEqual([
      { state: 'WITHDRAWN', withdrawn_because: 'You are right.' },
    ]);
  });

  test('are refused to whoever holds nothing of it, too late, twice, without a reason and to others', async () => {
    const { id: changeId } = await announced();
    const say = (token: string | undefined, reason = because) => object(token, { changeId, reason });
    expect(code(await say(world.initech.admin.token))).toBe('CONFLICT');
    for (const token of [staff(), world.globex.user.token]) expect(code(await say(token))).toBe('FORBIDDEN');
    expect(code(await say(undefined))).toBe('UNAUTHENTICATED');
    expect(paths(await say(world.globex.admin.token, ' '))).toEqual(['reason']);
    expect(code(await say(world.globex.admin.token))).toBeUndefined();
    expect([code(await say(world.globex.admin.token)), paths(await say(world.globex.admin.token))]).toEqual([
      'CONFLICT',
      ['changeId'],
    ]);
    app.clock.set('2026-10-31T09:00:00Z');
    expect(code(await say(await world.signIn('admin@acme.example')))).toBe('CONFLICT');
  });

  test('to a change of another reseller there is nothing to object to', async () => {
    const { id: changeId } = await announced(world.northwind.admin.token);
    for (const { token } of [world.initech.admin, world.acme.admin, world.contoso.admin])
      expect(code(await object(token, { changeId, reason: because }))).toBe('NOT_FOUND');
  });

  test('are answered by whoever announced the change, once', async () => {
    const { id: changeId } = await announced(world.northwind.admin.token);
    const made = await object(world.globex.admin.token, { changeId, reason: because });
    const id = made.data.objectToProcessorChange?.id;
    const said = (token: string, over: object = {}) =>
      answer(token, {
        id,
        answer: 'MAY_LEAVE',
        answerText: 'You may end the archive without charge.',
        ...over,
      });
    expect(code(await said(world.globex.admin.token))).toBe('FORBIDDEN');
    for (const token of [staff(), world.contoso.admin.token])
      expect(code(await said(token))).toBe('NOT_FOUND');
    expect(paths(await said(world.northwind.admin.token, { answerText: '' }))).toEqual(['answerText']);
    expect((await said(world.northwind.admin.token)).data.answerProcessorObjection).toMatchObject({
      answer: 'MAY_LEAVE',
    });
    expect(code(await said(world.northwind.admin.token))).toBe('CONFLICT');
  });
});

describe('processingChain', () => {
  test('[D1] an end user sees through whose hands their own services go; sellers ask for a company of theirs', async () => {
    await record(staff(), { ...SYMANTEC, productIds: [world.archive], since: '2025-01-01' });
    await record(staff(), { ...SYMANTEC, name: 'Slough data centre', since: '2025-01-01' });
    await record(world.northwind.admin.token, { ...SYMANTEC, name: 'Help desk', since: '2025-01-01' });
    const globex = [
      'null: Northwind IT > Xe2 > Help desk > Slough data centre',
      'archive: Northwind IT > Xe2 > Help desk > Slough data centre > Symantec Cloud',
    ];
    expect(await hands(world.globex.user.token)).toEqual(globex);
    expect(await hands(world.northwind.admin.token, world.globex.id)).toEqual(globex);
    expect(await hands(staff(), world.globex.id)).toEqual(globex);
    expect(await hands(world.acme.admin.token)).toEqual([
      'null: Xe2 > Slough data centre',
      'archive: Xe2 > Slough data centre > Symantec Cloud',
    ]);
    expect(paths(await chainOf(staff()))).toEqual(['companyId']);
    for (const token of [world.contoso.admin.token, world.initech.admin.token])
      expect(code(await chainOf(token, world.globex.id))).toBe('NOT_FOUND');
  });
});

describe('processingRoles', () => {
  interface Roles {
    relation: string;
    purpose: string;
    controller: { name: string | null };
    processor: { name: string | null } | null;
    subProcessor: { name: string | null } | null;
  }
  const roles = async (token: string) =>
    (
      await app.ask<{ processingRoles: Roles[] }>(
        '{ processingRoles { relation purpose because controller { party name } processor { name } subProcessor { name } } }',
        {},
        token,
      )
    ).data.processingRoles;
  const serving = async (token: string) =>
    (await roles(token))
      .filter(({ purpose }) => purpose === 'SERVING')
      .map(({ relation, controller, processor, subProcessor }) =>
        [relation, controller.name, processor?.name, subProcessor?.name].join(' '),
      );

  test('[D1] names who decides and who acts, in the relations of whoever asks', async () => {
    expect(await serving(world.globex.user.token)).toEqual(['COMPANY_END_USER Globex Ltd Northwind IT Xe2']);
    expect(await serving(world.globex.admin.token)).toEqual([
      'RESELLER_COMPANY Globex Ltd Northwind IT Xe2',
      'COMPANY_END_USER Globex Ltd Northwind IT Xe2',
    ]);
    expect(await serving(world.acme.admin.token)).toEqual([
      'PLATFORM_COMPANY Acme Ltd Xe2 ',
      'COMPANY_END_USER Acme Ltd Xe2 ',
    ]);
    expect(await serving(world.northwind.admin.token)).toEqual([
      'PLATFORM_RESELLER Northwind IT Xe2 ',
      'RESELLER_COMPANY  Northwind IT Xe2',
      'COMPANY_END_USER  Northwind IT Xe2',
    ]);
    expect((await roles(staff())).length).toBeGreaterThan(30);
  });
});
