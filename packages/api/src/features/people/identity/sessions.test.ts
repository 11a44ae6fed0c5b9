import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Session {
  id: string;
  current: boolean;
  userAgent: string;
  address: string;
}
const sessionsOf = async (token: string) => {
  const { data, errors } = await app.ask<{ sessions: { nodes: Session[]; totalCount: number } }>(
    '{ sessions(orderBy: { field: CREATED_AT }) { nodes { id current userAgent address } totalCount } }',
    {},
    token,
  );
  expect(errors).toBeUndefined();
  return data.sessions;
};
const signIn = async (email: string, userAgent: string) => {
  const { data } = await app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password: PASSWORD },
    undefined,
    { 'user-agent': userAgent },
  );
  return data.signIn.accessToken;
};
const revoke = (id: string, token?: string) =>
  app.ask<{ revokeSession: { id: string } }>(
    'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { id } }',
    { input: { id } },
    token,
  );

describe('sessions', () => {
  test('[S49] are one’s own, with the present one marked', async () => {
    const token = await signIn('user@globex.example', 'Telephone');
    const { nodes, totalCount } = await sessionsOf(token);
    expect(totalCount).toBe(2);
    expect(nodes.map(({ current, userAgent }) => ({ current, userAgent }))).toContainEqual({
      current: true,
      userAgent: 'Telephone',
    });
    expect(nodes.every(({ address }) => address === '127.0.0.1')).toBe(true);
  });

  test('[S45] leave out what was ended by signing out', async () => {
    const token = await signIn('admin@globex.example', 'A');
    const other = await signIn('admin@globex.example', 'B');
    await app.ask('mutation { signOut }', {}, other);
    expect((await sessionsOf(token)).nodes.map(({ userAgent }) => userAgent)).not.toContain('B');
  });

  test('[S46] leave out what has not been used for fourteen days', async () => {
    await signIn('user@initech.example', 'Old');
    app.clock.forward(14 * 24 * 3_600_000);
    const token = await signIn('user@initech.example', 'New');
    expect((await sessionsOf(token)).nodes.map(({ userAgent }) => userAgent)).toEqual(['New']);
    app.clock.set('2026-10-01T09:00:00Z');
  });
});

describe('endSessions', () => {
  const end = (membershipId: string, token?: string) =>
    app.ask<{ endSessions: { id: string } }>(
      'mutation ($input: EndSessionsInput!) { endSessions(input: $input) { id } }',
      { input: { membershipId } },
      token,
    );
  const works = async (token: string) => !(await app.ask('{ viewer { id } }', {}, token)).errors;

  test('[S47] [S49] signs somebody out everywhere, whom one looks after', async () => {
    for (const looksAfter of ['admin@globex.example', 'admin@northwind.example', 'staff@xe2.example']) {
      const by = await world.signIn(looksAfter);
      const [one, other] = [
        await signIn('user@globex.example', 'One'),
        await signIn('user@globex.example', 'Other'),
      ];
      const { membershipId } = world.globex.user;
      expect((await end(membershipId, by)).data.endSessions).toEqual({ id: membershipId });
      expect([await works(one), await works(other), await works(by)]).toEqual([false, false, true]);
      expect((await end(membershipId, by)).errors).toBeUndefined();
    }
    const audit = await world.sql(`select company_id from audit_entry where action = 'endSessions'`);
    expect(audit).toEqual(Array(3).fill({ company_id: world.globex.id }));
  });

  test('[S10] is not for others’ people, and not for one’s own sessions', async () => {
    const theirs = await world.signIn('user@initech.example');
    const { membershipId } = world.initech.user;
    for (const email of ['admin@globex.example', 'admin@northwind.example'])
      expect((await end(membershipId, await world.signIn(email))).errors?.[0]?.extensions.code).toBe(
        'NOT_FOUND',
      );
    const user = await end(membershipId, await world.signIn('user@globex.example'));
    expect(user.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await end(membershipId)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const own = await end(world.initech.admin.membershipId, await world.signIn('admin@initech.example'));
    expect(own.errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await works(theirs)).toBe(true);
  });
});

describe('revokeSession', () => {
  test('[S47] [S49] ends another of one’s sessions at once, refresh cookie and all', async () => {
    const mine = await signIn('admin@acme.example', 'Mine');
    const lost = await app.ask<{ signIn: { accessToken: string } }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
      { email: 'admin@acme.example', password: PASSWORD },
      undefined,
      { 'user-agent': 'Lost' },
    );
    const found = (await sessionsOf(mine)).nodes.find(({ userAgent }) => userAgent === 'Lost');
    const answer = await revoke(found?.id ?? '', mine);
    expect(answer.data.revokeSession).toEqual({ id: found?.id });
    const gone = await app.ask('{ viewer { id } }', {}, lost.data.signIn.accessToken);
    expect(gone.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const cookie = lost.cookies[0]?.split(';')[0] ?? '';
    const refreshed = await app.ask('mutation { refreshSession { accessToken } }', {}, undefined, { cookie });
    expect(refreshed.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await app.ask('{ viewer { id } }', {}, mine)).errors).toBeUndefined();
    const audit = await world.sql(
      `select company_id from audit_entry where action = 'revokeSession' and subject_id = $1`,
      [found?.id],
    );
    expect(audit).toEqual([{ company_id: world.acme.id }]);
  });

  test('twice changes nothing', async () => {
    const mine = await signIn('admin@acme.example', 'Mine');
    await signIn('admin@acme.example', 'Twice');
    const id = (await sessionsOf(mine)).nodes.find(({ userAgent }) => userAgent === 'Twice')?.id ?? '';
    await revoke(id, mine);
    const ended = () => world.sql('select ended_at from session where id = $1', [id]);
    const first = await ended();
    app.clock.forward(1_000);
    expect((await revoke(id, mine)).errors).toBeUndefined();
    expect(await ended()).toEqual(first);
    app.clock.set('2026-10-01T09:00:00Z');
  });

  test('[S10] a session of someone else is answered like one that does not exist', async () => {
    const [theirs] = (await sessionsOf(world.initech.admin.token)).nodes;
    for (const token of [world.contoso.admin.token, world.platform.staff.token]) {
      const [one, other] = [await revoke(theirs?.id ?? '', token), await revoke(newId(), token)];
      expect(one.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(one.errors?.[0]?.message).toBe(other.errors?.[0]?.message);
    }
    expect((await app.ask('{ viewer { id } }', {}, world.initech.admin.token)).errors).toBeUndefined();
  });

  test('is for whoever is signed in', async () => {
    expect((await revoke(newId())).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const malformed = await revoke('x', world.acme.admin.token);
    expect(malformed.errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['id']);
  });
});
