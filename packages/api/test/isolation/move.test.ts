import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allTables, isHistory } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { fillEveryTable, tenantsOf } from './rows.ts';

/** Globex, a company of Northwind's that has been served and billed there, moves to Contoso. [S17] */
let app: TestApp;
let world: World;
/** The platform, as the serving login. */
let platform: pg.Client;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  platform = new pg.Client({ connectionString: app.database.appUrl, options: '-c search_path=steward' });
  await platform.connect();
});
afterAll(async () => {
  await platform.end();
  await app.close();
});

async function move(company: string, reseller: string): Promise<void> {
  const { personId, membershipId } = world.platform.staff;
  await platform.query('begin');
  try {
    await platform.query('select enter($1, $2, $3, $4, null, null)', [
      app.clock.now().toISOString(),
      personId,
      membershipId,
      world.platform.id,
    ]);
    await platform.query('set local role steward_platform');
    await platform.query('select move_company($1, $2)', [company, reseller]);
    await platform.query('commit');
  } catch (error) {
    await platform.query('rollback');
    throw error;
  }
}

const GLOBEX = 'admin@globex.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';

/** Asks as this person; tokens last minutes and this story months, so everyone signs in anew. */
async function ask<T>(email: string, query: string, variables: object = {}): Promise<T> {
  const { data, errors } = await app.ask<T>(query, variables, await world.signIn(email));
  expect(errors).toBeUndefined();
  return data;
}

interface Seen {
  invoices: { nodes: { issuerName: string; periodStart: string; lines: { netMinor: number }[] }[] };
}
const invoicesOf = async (email: string): Promise<string[]> =>
  (
    await ask<Seen>(
      email,
      '{ invoices { nodes { issuerName periodStart reseller { name } company { name } lines { netMinor } } } }',
    )
  ).invoices.nodes
    .map(
      ({ issuerName, periodStart, lines }) =>
        `${issuerName} ${periodStart} ${lines.map(({ netMinor }) => netMinor).join(' ')}`,
    )
    .sort();

const bill = (email: string, period: string): Promise<object> =>
  ask(email, 'mutation ($period: String!) { runBilling(input: { period: $period }) { id } }', { period });

test('[B4] [S17] it goes on under its new reseller; what happened stays with the former one, and is its own all along', async () => {
  await app.app.work();
  const subscribe = `mutation ($productId: ID!, $companyId: ID, $endUserId: ID) {
    subscribe(input: { productId: $productId, companyId: $companyId, endUserId: $endUserId }) { id } }`;
  const { id, user } = world.globex;
  await ask(GLOBEX, subscribe, { productId: world.hosting, companyId: id });
  await ask(GLOBEX, subscribe, { productId: world.archive, endUserId: user.endUserId });
  app.clock.set('2026-11-01T09:00:00Z');
  await bill(NORTHWIND, '2026-10');
  const october = 'Northwind IT 2026-10-01 1500 200';
  const sorted = (invoices: string[]) => invoices.map((invoice) => invoice.replace('200 1500', '1500 200'));
  await expect.poll(async () => sorted(await invoicesOf(GLOBEX))).toEqual([october]);

  await move(id, world.contoso.id);

  expect(sorted(await invoicesOf(GLOBEX)), 'the company still has what it was sent').toEqual([october]);
  expect(sorted(await invoicesOf(NORTHWIND)), 'as has who issued it').toEqual([october]);
  expect(await invoicesOf(CONTOSO), 'and nobody else').toEqual([]);

  app.clock.set('2026-12-01T09:00:00Z');
  await bill(NORTHWIND, '2026-11');
  await bill(CONTOSO, '2026-11');
  const november = 'Contoso Cloud 2026-11-01 1500 200';
  await expect.poll(async () => sorted(await invoicesOf(CONTOSO))).toEqual([november]);
  expect(sorted(await invoicesOf(GLOBEX))).toEqual([november, october]);
  expect(sorted(await invoicesOf(NORTHWIND))).toEqual([october]);

  const directory =
    '{ companies { nodes { name } } endUsers { nodes { lastName } } subscriptions { totalCount } }';
  expect(await ask(NORTHWIND, directory)).toEqual({
    companies: { nodes: [] },
    endUsers: { nodes: [] },
    subscriptions: { totalCount: 0 },
  });
  expect(await ask(CONTOSO, directory)).toEqual({
    companies: { nodes: [{ name: 'Globex Ltd' }, { name: 'Initech Ltd' }] },
    endUsers: { nodes: [{ lastName: 'Globex' }, { lastName: 'Initech' }] },
    subscriptions: { totalCount: 2 },
  });

  const trail = '{ auditEntries(filter: { action: "subscribe" }) { totalCount } }';
  expect(await ask(NORTHWIND, trail), 'what was done there is in its log').toEqual({
    auditEntries: { totalCount: 2 },
  });
  expect(await ask(CONTOSO, trail)).toEqual({ auditEntries: { totalCount: 0 } });
  expect(await ask(GLOBEX, trail)).toEqual({ auditEntries: { totalCount: 2 } });
});

