import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEALER } from '../../src/kernel/actor.ts';
import { placeOf } from '../../src/kernel/keyring.ts';
import { rotateKeys } from '../../src/kernel/rotate-keys.ts';
import { KEYS } from '../../src/kernel/sealing.ts';
import { allTables, columnOf, type TableDefinition } from '../../src/kernel/table.ts';
import { destroyTenantKey } from '../../src/kernel/tenant-key.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import type { WrappedKey } from '../../src/kernel/wrapping.ts';
import { fillEveryTable, type Tenant, tenantsOf } from './rows.ts';

/** What is sealed, in a row of every table that has something sealed: of three tenants, one of them restricted, suspended and moved. */
let app: TestApp;
let world: World;
let tenants: Tenant[];
/** The owner of the server, whom no row security holds. */
let client: pg.Client;

const SEALED = allTables().flatMap((definition) =>
  definition.sealed.map((property) => ({ definition, column: columnOf(property) })),
);
const nameOf = ({ definition, column }: (typeof SEALED)[number]): string => `${definition.table}.${column}`;
/** What is put into a column, for it to be looked for. */
const canaryOf = (table: string, column: string): string => `zqcanary ${table} ${column}`;
/** A telephone number says nothing; what is looked up must be one. */
const textFor = ({ definition, column }: (typeof SEALED)[number]): string =>
  definition.sought.has(column) ? '+447700900456' : canaryOf(definition.table, column);

/** What a check of the table refuses: this row has nothing there, as it stands. */
const REFUSED = '23514';

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  tenants = tenantsOf(world);
  await fillEveryTable(world, tenants);
  client = new pg.Client({ connectionString: app.database.superuserUrl, options: '-c search_path=steward' });
  await client.connect();
  // Its rows are as little keys as what is sealed is ciphertext.
  await client.query('delete from tenant_key');
  await fillWhatIsSealed();
});
afterAll(async () => {
  await client.end();
  await app.close();
});

/** Seals a canary in every sealed column of every row there is, by the product's own means. */
async function fillWhatIsSealed(): Promise<void> {
  const { scopes } = app.app;
  await client.query('set session_replication_role = replica');
  for (const { definition, column } of SEALED) {
    const rows = await rowsOf(definition);
    const sealed = await scopes.run(
      { kind: 'system', task: 'fill', resellerId: null, seals: true },
      { requestId: 'fill' },
      (scope) =>
        scope.sealed(
          definition.class,
          rows.map((row) => ({ ...row, [propertyIn(definition, column)]: textFor({ definition, column }) })),
        ),
    );
    for (const row of sealed as Record<string, string>[])
      await client
        .query(`update "${definition.table}" set "${column}" = $2 where id = $1`, [
          row.id,
          row[propertyIn(definition, column)],
        ])
        .catch((error: { code: string }) => {
          if (error.code !== REFUSED) throw error;
        });
  }
  const { seals } = app.app.services;
  for (const { table, secrets } of allTables())
    for (const column of secrets.map(columnOf))
      for (const { id } of (await client.query<{ id: string }>(`select id from "${table}"`)).rows)
        await client.query(`update "${table}" set "${column}" = $2 where id = $1`, [
          id,
          seals.seal(canaryOf(table, column), `${table} ${id}`),
        ]);
  await client.query('set session_replication_role = origin');
}

const propertyIn = ({ sealed }: TableDefinition, column: string): string =>
  sealed.find((property) => columnOf(property) === column) as string;

/** Id and tenant of each row of a table, by their properties. */
async function rowsOf(definition: TableDefinition): Promise<Record<string, string>[]> {
  const { tenant } = definition.options;
  if (tenant === 'none') throw new Error(`${definition.table} has no tenant to seal for.`);
  const whose = [...new Set(['id', tenant.reseller, ...(tenant.company ? [tenant.company] : [])])];
  const names = whose.map((name) => `"${name}" as "${name.replace(/_(\w)/g, (_, c) => c.toUpperCase())}"`);
  return (await client.query(`select ${names.join(', ')} from "${definition.table}"`)).rows;
}

/** What a column holds in all of its rows, opened. */
async function openedOf({ definition, column }: (typeof SEALED)[number]): Promise<string[]> {
  const { keyring } = app.app.scopes;
  const { rows } = await client.query<{ id: string; sealed: string }>(
    `select id, "${column}" as sealed from "${definition.table}" where "${column}" is not null`,
  );
  await keyring.learnFor(
    rows.map(({ sealed }) => sealed),
    async (ids) => (await client.query<WrappedKey>(KEYS, [ids])).rows,
  );
  return rows.map(({ id, sealed }) => keyring.open(sealed, placeOf(definition.table, column, id)));
}

const keysUnder = async ({ definition, column }: (typeof SEALED)[number]): Promise<string[]> =>
  (
    await client.query<{ key: string }>(
      `select distinct split_part("${column}", '.', 1) as key from "${definition.table}" where "${column}" is not null`,
    )
  ).rows.map(({ key }) => key);

const keysInForce = async (): Promise<string[]> =>
  (await client.query<{ id: string }>('select id from tenant_key where retired_at is null')).rows.map(
    ({ id }) => id,
  );

