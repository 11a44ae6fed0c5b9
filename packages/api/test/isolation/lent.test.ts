import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features } from '../../src/app.ts';
import { supportOf } from '../../src/features/trust/support/factory.ts';
import type { SessionCredentials } from '../../src/kernel/actor.ts';
import { AREAS } from '../../src/kernel/area.ts';
import { allPermissions } from '../../src/kernel/permission.ts';
import type { Scope } from '../../src/kernel/scope.ts';
import { allTables } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { fillEveryTable, tenantsOf } from './rows.ts';

/**
 * Somebody whom a company has let in to look and change everywhere: as much as a grant can give. What they can never change is
 * tried in PostgreSQL alone and by the verbs. [S18]
 */
let app: TestApp;
let world: World;
let inside: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await fillEveryTable(world, tenantsOf(world));
  await world.sql(`delete from support_view`);
  await world.sql(`delete from support_grant`);
  const support = supportOf(app, world);
  ({ token: inside } = await support.letIn(
    { companyId: world.globex.id, areas: AREAS, mode: 'MANAGE', minutes: 60 },
    world.northwind.admin.token,
    world.globex.admin.token,
  ));
});
afterAll(() => app.close());

const inScope = async <T>(work: (scope: Scope) => Promise<T>): Promise<T> => {
  const who = (await app.app.services.tokens.verify(inside)) as SessionCredentials;
  return app.app.scopes.run(who, { requestId: 'lent' }, work);
};

/** Factors, roles, agreements, grants, and what keeps areas closed: nothing of it is theirs to write. */
const NEVER = [
  'agreement',
  'agreement_acceptance',
  'authority_disclosure',
  'authority_disclosure_person',
  'campaign',
  'campaign_recipient',
  'closed_area',
  'company_move',
  'consent_entry',
  'consent_purpose',
  'consent_text',
  'contact',
  'departure',
  'email_change',
  'enquiry_form',
  'factor',
  'password_reset',
  'person',
  'processor_objection',
  'recovery_code',
  'role',
  'support_grant',
  'support_rule',
  'support_view',
  'suppression',
  'suppression_key',
];

describe('[S18] whoever is in for support, to look and change everywhere', () => {
  test.each(NEVER)('changes and removes nothing in %s', async (table) => {
    const [row] = await world.sql<{ column: string }>(
      `select attname as column from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and attname <> 'id'
         and not attisdropped and attgenerated = '' order by attnum`,
      [`steward.${table}`],
    );
    for (const statement of [
      `update ${table} set "${row?.column}" = "${row?.column}" returning id`,
      `update ${table} set stage = stage returning id`,
      `delete from ${table} returning id`,
    ]) {
      const changed = await inScope((scope) => scope.sql(statement)).catch((error) => error.code);
      expect([[], '42501', '42703'], `${statement}: ${JSON.stringify(changed)}`).toContainEqual(changed);
    }
  });

  test('every table of which that is said is among those', () => {
    const said = allTables().flatMap(({ table, options }) => (options.ownRight ? [table] : []));
    expect(NEVER).toEqual(expect.arrayContaining(said));
  });

  test('changes end users, and nobody who looks after the company', async () => {
    const changed = await inScope((scope) =>
      scope.sql<{ level: string }>('update membership set last_name = last_name returning level'),
    );
    expect(new Set(changed.map(({ level }) => level))).toEqual(new Set(['END_USER']));
    await expect(
      inScope((scope) =>
        scope.sql(
          `insert into membership (id, level, reseller_id, company_id, first_name, last_name, email, status, created_at)
             select uuidv7(), 'COMPANY', reseller_id, id, 'A', 'B', 'a@b.example', 'INVITED', $1 from company limit 1`,
          [app.clock.now()],
        ),
      ),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|STATE)$/) });
    await expect(
      inScope((scope) => scope.sql('update company set agreement_accepted_at = $1', [app.clock.now()])),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('ends no session but the one they are in', async () => {
    const ended = await inScope(async (scope) => {
      const rows = await scope.sql('update session set ended_at = ended_at returning id');
      return { rows, own: scope.actor.kind === 'member' && scope.actor.sessionId };
    });
    expect(ended.rows).toEqual([{ id: ended.own }]);
  });

  test('manages no rows of data protection and settings', async () => {
    const [row] = await inScope((scope) =>
      scope.sql<{ seen: string | null; managed: string | null; directory: string | null }>(
        `select reached('company_id', 'privacy') as seen, coalesce(managed('company_id', 'privacy'), managed('company_id', 'settings')) as managed,
           managed('company_id', 'directory') as directory`,
      ),
    );
    expect(row).toEqual({ seen: world.globex.id, managed: null, directory: world.globex.id });
  });

  test('has no permission that is held in one’s own right only, nor one to write about data protection and settings', async () => {
    const { data } = await app.ask<{ viewer: { permissions: string[] } }>(
      '{ viewer { permissions } }',
      {},
      inside,
    );
    const wrong = [...allPermissions()].filter(
      ([word, { lent, area }]) =>
        data.viewer.permissions.includes(word) &&
        (lent === false || (['privacy', 'settings'].includes(area) && !word.endsWith('_READ'))),
    );
    expect(wrong).toEqual([]);
    for (const word of ['MEMBERSHIP_WRITE', 'SESSION_OWN', 'AGREEMENT_ACCEPT', 'SUPPORT_DECIDE'])
      expect(data.viewer.permissions).not.toContain(word);
    expect(data.viewer.permissions).toEqual(expect.arrayContaining(['END_USER_WRITE', 'SUPPORT_END']));
  });

  test('may do of what is for everybody signed in only to sign out', () => {
    const open = features
      .flatMap(({ verbs = [] }) => verbs.map((what) => ('verb' in what ? what.verb : what)))
      .filter(({ permission, lent }) => ['member', 'unproved'].includes(permission) && lent)
      .map(({ name }) => name);
    expect(open).toEqual(['signOut']);
  });
});
