import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEALER } from '../../src/kernel/actor.ts';
import { KEEPER } from '../../src/kernel/forgetting.ts';
import { rowCondition, SERVING_ROLES } from '../../src/kernel/protection.ts';
import { allTables, columnOf, type TableDefinition } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { personOf, ROLES, type Role, reachable } from './reach.ts';
import { fillEveryTable, type Tenant, tenantsOf } from './rows.ts';

let app: TestApp;
let world: World;
let tenants: Tenant[];
/** The serving login: what the API's pool connects with. */
let client: pg.Client;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  tenants = tenantsOf(world);
  await fillEveryTable(world, tenants);
  client = new pg.Client({ connectionString: app.database.appUrl, options: '-c search_path=steward' });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await app.close();
});

const TENANT_ROLES = ['reseller', 'company', 'endUser', 'worker'] as const;
const TABLES = allTables();
const CASES = TABLES.map((definition) => [definition.table, definition] as const);

/** What may be read with no scope at all, and why. */
const PUBLIC: Record<string, string> = {
  agreement: 'a published text, shown to whoever opens an invitation',
};

/** Runs the work in a transaction of the serving login as this role, and leaves nothing behind. */
async function as<T>(role: Role, tenant: Tenant | undefined, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    if (tenant) {
      const person = personOf(role, tenant);
      const nobody = role === 'worker' ? '00000000-0000-0000-0000-000000000000' : null;
      await client.query('select enter($1, $2, $3, $4, $5, $6)', [
        '2026-10-01T09:00:00Z',
        person?.personId ?? nobody,
        person?.membershipId ?? nobody,
        tenant.reseller,
        role === 'company' || role === 'endUser' ? tenant.company : null,
        role === 'endUser' ? tenant.endUser : null,
      ]);
    }
    await client.query(`set local role steward_${columnOf(role)}`);
    return await work();
  } finally {
    await client.query('rollback');
  }
}

