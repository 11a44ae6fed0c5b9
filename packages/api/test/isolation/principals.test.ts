import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SessionCredentials } from '../../src/kernel/actor.ts';
import type { Scope } from '../../src/kernel/scope.ts';
import { type Access, allTables, columnOf, type TableDefinition } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { fillEveryTable, tenantsOf } from './rows.ts';

/**
 * What narrows a principal, shown in PostgreSQL alone: everybody here keeps every permission of their level, so that the verbs
 * would let them through, and works with plain SQL in their own scope.
 */
let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await fillEveryTable(world, tenantsOf(world));
});
afterAll(() => app.close());

const inScopeOf = async <T>(token: string, work: (scope: Scope) => Promise<T>): Promise<T> => {
  const who = (await app.app.services.tokens.verify(token)) as SessionCredentials;
  return app.app.scopes.run(who, { requestId: 'principals' }, work);
};
const REFUSED = { code: '42501' };

type Rows = Record<string, string[]>;
const readBy = (role: keyof Access) => allTables().filter(({ options }) => options.may[role]?.includes('s'));
/** The ids of the rows of each table that whoever has this token reads. */
const rowsOf = (token: string, tables: readonly TableDefinition[]): Promise<Rows> =>
  inScopeOf(token, async (scope) => {
    const found: Rows = {};
    for (const { table } of tables) {
      const rows = await scope.sql<{ id: string }>(`select id from ${table} order by id`);
      found[table] = rows.map(({ id }) => id);
    }
    return found;
  });
