import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVING_ROLES } from '../../../kernel/protection.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Entry {
  action: string;
  actorName: string;
  refusal: string | null;
  subjectType: string;
}
async function entries(token: string, filter: object): Promise<Entry[]> {
  await app.app.services.security.flush();
  const { data, errors } = await app.ask<{ auditEntries: { nodes: Entry[] } }>(
    `query ($f: AuditEntryFilter) { auditEntries(filter: $f) { nodes { action actorName refusal subjectType } } }`,
    { f: filter },
    token,
  );
  expect(errors).toBeUndefined();
  return data.auditEntries.nodes;
}
const signIn = (email: string, from: string) =>
  app.ask(
    'mutation ($e: String!) { signIn(email: $e, password: "wrong-password") { accessToken } }',
    { e: email },
    undefined,
    { 'x-forwarded-for': from },
  );

/** After the clock has moved further than a token lasts. */
async function signInAgain(): Promise<void> {
  const all = [world.initech.admin, world.globex.admin, world.contoso.admin, world.platform.staff];
  const emails = [
    'admin@initech.example',
    'admin@globex.example',
    'admin@contoso.example',
    'staff@xe2.example',
  ];
  for (const [i, who] of all.entries()) who.token = await world.signIn(emails[i] as string);
}

describe('[D9] [S82] the audit log', () => {
  test('tells of what was refused to people beside what they did, once in an hour', async () => {
    const publish =
      'mutation { publishAgreement(input: { version: "9", title: "t", summary: "s", text: "t" }) { id } }';
    for (let i = 0; i < 3; i += 1) await app.ask(publish, {}, world.initech.admin.token);
    for (let i = 0; i < 2; i += 1) await signIn('user@initech.example', '198.51.100.7');
    const found = await entries(world.initech.admin.token, { refused: true });
    expect(found).toEqual(
      expect.arrayContaining([
        {
          action: 'publishAgreement',
          actorName: 'Ada initech.example',
          refusal: 'FORBIDDEN',
          subjectType: 'SecurityEvent',
        },
        {
          action: 'signIn',
          actorName: expect.stringMatching(/^Somebody as /),
          refusal: 'SIGN_IN_FAILED',
          subjectType: 'SecurityEvent',
        },
      ]),
    );
    expect(found).toHaveLength(2);
    app.clock.forward(60_000);
    await app.ask(publish, {}, world.initech.admin.token);
    expect(await entries(world.initech.admin.token, { refused: true })).toHaveLength(2);
    app.clock.forward(3_600_000);
    await signIn('user@initech.example', '198.51.100.7');
    await signInAgain();
    expect(await entries(world.initech.admin.token, { refused: true })).toHaveLength(3);
  });

  test('[S17] keeps it to their own tenants, and apart from what was done', async () => {
    expect(await entries(world.globex.admin.token, { refused: true })).toEqual([]);
    expect(await entries(world.contoso.admin.token, { refused: true })).toHaveLength(3);
    const done = await entries(world.initech.admin.token, { refused: false });
    expect(done.every(({ refusal }) => refusal === null)).toBe(true);
    expect(done.map(({ action }) => action)).toContain('signIn');
    expect(await entries(world.initech.admin.token, { subjectType: 'SecurityEvent' })).toHaveLength(3);
    expect(
      (await entries(world.initech.admin.token, { subjectType: 'Session' })).map(({ action }) => action),
    ).toContain('signIn');
  });

  test('is not filled by who tries often, from wherever, nor by strangers', async () => {
    for (let i = 0; i < 40; i += 1) {
      app.app.services.security.note({
        kind: 'SIGN_IN_FAILED',
        what: 'signIn',
        personId: world.acme.admin.personId,
        address: `198.51.${i}.1`,
        requestId: 'r',
      });
      app.app.services.security.note({
        kind: 'SIGN_IN_FAILED',
        what: 'signIn',
        address: `198.51.${i}.2`,
        requestId: 'r',
      });
    }
    expect(
      await entries(world.platform.staff.token, { refused: true, companyId: world.acme.id }),
    ).toHaveLength(10);
    const strangers = await world.sql(
      'select from audit_entry where refusal is not null and actor_membership_id is null',
    );
    expect(strangers).toEqual([]);
  });

  test('[S81] is read and added to by the roles that serve, and no more', async () => {
    const held = await world.sql<{ role: string; privilege: string }>(
      `select r.role, p.privilege from unnest($1::text[]) r (role),
         unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p (privilege)
         where has_table_privilege(r.role, 'audit_entry', p.privilege)`,
      [[...SERVING_ROLES, 'steward_app', 'steward_jobs']],
    );
    expect(held).toEqual([]);
    const columns = await world.sql<{ role: string; column: string }>(
      `select r.role, c.column_name as "column" from unnest($1::text[]) r (role), information_schema.columns c
         where c.table_schema = 'steward' and c.table_name = 'audit_entry'
           and has_column_privilege(r.role, 'audit_entry', c.column_name::text, 'UPDATE') order by 1, 2`,
      [[...SERVING_ROLES, 'steward_app', 'steward_jobs']],
    );
    // Whoever chains gives an entry its place, which the trigger lets happen once.
    expect(columns).toEqual(
      ['hash', 'position', 'previous_hash'].map((column) => ({ role: 'steward_worker', column })),
    );
  });
});