/** Rows the statement read or changed, or the SQL state it was refused with. */
async function outcome(text: string, parameters: unknown[] = []): Promise<number | string> {
  await client.query('savepoint tried');
  try {
    return (await client.query(text, parameters)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('rollback to savepoint tried');
  }
}
const REFUSED = '42501';
/** A foreign or unique key holds the row where it is, before or after its policy does. */
const KEYS = ['23503', '23505'];

const may = ({ options }: TableDefinition, role: Role, letter: string): boolean =>
  options.may[role]?.includes(letter) ?? false;
const idsWhere = async (table: string, condition: string): Promise<string[]> =>
  (await world.sql<{ id: string }>(`select id from ${table} where ${condition}`)).map(({ id }) => id);

describe('rows of every tenant stand in every table', () => {
  test.each(CASES)('%s', async (table, definition) => {
    for (const tenant of tenants) {
      const condition =
        definition.options.tenant === 'none' ? 'true' : reachable(definition, 'endUser', tenant);
      expect(
        await idsWhere(table, condition),
        `${tenant.name} has none: see test/isolation/rows.ts`,
      ).not.toEqual([]);
    }
  });
});

describe('[S6] without a scope', () => {
  test.each(CASES)('%s: no role reads or writes a row', async (table, definition) => {
    const [row] = await world.sql<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t limit 1`,
    );
    for (const role of ROLES) {
      await as(role, undefined, async () => {
        const read = await outcome(`select id from ${table}`);
        if (PUBLIC[table] && may(definition, role, 's')) expect(read).toBeGreaterThan(0);
        else expect([0, REFUSED], `${role} reads`).toContain(read);
        expect([0, REFUSED], `${role} changes`).toContain(await outcome(`update ${table} set id = id`));
        expect([0, REFUSED, '55000'], `${role} removes`).toContain(await outcome(`delete from ${table}`));
        expect(await insert(table, { ...row?.row, id: crypto.randomUUID() }), `${role} adds`).toBe(REFUSED);
      });
    }
  });
});

describe('[S1] [S2] [S4] in the scope of one tenant', () => {
  describe.each(TENANT_ROLES)('as %s', (role) => {
    test.each(CASES)('%s: its own rows as far as allowed, and no others', async (table, definition) => {
      for (const tenant of tenants) {
        const condition = reachable(definition, role, tenant);
        const mine = await idsWhere(table, condition);
        const others = await idsWhere(table, `(${condition}) is not true`);
        await as(role, tenant, async () => {
          if (may(definition, role, 's')) {
            const { rows } = await client.query<{ id: string }>(`select id from ${table}`);
            expect(
              rows.map(({ id }) => id).filter((id) => !mine.includes(id)),
              'reads of others',
            ).toEqual([]);
            expect(rows.length, 'reads its own').toBe(mine.length);
          } else expect(await outcome(`select id from ${table}`)).toBe(REFUSED);
          expect([0, REFUSED], 'changes of others').toContain(
            await outcome(`update ${table} set id = id where id = any($1)`, [others]),
          );
          expect([0, REFUSED, '55000'], 'removes of others').toContain(
            await outcome(`delete from ${table} where id = any($1)`, [others]),
          );
          if (
            may(definition, role, 's') &&
            may(definition, role, 'u') &&
            !definition.options.writes?.[role]
          ) {
            const column = columnOf(definition.options.changes?.[role]?.[0] ?? 'id');
            expect(
              await outcome(`update ${table} set "${column}" = "${column}" where id = any($1)`, [mine]),
              'changes its own',
            ).toBe(mine.length);
          }
        });
      }
    });

    test.each(CASES.filter(([, { options }]) => options.tenant !== 'none'))(
      '%s: adds and moves no row to another tenant',
      async (table, definition) => {
        const { tenant: columns } = definition.options;
        if (columns === 'none') return;
        for (const tenant of tenants) {
          for (const other of tenants) {
            if (other === tenant) continue;
            const [foreign] = await rowsOf(table, reachable(definition, 'endUser', other));
            const [mine] = await rowsOf(table, reachable(definition, 'endUser', tenant));
            await as(role, tenant, async () => {
              expect(await insert(table, { ...foreign, id: crypto.randomUUID() }), 'adds to another').toBe(
                REFUSED,
              );
              if (may(definition, role, 'i') && !definition.options.writes?.[role]) {
                expect(await insert(table, { ...mine, id: crypto.randomUUID() }), 'adds to its own').not.toBe(
                  REFUSED,
                );
              }
              for (const [kind, column] of Object.entries(columns) as [keyof Tenant, string][]) {
                const values = [mine?.id, other[kind]];
                expect([0, REFUSED, ...KEYS], `moves by ${column}`).toContain(
                  await outcome(`update ${table} set "${column}" = $2 where id = $1`, values),
                );
              }
            });
          }
        }
      },
    );
  });

  test('a company reaches nothing of another company of its reseller', async () => {
    const [sibling] = await world.sql<{ id: string }>(
      `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, created_at)
       select uuidv7(), reseller_id, 'Sibling Ltd', 'SIBLING', address, status, agreement_version, created_at from company where id = $1 returning id`,
      [world.globex.id],
    );
    const [globex] = tenants as [Tenant];
    await as('company', globex, async () => {
      const { rows } = await client.query<{ id: string }>('select id from company');
      expect(rows).toEqual([{ id: world.globex.id }]);
      expect(await outcome(`update company set phone = '1' where id = $1`, [sibling?.id])).toBe(0);
    });
    await as('endUser', globex, async () => {
      expect((await client.query('select id from end_user')).rows).toEqual([{ id: globex.endUser }]);
    });
    await world.sql('delete from company where id = $1', [sibling?.id]);
  });

  test('a policy that lets everything through would be noticed', async () => {
    const [globex] = tenants as [Tenant];
    const seen = () =>
      as('company', globex, async () => (await client.query('select from end_user')).rowCount);
    expect(await seen()).toBe(1);
    await world.sql('alter policy company_select on end_user using (true)');
    try {
      expect(await seen()).toBe(tenants.length);
    } finally {
      const columns = { reseller: 'reseller_id', company: 'company_id' };
      await world.sql(`alter policy company_select on end_user using (${rowCondition('company', columns)})`);
    }
  });

  test('a company does not change what its services cost', async () => {
    const [globex] = tenants as [Tenant];
    for (const column of ['retail_minor', 'wholesale_minor', 'product_id']) {
      await as('company', globex, async () => {
        expect(await outcome(`update subscription set ${column} = ${column}`), column).toBe(REFUSED);
      });
    }
    await as('company', globex, async () => {
      expect(await outcome('update subscription set ends_on = null')).toBe(1);
    });
  });

  test('nobody puts down in the audit log what another did', async () => {
    const [globex] = tenants as [Tenant];
    const [mine] = await rowsOf(
      'audit_entry',
      `actor_membership_id = '${globex.people.company.membershipId}'`,
    );
    for (const [membershipId, allowed] of [
      [globex.people.company.membershipId, true],
      [globex.people.endUser.membershipId, false],
      [null, false],
    ] as const) {
      await as('company', globex, async () => {
        const done = await insert('audit_entry', {
          ...mine,
          id: crypto.randomUUID(),
          actor_membership_id: membershipId,
        });
        expect(done === REFUSED, String(membershipId)).toBe(!allowed);
      });
    }
  });

  test('a reseller makes nobody staff of the platform', async () => {
    const [globex] = tenants as [Tenant];
    const [mine] = await rowsOf('membership', `id = '${globex.people.reseller.membershipId}'`);
    await as('reseller', globex, async () => {
      expect(
        await insert('membership', {
          ...mine,
          id: crypto.randomUUID(),
          email: 'x@y.example',
          level: 'PLATFORM',
        }),
      ).toBe(REFUSED);
      expect(await outcome(`update membership set level = 'PLATFORM' where id = $1`, [mine?.id])).toBe(
        REFUSED,
      );
    });
  });
});

describe('[S5] SQL that slips into a statement', () => {
  const escapes: [what: string, sql: (other: Tenant) => string][] = [
    [
      'sets another tenant',
      ({ reseller }) => `select set_config('steward.reseller_id', '${reseller}', true)`,
    ],
    ['takes another role', () => `select set_config('role', 'steward_platform', true)`],
    ['gives its role back', () => `select set_config('role', 'none', true)`],
    [
      'sets another tenant through the view of settings',
      ({ reseller }) => `update pg_settings set setting = '${reseller}' where name = 'search_path'`,
    ],
    [
      'sets another tenant from a query in a text',
      ({ reseller }) =>
        `select query_to_xml('select set_config(''steward.reseller_id'', ''${reseller}'', true)', true, true, '')`,
    ],
    [
      'enters another scope',
      ({ reseller }) => `select enter('2026-10-01T09:00:00Z', null, null, '${reseller}', null, null)`,
    ],
    [
      'enters another session',
      () =>
        `select * from enter_session(uuidv7(), uuidv7(), 'PLATFORM', uuidv7(), 1, '2026-10-01T09:00:00Z')`,
    ],
    ['looks into the queue', () => 'select * from graphile_worker.jobs'],
    ['opens a session', () => `select open_session(null, null, '', '', '', '', null, null, null)`],
    ['reads a password', () => `select * from count_sign_in('staff@xe2.example', '', now())`],
    [
      'asks for a link to a new password',
      () => `select request_password_reset('staff@xe2.example', '', uuidv7(), now(), now())`,
    ],
    [
      'adds the job that mails such a link',
      ({ reseller }) => `select enqueue_password_reset('${reseller}', uuidv7())`,
    ],
    ['finds such a link', () => `select * from find_password_reset('', now())`],
    ['takes such a link', () => `select take_password_reset(uuidv7(), now())`],
    [
      'adds a job for another tenant',
      ({ reseller }) => `select enqueue('send-mail', '{"resellerId": "${reseller}"}', null, null)`,
    ],
    ['adds a job for all tenants', () => `select enqueue('send-mail', '{}', null, null)`],
    ['adds a job for no tenant', () => `select enqueue('send-mail', '{"resellerId": ""}', null, null)`],
    [
      'adds jobs for another tenant',
      ({ reseller }) => `select enqueue_all('send-mail', '[{"resellerId": "${reseller}"}]')`,
    ],
  ];
  describe.each(TENANT_ROLES)('as %s', (role) => {
    test.each(escapes)('does not get out of its scope when it %s', async (_what, sql) => {
      const [globex, initech] = tenants as [Tenant, Tenant];
      await as(role, globex, async () => {
        expect(await outcome(sql(initech))).toBe(REFUSED);
      });
    });

    test('adds a job for its own tenant', async () => {
      const [globex] = tenants as [Tenant];
      await as(role, globex, async () => {
        const payload = { resellerId: globex.reseller };
        expect(await outcome('select enqueue($1, $2, null, null)', ['send-mail', payload])).toBe(1);
        const payloads = JSON.stringify([payload, payload]);
        expect(await outcome('select enqueue_all($1, $2)', ['send-mail', payloads])).toBe(1);
      });
    });
  });
});

test('[S43] a link to a new password is given to the worker only, in its own tenant', async () => {
  const [globex, initech] = tenants as [Tenant, Tenant];
  const { personId } = globex.people.company;
  const id = crypto.randomUUID();
  await world.sql('delete from password_reset');
  await world.sql(
    `insert into password_reset (id, person_id, expires_at) values ($1, $2, '2026-10-01T10:00:00Z')`,
    [id, personId],
  );
  const issue = () => outcome(`select * from issue_password_reset($1, 'hash', '2026-10-01T09:00:00Z')`, [id]);
  for (const role of ['platform', 'reseller', 'company', 'endUser', 'anonymous'] as const)
    await as(role, globex, async () => expect(await issue(), role).toBe(REFUSED));
  await as('worker', initech, async () => expect(await issue()).toBe(0));
  await as('worker', globex, async () => expect(await issue()).toBe(1));
});

test('[S5] nobody switches the session of another', async () => {
  const [globex] = tenants as [Tenant];
  const [theirs] = await world.sql<{ session: string; membership: string }>(
    `select s.id as session, m.id as membership from session s join membership m on m.person_id = s.person_id
       where s.person_id <> $1 and s.ended_at is null and m.status = 'ACTIVE' limit 1`,
    [globex.people.company.personId],
  );
  await as('company', globex, async () => {
    const switched = await outcome('select * from switch_membership($1, $2, now())', [
      theirs?.session,
      theirs?.membership,
    ]);
    expect(theirs).toBeDefined();
    expect(switched).toBe(0);
  });
});

describe('[S4] columns that a role may change', () => {
  const narrowed = TABLES.flatMap((definition) =>
    Object.entries(definition.options.changes ?? {})
      // Nobody takes the gate's role: its functions have it.
      .filter(([role]) => role !== 'gate')
      .map(([role, columns]) => [definition.table, role as Role, columns.map(columnOf)] as const),
  );
  test.each(narrowed)('of %s as %s: %j and no others', async (table, role, columns) => {
    const all = await world.sql<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = '' and not attisdropped`,
      [table],
    );
    await as(role, tenants[0], async () => {
      for (const { name } of all) {
        const value = columns.includes(name) ? `"${name}"` : 'null';
        const changed = await outcome(`update ${table} set "${name}" = ${value}`);
        if (columns.includes(name)) expect(changed, name).not.toBe(REFUSED);
        else expect(changed, name).toBe(REFUSED);
      }
    });
  });

  test('hold those who read notices, sessions and their own entry', () => {
    expect(narrowed.map(([table, role]) => `${table} ${role}`)).toEqual(
      expect.arrayContaining(['notice_recipient company', 'session company', 'end_user endUser']),
    );
  });
});

