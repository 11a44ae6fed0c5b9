import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../../kernel/log.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;
const logged: string[] = [];

beforeAll(async () => {
  app = await startTestApp({ log: createLog('info', { write: (line) => void logged.push(line) }) });
  world = await createWorld(app);
});
afterAll(() => app.close());

const SIGN_IN = 'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { accessToken } }';
const tryToSignIn = (e: string, from: string) =>
  app.ask(SIGN_IN, { e, p: 'wrong-password' }, undefined, { 'x-forwarded-for': from });

interface Seen {
  kind: string;
  what: string;
  times: number;
  network: string;
  personName: string;
  personId: string | null;
}
async function seenBy(token: string, kind: string): Promise<Seen[]> {
  await app.app.services.security.flush();
  const { data, errors } = await app.ask<{ securityEvents: { nodes: Seen[] } }>(
    `query ($f: SecurityEventFilter) { securityEvents(filter: $f) { nodes {
       kind what times network personName personId reseller { name } company { name } } } }`,
    { f: { kind } },
    token,
  );
  expect(errors).toBeUndefined();
  return data.securityEvents.nodes;
}

test('[S82] failed sign-ins are told to the administrators of whom they were for, with where they came from', async () => {
  for (let i = 0; i < 3; i += 1) await tryToSignIn('user@globex.example', '198.51.100.7');
  await tryToSignIn('nobody@nowhere.example', '198.51.100.8');
  const ofUma = {
    kind: 'SIGN_IN_FAILED',
    what: 'signIn',
    times: 3,
    network: '198.51.100.7',
    personName: 'Ada globex.example',
    personId: world.globex.user.personId,
  };
  for (const { token } of [world.globex.admin, world.northwind.admin])
    expect(await seenBy(token, 'SIGN_IN_FAILED')).toEqual([expect.objectContaining(ofUma)]);
  for (const { token } of [world.initech.admin, world.contoso.admin, world.acme.admin])
    expect(await seenBy(token, 'SIGN_IN_FAILED')).toEqual([]);
  expect(await seenBy(world.platform.staff.token, 'SIGN_IN_FAILED')).toEqual(
    expect.arrayContaining([
      expect.objectContaining(ofUma),
      expect.objectContaining({ times: 1, network: '198.51.100.8', personId: null, personName: '' }),
    ]),
  );
  const refused = await app.ask('{ securityEvents { totalCount } }', {}, world.globex.user.token);
  expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('[S82] they are found by person and by day, and by a person of another tenant nothing is', async () => {
  const count = async (filter: object, token = world.globex.admin.token) => {
    const { data } = await app.ask<{ securityEvents: { totalCount: number } }>(
      'query ($f: SecurityEventFilter) { securityEvents(filter: $f) { totalCount } }',
      { f: { kind: 'SIGN_IN_FAILED', ...filter } },
      token,
    );
    return data.securityEvents.totalCount;
  };
  const [{ id: membershipId } = { id: '' }] = await world.sql<{ id: string }>(
    'select membership_id as id from security_event where person_id = $1',
    [world.globex.user.personId],
  );
  expect(await count({ membershipId })).toBe(1);
  expect(await count({ membershipId: world.globex.admin.membershipId, to: '2026-09-30' })).toBe(0);
  expect(await count({ from: '2026-10-01', to: '2026-10-01' })).toBe(1);
  expect(await count({ to: '2026-09-30' })).toBe(0);
  expect(await count({ membershipId }, world.initech.admin.token)).toBe(0);
  expect(await count({ companyId: world.globex.id }, world.contoso.admin.token)).toBe(0);
});

test('[S82] so are refusals, limits and refresh tokens that were used before', async () => {
  // Under the name of the field, whatever the caller calls it.
  const publish =
    'mutation { mine: publishAgreement(input: { version: "9", title: "t", summary: "s", text: "t" }) { id } }';
  for (let i = 0; i < 2; i += 1) await app.ask(publish, {}, world.initech.admin.token);
  const [forbidden] = await seenBy(world.initech.admin.token, 'FORBIDDEN');
  expect(forbidden).toMatchObject({
    what: 'publishAgreement',
    times: 2,
    personId: world.initech.admin.personId,
  });

  for (let i = 0; i < 7; i += 1) await tryToSignIn('admin@acme.example', '198.51.100.9');
  const limits = await seenBy(world.platform.staff.token, 'RATE_LIMITED');
  expect(limits).toEqual([expect.objectContaining({ what: 'signIn', network: '198.51.100.9', times: 2 })]);

  const refresh = (cookie: string, from = '198.51.100.10') =>
    app.ask('mutation { refreshSession { accessToken } }', {}, undefined, {
      cookie,
      'x-forwarded-for': from,
    });
  const { cookies } = await app.ask(SIGN_IN, { e: 'admin@contoso.example', p: PASSWORD });
  const stolen = cookies[0]?.split(';')[0] ?? '';
  await refresh((await refresh(stolen)).cookies[0]?.split(';')[0] ?? '');
  app.clock.forward(60_000);
  await refresh(stolen, '203.0.113.66');
  expect(await seenBy(await world.signIn('admin@contoso.example'), 'TOKEN_REUSED')).toEqual([
    expect.objectContaining({
      what: 'refreshSession',
      personId: world.contoso.admin.personId,
      network: '203.0.113.66',
    }),
  ]);
});

test('[S82] [S83] the log has a line for many of a kind, and names nobody but by id', () => {
  const lines = logged.filter((line) => line.includes('security event'));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.length).toBeLessThan(12);
  expect(lines.some((line) => line.includes(world.globex.user.personId))).toBe(true);
  expect(lines.join()).not.toMatch(/198\.51\.100|@|globex/);
});

test('[S82] trying very often fills nothing', async () => {
  const before = await world.sql('select from security_event');
  const { security } = app.app.services;
  for (let i = 0; i < 20_000; i += 1)
    security.note({
      kind: 'SIGN_IN_FAILED',
      what: 'signIn',
      address: `10.${i % 250}.${Math.floor(i / 250)}.1`,
      requestId: 'r',
    });
  await security.flush();
  const after = await world.sql<{ times: number }>('select times from security_event where request_id = $1', [
    'r',
  ]);
  expect(after.length).toBeLessThanOrEqual(201);
  expect(after.reduce((sum, { times }) => sum + times, 0)).toBe(20_000);
  expect(before.length).toBeLessThan(20);
});