const copyOf = async (table: string, condition: string): Promise<{ names: string; row: string }> => {
  const [found] = await world.sql<{ row: object }>(
    `select to_jsonb(t) as row from ${table} t where ${condition} limit 1`,
  );
  const columns = await world.sql<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute where attrelid = 'steward.${table}'::regclass and attnum > 0
       and not attisdropped and attgenerated = ''`,
  );
  return {
    names: columns.map(({ name }) => name).join(', '),
    row: JSON.stringify({ ...found?.row, id: newId() }),
  };
};
/** Adds a row like one that is there. */
const addLike = async (token: string, table: string, condition: string): Promise<unknown> => {
  const { names, row } = await copyOf(table, condition);
  return inScopeOf(token, (scope) =>
    scope.sql(
      `insert into ${table} (${names}) select ${names} from json_populate_record(null::${table}, $1)`,
      [row],
    ),
  );
};

describe('[S38] a session that waits for a second factor', () => {
  test.each([
    ['platform', 'staff'],
    ['reseller', 'northwind'],
    ['company', 'globex'],
    ['endUser', 'user'],
  ] as const)('reaches no row of any table at the level %s, and changes none', async (role, who) => {
    const { personId, email } = {
      staff: world.platform.staff,
      northwind: world.northwind.admin,
      globex: world.globex.admin,
      user: world.globex.user,
    }[who];
    await world.signIn(email);
    const [waiting] = await world.sql<SessionCredentials>(
      `update session s set awaits = 'FACTOR' from membership m join role r on r.id = m.role_id
         where m.id = s.membership_id and s.id = (select max(id::text)::uuid from session where person_id = $1)
         returning s.id as "sessionId", m.id as "membershipId", m.level, r.id as "roleId", r.version as "roleVersion", s.awaits`,
      [personId],
    );
    const token = await app.app.services.tokens.issue(waiting as SessionCredentials);
    const rows = await rowsOf(token, readBy(role));
    // What is the person's own, and no tenant's; and what is published to the world.
    const OWN = ['session', 'person', 'factor', 'recovery_code', 'agreement'];
    for (const [table, ids] of Object.entries(rows)) if (!OWN.includes(table)) expect(ids, table).toEqual([]);
    expect(rows.session).not.toEqual([]);
    for (const { table, options } of allTables()) {
      if (OWN.includes(table) || !options.may[role]?.includes('u')) continue;
      const [column] = options.changes?.[role] ?? ['id'];
      const changed = await inScopeOf(token, (scope) =>
        scope.sql(
          `update ${table} set ${columnOf(column as string)} = ${columnOf(column as string)} returning id`,
        ),
      );
      expect(changed, table).toEqual([]);
    }
    // It is one that the database knows to be waiting: without the claim the token is outdated, and so is a claim too many.
    const without = await app.app.services.tokens.issue({ ...(waiting as SessionCredentials), awaits: null });
    await expect(inScopeOf(without, async () => undefined)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await world.sql('update session set awaits = null where id = $1', [waiting?.sessionId]);
    await expect(inScopeOf(token, async () => undefined)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

/** What the platform tells everyone, whatever their role is about. */
const TOLD_TO_ALL: readonly string[] = ['processor_change', 'sub_processor'];

describe('[T6] a role that has permissions in some areas only', () => {
  let all: Rows;
  let token: string;

  beforeAll(async () => {
    const { id, admin, resellerId } = world.globex;
    all = await rowsOf(admin.token, readBy('company'));
    const roleId = newId();
    await world.sql(
      `insert into role (id, level, reseller_id, company_id, name, permissions, areas)
       select $1, level, $2, $3, 'Reception', permissions, '{directory}' from role where level = 'COMPANY' and kind = 'OWNER'`,
      [roleId, resellerId, id],
    );
    await world.sql('update membership set role_id = $1 where id = $2', [roleId, admin.membershipId]);
    token = await world.signIn(admin.email);
  });
  afterAll(() =>
    world.sql(
      `update membership set role_id = (select id from role where level = 'COMPANY' and kind = 'OWNER') where id = $1`,
      [world.globex.admin.membershipId],
    ),
  );

  test('reads the rows of its areas and of what all need, and no others', async () => {
    const rows = await rowsOf(token, readBy('company'));
    for (const { table, options } of readBy('company')) {
      // Its own session and role are others now.
      if (table === 'session' || table === 'role' || TOLD_TO_ALL.includes(table)) continue;
      const open = options.area === 'directory' || options.area === 'reference';
      expect(rows[table], table).toEqual(open ? all[table] : []);
      if (options.tenant !== 'none') expect(all[table], table).not.toEqual([]);
    }
  });

  test('changes and adds none of the others, but notes what it does', async () => {
    const mine = `company_id = '${world.globex.id}'`;
    const changed = await inScopeOf(token, (scope) =>
      scope.sql('update subscription set quantity = quantity returning id'),
    );
    expect(changed).toEqual([]);
    await expect(addLike(token, 'provisioning_job', mine)).rejects.toMatchObject(REFUSED);
    await expect(addLike(token, 'checkout', mine)).rejects.toMatchObject(REFUSED);
    await inScopeOf(token, (scope) => scope.sql('update domain set name = name'));
    await addLike(token, 'mail', mine);
  });

  test('is not refused by the verbs: there is simply nothing', async () => {
    const { data, errors } = await app.ask<Record<string, { totalCount: number }>>(
      '{ invoices { totalCount } subscriptions { totalCount } endUsers { totalCount } }',
      {},
      token,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      invoices: { totalCount: 0 },
      subscriptions: { totalCount: 0 },
      endUsers: { totalCount: all.end_user?.length },
    });
  });
});

describe.each([
  ['platform', () => world.platform.staff],
  ['reseller', () => world.northwind.admin],
  ['company', () => world.globex.admin],
] as const)('[T6] a role of the %s that manages nothing', (level, who) => {
  let token: string;

  beforeAll(async () => {
    const { membershipId, email } = who();
    const roleId = newId();
    await world.sql(
      `insert into role (id, level, reseller_id, company_id, name, permissions, manages)
       select $1, r.level, m.reseller_id, m.company_id, 'Onlooker', r.permissions, '{}'
         from membership m join role r on r.id = m.role_id where m.id = $2`,
      [roleId, membershipId],
    );
    await world.sql('update membership set role_id = $1 where id = $2', [roleId, membershipId]);
    token = await world.signIn(email);
  });
  afterAll(() =>
    world.sql(
      `update membership m set role_id = (select id from role r where r.level = m.level and r.kind = 'OWNER') where id = $1`,
      [who().membershipId],
    ),
  );

  test('reads every table of its level and changes rows of none, whatever its permissions', async () => {
    const rows = await rowsOf(token, readBy(level));
    const changed: Record<string, unknown[]> = {};
    for (const { table, options } of allTables()) {
      if (options.managedIn === 'own' || !options.may[level]?.includes('u')) continue;
      const [column] = options.changes?.[level] ?? ['id'];
      const name = columnOf(column ?? 'id');
      const touched = await inScopeOf(token, (scope) =>
        scope.sql(`update ${table} set ${name} = ${name} returning 1`),
      );
      if (touched.length) changed[table] = touched;
    }
    expect(changed).toEqual({});
    expect(Object.values(rows).flat()).not.toEqual([]);
  });

  test('adds none either', async () => {
    const { id, resellerId } = world.globex;
    for (const [table, condition] of [
      ['domain', `company_id = '${id}'`],
      ['subscription', `company_id = '${id}'`],
    ] as const)
      await expect(addLike(token, table, condition), `${table} ${resellerId}`).rejects.toMatchObject(REFUSED);
  });
});

/** A bank account, an exchange, or what people said to somebody, is its holder's alone: of a reseller's the platform reads nothing. */
const HOLDERS_ALONE: readonly string[] = [
  'bank_booking',
  'bank_columns',
  'bank_entry',
  'bank_statement',
  'call_import',
  'call_source',
  'call_staged',
  'campaign',
  'campaign_recipient',
  'consent_entry',
  'contact',
  'enquiry',
  'enquiry_form',
  'rerating',
  'rerating_line',
  'rerating_note',
  'suppression',
  'usage_import',
  'usage_staged',
];

describe('[T6] staff who are given some resellers only', () => {
  const staff = () => world.platform.staff;
  const reach = async (mode: 'ALL' | 'ONLY' | 'EXCEPT', ...resellers: string[]): Promise<void> => {
    const { membershipId } = staff();
    await world.sql('update membership set reach = $1 where id = $2', [mode, membershipId]);
    await world.sql('delete from membership_reach where membership_id = $1', [membershipId]);
    await world.sql(
      'insert into membership_reach (membership_id, reseller_id) select $1, unnest($2::uuid[])',
      [membershipId, resellers],
    );
  };
  afterAll(() => reach('ALL'));

  const tables = () => readBy('platform').filter(({ options }) => options.tenant !== 'none');
  const resellersIn = async (rows: Rows): Promise<Map<string, Set<string>>> => {
    const found = new Map<string, Set<string>>();
    for (const { table, options } of tables()) {
      if (options.tenant === 'none') continue;
      const read = await world.sql<{ reseller: string }>(
        `select distinct ${options.tenant.reseller} as reseller from ${table} where id = any($1)
           and ${options.tenant.reseller} is not null`,
        [rows[table]],
      );
      found.set(table, new Set(read.map(({ reseller }) => reseller)));
    }
    return found;
  };

  test('read theirs, and of the platform no more than themselves', async () => {
    await reach('ONLY', world.northwind.id);
    for (const [table, resellers] of await resellersIn(await rowsOf(staff().token, tables()))) {
      const toAll = TOLD_TO_ALL.includes(table) || table === 'reseller' || table === 'membership';
      const also = toAll ? [world.platform.id] : [];
      const theirs = HOLDERS_ALONE.includes(table) ? [] : [world.northwind.id];
      expect(resellers, table).toEqual(new Set([...theirs, ...also]));
    }
  });

  test('or all others', async () => {
    await reach('EXCEPT', world.northwind.id);
    for (const [table, resellers] of await resellersIn(await rowsOf(staff().token, tables()))) {
      const theirs = HOLDERS_ALONE.includes(table) ? [] : [world.contoso.id];
      // What the platform's own customers' people said to their company is that company's, too.
      const own = table === 'consent_entry' ? [] : [world.platform.id];
      expect(resellers, table).toEqual(new Set([...theirs, ...own]));
    }
  });

  test('change, add and move nothing elsewhere', async () => {
    await reach('ONLY', world.northwind.id);
    const { token } = staff();
    const elsewhere = [world.contoso.id];
    const changed = await inScopeOf(token, (scope) =>
      scope.sql('update company set phone = phone where reseller_id = any($1) returning id', [elsewhere]),
    );
    expect(changed).toEqual([]);
    await expect(addLike(token, 'subscription', `reseller_id = '${elsewhere[0]}'`)).rejects.toMatchObject(
      REFUSED,
    );
    await expect(
      inScopeOf(token, (scope) =>
        scope.sql('update invoice_series set reseller_id = $1 where reseller_id = $2', [
          world.contoso.id,
          world.northwind.id,
        ]),
      ),
    ).rejects.toMatchObject(REFUSED);
  });
});

describe('[T3] a company that has closed an area to its reseller', () => {
  beforeAll(() =>
    world.sql(
      `insert into closed_area (reseller_id, company_id, area, access) values ($1, $2, 'billing', 'NONE')`,
      [world.northwind.id, world.globex.id],
    ),
  );
  afterAll(() => world.sql('delete from closed_area'));

  test('is not read there, nor written, and everything else is', async () => {
    const { token } = world.northwind.admin;
    const rows = await rowsOf(token, readBy('reseller'));
    for (const { table, options } of readBy('reseller')) {
      if (options.tenant === 'none' || !options.tenant.company) continue;
      const [{ count } = { count: 0 }] = await world.sql<{ count: number }>(
        `select count(*)::int as count from ${table} where ${options.tenant.company} = $1 and id = any($2)`,
        [world.globex.id, rows[table]],
      );
      // What it has issued itself it keeps: they are its books.
      // What people said to their company was never its reseller's to read.
      if (table === 'consent_entry' || (options.area === 'billing' && !options.kept))
        expect(count, table).toBe(0);
      else expect(count, table).toBeGreaterThan(0);
    }
    await expect(addLike(token, 'checkout', `company_id = '${world.globex.id}'`)).rejects.toMatchObject(
      REFUSED,
    );
    const changed = (table: string) =>
      inScopeOf(token, (scope) =>
        scope.sql(`update ${table} set paid_minor = paid_minor where company_id = $1 returning issuer_id`, [
          world.globex.id,
        ]),
      );
    const books = await changed('invoice');
    expect(books).not.toEqual([]);
    expect(new Set(books.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ issuer_id: world.northwind.id })]),
    );
  });

  test('may let it look there without changing anything', async () => {
    const { token } = world.northwind.admin;
    await world.sql(`update closed_area set access = 'VIEW'`);
    const rows = await rowsOf(token, readBy('reseller'));
    expect(rows.checkout?.length).toBeGreaterThan(0);
    const ofGlobex = await inScopeOf(token, (scope) =>
      scope.sql('select id from checkout where company_id = $1', [world.globex.id]),
    );
    expect(ofGlobex).not.toEqual([]);
    const changed = await inScopeOf(token, (scope) =>
      scope.sql('update checkout set url = url where company_id = $1 returning id', [world.globex.id]),
    );
    expect(changed).toEqual([]);
    await expect(addLike(token, 'checkout', `company_id = '${world.globex.id}'`)).rejects.toMatchObject(
      REFUSED,
    );
    await world.sql(`update closed_area set access = 'NONE'`);
  });

  test('sees itself as before, and so do staff', async () => {
    for (const token of [world.globex.admin.token, world.platform.staff.token]) {
      const rows = await inScopeOf(token, (scope) =>
        scope.sql('select id from invoice where company_id = $1', [world.globex.id]),
      );
      expect(rows).not.toEqual([]);
    }
  });
});

test('[T4] a membership ends by itself', async () => {
  const { membershipId, token } = world.initech.admin;
  const viewer = () => app.ask('{ viewer { id } }', {}, token);
  const ends = (at: string | null) =>
    world.sql('update membership set ends_at = $1 where id = $2', [at, membershipId]);
  const now = app.clock.now().getTime();
  await ends(new Date(now + 60_000).toISOString());
  expect((await viewer()).errors).toBeUndefined();
  await ends(new Date(now).toISOString());
  expect((await viewer()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  await ends(null);
});
