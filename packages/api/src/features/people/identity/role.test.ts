import { newId } from '@steward/shared';
import { createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const BUILT_IN = `level = 'COMPANY' and kind = 'OWNER'`;
const take = () =>
  world.sql(`update role set permissions = array_remove(permissions, 'MEMBERSHIP_READ') where ${BUILT_IN}`);
const giveBack = () =>
  world.sql(
    `update role set permissions = permissions || '{MEMBERSHIP_READ}' where ${BUILT_IN} and 'MEMBERSHIP_READ' <> all (permissions)`,
  );
afterEach(giveBack);

const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const signIn = async () => {
  const { data, cookies } = await app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email: world.globex.admin.email, password: PASSWORD },
  );
  return { token: data.signIn.accessToken, cookie: cookies[0]?.split(';')[0] ?? '' };
};
const refresh = async (cookie: string) => {
  const { data } = await app.ask<{ refreshSession: { accessToken: string } }>(
    'mutation { refreshSession { accessToken } }',
    {},
    undefined,
    { cookie },
  );
  return data.refreshSession.accessToken;
};
const memberships = (token: string) => app.ask('{ memberships { totalCount } }', {}, token);
const permissions = async (token: string) =>
  (await app.ask<{ viewer: { permissions: string[] } }>('{ viewer { permissions } }', {}, token)).data.viewer
    .permissions;

describe('[S25] a role that has changed', () => {
  test('is in force with the next request: the token of before is refused, the next one knows', async () => {
    const { token, cookie } = await signIn();
    for (const _round of [1, 2]) expect((await memberships(token)).errors).toBeUndefined();
    expect(await permissions(token)).toContain('MEMBERSHIP_READ');
    await take();
    expect(codeOf(await memberships(token))).toBe('UNAUTHENTICATED');
    const mutation = 'mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) { id } }';
    expect(codeOf(await app.ask(mutation, { input: { id: world.globex.id } }, token))).toBe(
      'UNAUTHENTICATED',
    );
    const next = await refresh(cookie);
    for (const _round of [1, 2]) expect(codeOf(await memberships(next))).toBe('FORBIDDEN');
    expect(await permissions(next)).not.toContain('MEMBERSHIP_READ');
    await giveBack();
    expect(codeOf(await memberships(next))).toBe('UNAUTHENTICATED');
  });

  test('ends live updates at once, and they begin again with the next token', async () => {
    const { token, cookie } = await signIn();
    const listen = async (accessToken: string) => {
      const client = createClient({
        url: `${app.url.replace('http', 'ws')}/graphql`,
        connectionParams: { accessToken },
        retryAttempts: 0,
      });
      const state = { heard: [] as string[], ended: false };
      const end = () => {
        state.ended = true;
      };
      client.subscribe<{ hint: { kind: string } }>(
        { query: 'subscription { hint { kind } }' },
        { next: ({ data }) => void (data && state.heard.push(data.hint.kind)), error: end, complete: end },
      );
      const kind = `Ready${newId()}`;
      await expect
        .poll(async () => {
          await world.sql(`select pg_notify('steward_changed', $1)`, [JSON.stringify({ kind })]);
          return state.heard.includes(kind);
        })
        .toBe(true);
      return { state, stop: () => client.dispose() };
    };
    const before = await listen(token);
    await take();
    await expect.poll(() => before.state.ended, { timeout: 5_000 }).toBe(true);
    const after = await listen(await refresh(cookie));
    expect(after.state.ended).toBe(false);
    await before.stop();
    await after.stop();
  });

  test('is another version only if something is different', async () => {
    const version = async () =>
      (await world.sql<{ version: number }>(`select version from role where ${BUILT_IN}`))[0]?.version ?? 0;
    const before = await version();
    await world.sql(
      'select keep_built_in_roles((select jsonb_agg(to_jsonb(r)) from role r where reseller_id is null))',
    );
    expect(await version()).toBe(before);
    await take();
    expect(await version()).toBe(before + 1);
  });
});

test('[S25] [T6] two roles of one level keep apart what is remembered of the same document', async () => {
  const roleId = newId();
  await world.sql(
    `insert into role (id, level, reseller_id, company_id, name, permissions, version)
     select $1, level, $2, $3, 'Clerk', array_remove(permissions, 'MEMBERSHIP_READ'), 1 from role where ${BUILT_IN}`,
    [roleId, world.initech.resellerId, world.initech.id],
  );
  const document = '{ domains { nodes { company { memberships { totalCount } } } } }';
  const ask = (token: string) => app.ask(document, {}, token);
  const old = await world.signIn(world.initech.admin.email);
  const globex = await world.signIn(world.globex.admin.email);
  for (const token of [old, old, globex]) expect((await ask(token)).errors).toBeUndefined();
  await world.sql('update membership set role_id = $1 where id = $2', [
    roleId,
    world.initech.admin.membershipId,
  ]);
  expect(codeOf(await ask(old))).toBe('UNAUTHENTICATED');
  const clerk = await world.signIn(world.initech.admin.email);
  for (const _round of [1, 2]) {
    expect(codeOf(await ask(clerk))).toBe('FORBIDDEN');
    expect((await ask(globex)).errors).toBeUndefined();
  }
});

test('a membership never has the role of another level', async () => {
  await expect(
    world.sql(
      `update membership set role_id = (select id from role where level = 'PLATFORM' and kind = 'OWNER') where id = $1`,
      [world.globex.admin.membershipId],
    ),
  ).rejects.toMatchObject({ code: '23503' });
});
