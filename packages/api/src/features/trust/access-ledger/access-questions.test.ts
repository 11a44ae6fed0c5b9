import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

interface Entry {
  id: string;
  what: string;
  questions: { id: string; question: string; answer: string | null; answeredByName: string | null }[];
}
const ledger = async (token: string, filter: object = {}): Promise<Entry[]> => {
  await app.app.services.accessLedger.flush();
  const { data } = await app.ask<{ accessLedger: { nodes: Entry[] } }>(
    `query ($filter: AccessEntryFilter) { accessLedger(filter: $filter) {
       nodes { id what questions { id question answer answeredByName } } } }`,
    { filter },
    token,
  );
  return data.accessLedger.nodes;
};
const whats = async (token: string) => (await ledger(token)).map(({ what }) => what);

describe('[U6] what is opened about a person', () => {
  const list = (token: string, endUserId: string, name = 'devices') =>
    app.ask(
      `query ($id: ID!) { ${name}(filter: { endUserId: $id }) { totalCount } }`,
      { id: endUserId },
      token,
    );

  test('is a list of theirs, too; of many people it is not', async () => {
    const { user, admin } = world.acme;
    for (const name of ['devices', 'numbers', 'calls', 'subscriptions', 'orders'])
      expect((await list(admin.token, user.endUserId, name)).errors).toBeUndefined();
    await app.ask('{ devices { totalCount } endUsers { nodes { displayName } } }', {}, admin.token);
    expect((await whats(user.token)).sort()).toEqual([
      'calls',
      'devices',
      'numbers',
      'orders',
      'subscriptions',
    ]);
  });

  test('is not what somebody sees of themselves, nor a list that shows nothing for they are another’s', async () => {
    const before = await whats(world.initech.user.token);
    await list(world.initech.user.token, world.initech.user.endUserId);
    await list(world.globex.admin.token, world.initech.user.endUserId);
    await list(world.northwind.admin.token, world.initech.user.endUserId);
    expect(await whats(world.initech.user.token)).toEqual(before);
  });
});

describe('[U6] asking about an entry of the ledger', () => {
  let entryId: string;
  beforeAll(async () => {
    const { user, admin } = world.globex;
    await app.ask('query ($id: ID!) { endUser(id: $id) { id } }', { id: user.endUserId }, admin.token);
    entryId = (await ledger(user.token))[0]?.id as string;
  });
  const ask = (token: string, input: object = { entryId, question: 'Why was this looked at?' }) =>
    app.ask<{ askAboutAccess: Entry }>(
      'mutation ($input: AskAboutAccessInput!) { askAboutAccess(input: $input) { id questions { id question answer } } }',
      { input },
      token,
    );
  const answer = (token: string, input: object) =>
    app.ask<{ answerAccessQuestion: Entry }>(
      'mutation ($input: AnswerAccessQuestionInput!) { answerAccessQuestion(input: $input) { id questions { id answer } } }',
      { input },
      token,
    );
  const told = async () =>
    (await world.sql<{ to: string }>(`select "to" from mail where cause = 'accessQuestion' order by id`)).map(
      ({ to }) => to,
    );
  const code = (reply: { errors?: { extensions: { code: string } }[] | undefined }) =>
    reply.errors?.[0]?.extensions.code;

  test('is for the person it is about, in words, about what is there', async () => {
    for (const { token } of [world.globex.admin, world.northwind.admin, world.platform.staff])
      expect(code(await ask(token))).toBe('FORBIDDEN');
    expect(code(await ask(world.initech.user.token))).toBe('NOT_FOUND');
    expect(code(await ask(world.globex.user.token, { entryId: newId(), question: 'Why?' }))).toBe(
      'NOT_FOUND',
    );
    expect(code(await ask(world.globex.user.token, { entryId, question: '  ' }))).toBe('INVALID_INPUT');
  });

  test('reaches the company, which sees it beside the entry, waiting; once', async () => {
    const asked = await ask(world.globex.user.token);
    expect(asked.errors).toBeUndefined();
    expect(asked.data.askAboutAccess).toMatchObject({
      id: entryId,
      questions: [{ question: 'Why was this looked at?', answer: null }],
    });
    expect((await ask(world.globex.user.token)).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'entryId' }],
    });
    expect(await ledger(world.globex.admin.token, { waiting: true })).toMatchObject([{ id: entryId }]);
    expect(await ledger(world.initech.admin.token, { asked: true })).toEqual([]);
    const home = await app.ask<{ home: object }>(
      '{ home { accessQuestions } }',
      {},
      world.globex.admin.token,
    );
    expect(home.data.home).toEqual({ accessQuestions: 1 });
    await expect.poll(told).toEqual([world.globex.admin.email]);
    const [kept] = await world.sql<{ question: string }>('select question from access_question');
    expect(kept?.question).not.toContain('looked');
  });

  test('is answered by the company, once, for the person to read', async () => {
    const [entry] = await ledger(world.globex.admin.token, { waiting: true });
    const input = { questionId: entry?.questions[0]?.id, answer: 'To correct your telephone number.' };
    for (const { token } of [world.globex.user, world.northwind.admin, world.platform.staff])
      expect(code(await answer(token, input))).toBe('FORBIDDEN');
    expect(code(await answer(world.initech.admin.token, input))).toBe('NOT_FOUND');
    expect(code(await answer(world.globex.admin.token, { ...input, answer: '' }))).toBe('INVALID_INPUT');
    expect((await answer(world.globex.admin.token, input)).errors).toBeUndefined();
    expect(code(await answer(world.globex.admin.token, input))).toBe('CONFLICT');
    expect((await ledger(world.globex.user.token, { asked: true }))[0]?.questions).toMatchObject([
      { answer: 'To correct your telephone number.', answeredByName: null },
    ]);
    expect(await ledger(world.globex.admin.token, { waiting: true })).toEqual([]);
  });

  test('tells the person of the answer by mail, as the administrators of the question, in no words of theirs', async () => {
    await expect.poll(told).toEqual([world.globex.admin.email, world.globex.user.email]);
    const bodies = await world.letters<{ body: string }>(
      `select body from mail where cause = 'accessQuestion'`,
    );
    expect(bodies.map(({ body }) => body).join()).not.toMatch(/Why was this|telephone number/);
  });
});
