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
const revoke = (id: string, token?: string, password: string | null = PASSWORD) =>
  app.ask<{ revokeSession: { id: string } }>(
    'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { id } }',
    { input: { id, password } },
    token,
  );
const pathOf = ({ errors }: { errors?: { extensions: { fields?: { path: string }[] } }[] }) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);

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
  const end = (membershipIds: string | string[], token?: string, password = PASSWORD) =>
    app.ask<{ endSessions: number }>(
      'mutation ($input: EndSessionsInput!) { endSessions(input: $input) }',
      { input: { membershipIds: [membershipIds].flat(), password } },
      token,
    );
  const works = async (token: string) => !(await app.ask('{ viewer { id } }', {}, token)).errors;
  const openAt = async (id: string, token: string) =>
    (
      await app.ask<{ membership: { openSessions: number } }>(
        'query ($id: ID!) { membership(id: $id) { openSessions } }',
        { id },
        token,
      )
    ).data.membership.openSessions;

  test('[S47] [S49] signs somebody out everywhere, whom one looks after, and says of how many sessions', async () => {
    for (const looksAfter of ['admin@globex.example', 'admin@northwind.example', 'staff@xe2.example']) {
      const by = await world.signIn(looksAfter);
      const [one, other] = [
        await signIn('user@globex.example', 'One'),
        await signIn('user@globex.example', 'Other'),
      ];
      const { membershipId } = world.globex.user;
      const open = await openAt(membershipId, by);
      expect(open).toBeGreaterThanOrEqual(2);
      expect((await end(membershipId, by)).data.endSessions).toBe(open);
      expect([await works(one), await works(other), await works(by)]).toEqual([false, false, true]);
      expect(await openAt(membershipId, by)).toBe(0);
      expect((await end(membershipId, by)).data.endSessions).toBe(0);
    }
    const audit = await world.sql(`select company_id from audit_entry where action = 'endSessions'`);
    expect(audit).toEqual(Array(3).fill({ company_id: world.globex.id }));
  });

  test('[S49] several people at once, each in the audit log', async () => {
    const by = await world.signIn('admin@northwind.example');
    const people = [await signIn('user@globex.example', 'One'), await signIn('admin@globex.example', 'Two')];
    const ids = [world.globex.user.membershipId, world.globex.admin.membershipId];
    const before = await world.sql(`select from audit_entry where action = 'endSessions'`);
    expect((await end([...ids, ...ids], by)).data.endSessions).toBeGreaterThanOrEqual(2);
    expect(await Promise.all(people.map(works))).toEqual([false, false]);
    const after = await world.sql(`select from audit_entry where action = 'endSessions'`);
    expect(after.length - before.length).toBe(2);
  });

  test('[S49] asks for one’s own password, and slows guessing it down, in this session only', async () => {
    const email = 'admin@northwind.example';
    const [by, elsewhere] = [await world.signIn(email), await world.signIn(email)];
    const theirs = await signIn('user@globex.example', 'Theirs');
    const { membershipId } = world.globex.user;
    for (let i = 0; i < 5; i += 1)
      expect(pathOf(await end(membershipId, by, 'not the password'))).toEqual(['password']);
    expect((await end(membershipId, by)).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect(await works(theirs)).toBe(true);
    expect((await end(membershipId, elsewhere)).data.endSessions).toBeGreaterThan(0);
    app.clock.forward(60_000);
    expect((await end(membershipId, by)).errors).toBeUndefined();
    app.clock.set('2026-10-01T09:00:00Z');
  });

  test('[S10] is not for others’ people, nor for one of them among one’s own, and not for one’s own sessions', async () => {
    const theirs = await world.signIn('user@initech.example');
    const { membershipId } = world.initech.user;
    for (const email of ['admin@globex.example', 'admin@northwind.example'])
      for (const ids of [[membershipId], [world.globex.user.membershipId, membershipId]])
        expect((await end(ids, await world.signIn(email))).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const user = await end(membershipId, await world.signIn('user@globex.example'));
    expect(user.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await end(membershipId)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const own = await end(world.initech.admin.membershipId, await world.signIn('admin@initech.example'));
    expect(own.errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await works(theirs)).toBe(true);
  });

  test('[S22] an end user learns of nobody where they are signed in', async () => {
    const { data } = await app.ask(
      '{ endUsers { nodes { openSessions } } }',
      {},
      await world.signIn('user@globex.example'),
    );
    expect(JSON.stringify(data ?? null)).not.toMatch(/"openSessions":\d/);
  });
});

describe('endOtherSessions', () => {
  const endOthers = (token?: string, password = PASSWORD) =>
    app.ask<{ endOtherSessions: number }>(
      'mutation ($input: EndOtherSessionsInput!) { endOtherSessions(input: $input) }',
      { input: { password } },
      token,
    );

  test('[S49] ends all but the present one, for the password, and nobody else’s', async () => {
    const [mine, other, theirs] = [
      await signIn('user@acme.example', 'Mine'),
      await signIn('user@acme.example', 'Other'),
      await signIn('admin@acme.example', 'Theirs'),
    ];
    expect(pathOf(await endOthers(mine, 'not the password'))).toEqual(['password']);
    expect((await sessionsOf(other)).totalCount).toBeGreaterThan(1);
    const { totalCount } = await sessionsOf(mine);
    expect((await endOthers(mine)).data.endOtherSessions).toBe(totalCount - 1);
    expect((await sessionsOf(mine)).nodes.map(({ userAgent }) => userAgent)).toEqual(['Mine']);
    for (const [token, code] of [
      [other, 'UNAUTHENTICATED'],
      [theirs, undefined],
    ] as const)
      expect((await app.ask('{ viewer { id } }', {}, token)).errors?.[0]?.extensions.code).toBe(code);
    expect((await endOthers(mine)).data.endOtherSessions).toBe(0);
    expect((await endOthers()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
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

  test('[S49] needs the password for another session, and not for the present one', async () => {
    const mine = await signIn('admin@acme.example', 'Mine');
    await signIn('admin@acme.example', 'Elsewhere');
    const { nodes } = await sessionsOf(mine);
    const elsewhere = nodes.find(({ userAgent }) => userAgent === 'Elsewhere')?.id ?? '';
    expect(pathOf(await revoke(elsewhere, mine, null))).toEqual(['password']);
    expect(pathOf(await revoke(elsewhere, mine, 'not the password'))).toEqual(['password']);
    expect((await sessionsOf(mine)).nodes.map(({ id }) => id)).toContain(elsewhere);
    const current = nodes.find((session) => session.current)?.id ?? '';
    await revoke(current, mine, null);
    expect((await app.ask('{ viewer { id } }', {}, mine)).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
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