describe('[S55] [D8] what is sealed', () => {
  test('is in a row of every column that is', async () => {
    expect(SEALED.length).toBeGreaterThan(40);
    const empty: string[] = [];
    for (const column of SEALED)
      if (!(await openedOf(column)).includes(textFor(column))) empty.push(nameOf(column));
    expect(empty, 'a row of it was never answered').toEqual([
      'access_question.answer',
      'incident.decision_reason',
      'processor_objection.answer_text',
    ]);
  });

  test('is not in a copy of the whole database, by whoever has no secret', async () => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(150);
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string | null }>(
        `select string_agg(t::text, E'\n') as text from ${name} t`,
      );
      expect(rows[0]?.text ?? '', name).not.toContain('zqcanary');
      expect(rows[0]?.text ?? '', name).not.toContain('7700900456');
    }
  });

  test('opens after all keys were changed, twice: of whoever is restricted, suspended, and of what stayed behind in a move', async () => {
    const [globex, initech] = tenants as [Tenant, Tenant];
    await client.query(`update end_user set restricted_at = now() where id = $1`, [globex.endUser]);
    await client.query(`update company set status = 'SUSPENDED' where id = $1`, [initech.company]);
    const { personId, membershipId } = world.platform.staff;
    await client.query('select enter($1, $2, $3, $4, null, null)', [
      app.clock.now().toISOString(),
      personId,
      membershipId,
      world.platform.id,
    ]);
    await client.query('select move_company($1, $2)', [globex.company, world.contoso.id]);
    for (let time = 0; time < 2; time += 1) {
      app.clock.forward(1_000);
      await rotateKeys(app.app.scopes, app.app.services.seals);
      const current = await keysInForce();
      for (const column of SEALED) {
        expect(current, nameOf(column)).toEqual(expect.arrayContaining(await keysUnder(column)));
        const opened = await openedOf(column);
        if (opened.length) expect(opened, nameOf(column)).toContain(textFor(column));
        expect(opened, nameOf(column)).not.toContain('[erased]');
      }
    }
  });

  test('keeps its former key, and the command says so, if anything could not be sealed anew', async () => {
    const kept = await keysInForce();
    // A table of which no row can be changed, whoever asks.
    await client.query(
      `create function stand_still() returns trigger language plpgsql as 'begin return null; end'`,
    );
    await client.query(
      'create trigger stand_still before update on end_user for each row execute function stand_still()',
    );
    app.clock.forward(1_000);
    await expect(rotateKeys(app.app.scopes, app.app.services.seals)).rejects.toThrow(
      /rows of end_user 0 were sealed anew/,
    );
    app.clock.forward(72 * 3_600_000);
    await expect(rotateKeys(app.app.scopes, app.app.services.seals)).rejects.toThrow(/end_user/);
    await client.query('drop trigger stand_still on end_user');
    const { rows } = await client.query<{ id: string }>('select id from tenant_key where id = any ($1)', [
      kept,
    ]);
    expect(rows.length).toBe(kept.length);
    await rotateKeys(app.app.scopes, app.app.services.seals);
    expect(
      await openedOf(SEALED.find((column) => nameOf(column) === 'end_user.mobile') ?? SEALED[0]!),
    ).toContain('+447700900456');
  });

  test('of a tenant whose key is destroyed is read by nobody, whatever else goes on', async () => {
    const [, , acme] = tenants as [Tenant, Tenant, Tenant];
    const gone = await app.app.scopes.run(
      { kind: 'system', task: 'forget', resellerId: acme.reseller },
      { requestId: 'forget' },
      (scope) => destroyTenantKey(scope, { resellerId: acme.reseller, companyId: acme.company }),
    );
    expect(gone).toBeGreaterThan(0);
    const { data, errors } = await app.ask<{ endUsers: { nodes: { mobile: string | null }[] } }>(
      '{ endUsers { nodes { mobile } } }',
      {},
      await world.signIn('admin@globex.example'),
    );
    expect([data?.endUsers.nodes.map(({ mobile }) => mobile), errors]).toEqual([
      expect.arrayContaining(['+447700900456']),
      undefined,
    ]);
    await rotateKeys(app.app.scopes, app.app.services.seals);
  });
});

describe(`[S6] ${SEALER}`, () => {
  const asSealer = async (statement: string): Promise<string> => {
    const serving = new pg.Client({
      connectionString: app.database.appUrl,
      options: '-c search_path=steward',
    });
    await serving.connect();
    try {
      await serving.query(`begin; set local role ${SEALER}`);
      return await serving.query(statement).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    } finally {
      await serving.end();
    }
  };

  test('reaches ciphertext, and nothing beside it', async () => {
    expect(await asSealer('select id, mobile from end_user')).toBe('done');
    for (const statement of [
      'select first_name from end_user',
      `update end_user set first_name = 'x'`,
      'delete from end_user',
      'select id from invoice',
      `insert into end_user (id) values (gen_random_uuid())`,
    ])
      expect(await asSealer(statement), statement).toBe('42501');
  });
});