describe('[S22] columns that only some levels may read', () => {
  const LEVEL = {
    platform: 'PLATFORM',
    reseller: 'RESELLER',
    company: 'COMPANY',
    endUser: 'END_USER',
  } as const;
  const restricted = TABLES.flatMap((definition) =>
    [...definition.restricted].map(
      ([column, levels]) => [`${definition.table}.${column}`, definition, column, levels] as const,
    ),
  );
  test.each(restricted)('%s', async (_name, definition, column, levels) => {
    for (const [role, level] of Object.entries(LEVEL) as [
      keyof typeof LEVEL,
      (typeof LEVEL)[keyof typeof LEVEL],
    ][]) {
      const allowed = levels.includes(level) && may(definition, role, 's');
      await as(role, tenants[0], async () => {
        const read = await outcome(`select "${column}" from ${definition.table}`);
        if (allowed) expect(read).not.toBe(REFUSED);
        else expect(read, role).toBe(REFUSED);
        if (!allowed)
          expect(await outcome(`update ${definition.table} set "${column}" = null`), role).toBe(REFUSED);
        expect(await outcome(`select * from ${definition.table}`)).toBe(
          allowed && levels.length === 4 ? expect.any(Number) : read,
        );
      });
    }
  });

  test('among them are prices to the reseller and every secret', () => {
    const names = restricted.map(([name]) => name);
    const secrets = TABLES.flatMap(({ table, class: entity }) =>
      Object.keys(entity.prototype as object).map((property) => `${table}.${columnOf(property)}`),
    ).filter((name) => /_hash$/.test(name));
    expect(names).toEqual(
      expect.arrayContaining([
        'product.list_wholesale_minor',
        'subscription.wholesale_minor',
        'person.password_hash',
        ...secrets,
      ]),
    );
  });
});

async function rowsOf(table: string, condition: string): Promise<Record<string, unknown>[]> {
  return (
    await world.sql<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t where ${condition}`,
    )
  ).map(({ row }) => row);
}

/** Inserts the row as it stands; columns that the database works out are left to it. */
async function insert(table: string, row: Record<string, unknown>): Promise<number | string> {
  const generated = await world.sql<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attgenerated <> ''`,
    [table],
  );
  const names = Object.keys(row).filter((name) => !generated.some((column) => column.name === name));
  const columns = names.map((name) => `"${name}"`).join(', ');
  return outcome(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1)`,
    [JSON.stringify(row)],
  );
}

test('every role that serves is tried here', () => {
  // What the keeper may do is tried in forgetting.test.ts, what the sealer in sealing.test.ts.
  const others = ['steward_gate', KEEPER, SEALER];
  expect([...ROLES.map((role) => `steward_${columnOf(role)}`), ...others].sort()).toEqual(
    [...SERVING_ROLES].sort(),
  );
});