describe('in every table', () => {
  const tables = allTables().flatMap(({ table, options }) =>
    options.tenant !== 'none' && options.tenant.company
      ? [{ table, history: isHistory(options), ...options.tenant }]
      : [],
  );
  const placesOf = async (company: string): Promise<Record<string, string[]>> =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async ({ table, reseller, company: column }) => {
          const rows = await world.sql<{ reseller: string }>(
            `select distinct ${reseller} as reseller from ${table} where ${column} = $1`,
            [company],
          );
          return [table, rows.map((row) => row.reseller)] as const;
        }),
      ),
    );

  test('[S7] [S17] rows go with their company or stay where they happened, as the table says, there and back', async () => {
    await fillEveryTable(
      world,
      tenantsOf(world).filter(({ name }) => name !== 'globex'),
    );
    const { id, resellerId } = world.initech;
    const expected = (present: string, places: string[]) =>
      Object.fromEntries(
        tables.map(({ table, history }) => [
          table,
          table === 'company_place' ? places : [history ? resellerId : present],
        ]),
      );
    const sorted = (places: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(places).map(([table, at]) => [table, [...at].sort()]));
    expect(await placesOf(id)).toEqual(expected(resellerId, [resellerId]));
    const both = [resellerId, world.northwind.id].sort();
    await move(id, world.northwind.id);
    expect(sorted(await placesOf(id))).toEqual(expected(world.northwind.id, both));
    await move(id, resellerId);
    expect(sorted(await placesOf(id))).toEqual(expected(resellerId, both));
  });

  test('[S14] jobs that wait for what has moved go on there, others where they are', async () => {
    const { id, resellerId, user } = world.acme;
    const add = (about: object) =>
      world.sql(`select graphile_worker.add_job('nothing-does-this', $1::json)`, [
        JSON.stringify({ resellerId, ...about }),
      ]);
    const elsewhere = crypto.randomUUID();
    await add({ endUserId: user.endUserId });
    await add({ ids: [elsewhere, world.acme.domainId] });
    await add({ id: elsewhere });
    await move(id, world.northwind.id);
    const jobs = await world.sql<{ payload: { resellerId: string } }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'nothing-does-this' order by j.id`,
    );
    expect(jobs.map(({ payload }) => payload.resellerId)).toEqual([
      world.northwind.id,
      world.northwind.id,
      resellerId,
    ]);
  });

  test('a code that the new reseller has given already leaves everything where it is', async () => {
    await world.sql('update company set customer_code = $1 where id = any($2)', [
      'SAME',
      [world.acme.id, world.initech.id],
    ]);
    const before = await placesOf(world.initech.id);
    await expect(move(world.initech.id, world.northwind.id)).rejects.toThrow(/company_customer_code_key/);
    expect(await placesOf(world.initech.id)).toEqual(before);
  });

  test('nobody but the platform moves anyone', async () => {
    const { rows } = await platform.query<{ role: string }>(
      `select rolname as role from pg_roles where rolname like 'steward\\_%' and has_function_privilege(oid, 'move_company(uuid, uuid)', 'execute')`,
    );
    expect(rows.map(({ role }) => role).sort()).toEqual(['steward_owner', 'steward_platform']);
  });
});
