import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptied, forgetSql, goesWhole } from '../../src/kernel/forgetting.ts';
import { allTables, type TableDefinition } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { fillEveryTable, type Tenant, tenantsOf } from './rows.ts';

let app: TestApp;
let world: World;
let tenants: Tenant[];
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

/** Rows that others refer to go after those: their key holds them. */
const HELD_BY_A_KEY = '23503';

const ENDING = allTables().filter(({ options }) => /^(row|values)$/.test(options.data.ends ?? ''));
const CASES = ENDING.map((definition) => [definition.table, definition] as const);

/** Runs the work as the keeper of a tenant, or of none, and leaves nothing behind. */
async function asKeeper<T>(
  of: { reseller: string; company: string } | undefined,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query(
      `set local steward.kept_reseller_id = '${of?.reseller ?? ''}'; set local steward.kept_company_id = '${of?.company ?? ''}';
       set local role steward_keeper`,
    );
    return await work();
  } finally {
    await client.query('rollback');
  }
}

async function forgotten(definition: TableDefinition): Promise<number | string> {
  await client.query('savepoint tried');
  try {
    return (await client.query<{ count: number }>(forgetSql(definition, 'true'))).rows[0]?.count ?? 0;
  } catch (error) {
    await client.query('rollback to savepoint tried');
    return (error as { code: string }).code === HELD_BY_A_KEY ? HELD_BY_A_KEY : String(error);
  }
}

/** Where the rows of a table are kept: with their company, or with their reseller. */
function placeOf({ options: { tenant } }: TableDefinition, { reseller, company }: Tenant) {
  const ofCompany = tenant !== 'none' && tenant.company;
  return { reseller, company: ofCompany ? company : '' };
}

describe('[D4] what is held of people ends as its sheet says', () => {
  test.each(CASES)('%s', async (table, definition) => {
    const [globex] = tenants as [Tenant];
    const { tenant, data } = definition.options;
    const [counted] = await world.sql<{ count: number }>(
      `select count(*)::integer from ${table} ${
        tenant === 'none'
          ? ''
          : tenant.company
            ? `where ${tenant.company} = '${globex.company}'`
            : `where ${tenant.reseller} = '${globex.reseller}'`
      }`,
    );
    await asKeeper(placeOf(definition, globex), async () => {
      const result = await forgotten(definition);
      if (data.ends === 'row') return expect([counted?.count, HELD_BY_A_KEY]).toContain(result);
      if (!emptied(definition).length) return expect(result).toBe(0);
      expect(result, String(result)).toBeTypeOf('number');
      expect(result).toBeLessThanOrEqual(counted?.count ?? 0);
      expect(await forgotten(definition), 'twice').toBe(0);
      const left = emptied(definition).map(({ name, value }) => `"${name}" is distinct from ${value}`);
      expect((await client.query(`select from "${table}" where ${left.join(' or ')}`)).rowCount).toBe(0);
    });
  });
});

describe('[S6] the keeper, who may forget,', () => {
  test.each(CASES)(
    '%s: sees no other tenant’s rows, and none without a tenant',
    async (table, definition) => {
      await asKeeper(undefined, async () => {
        if (definition.options.data.ends === 'values' && !emptied(definition).length) return;
        expect((await client.query(`select from "${table}"`)).rowCount).toBe(0);
      });
      const { tenant } = definition.options;
      if (tenant === 'none') return;
      const [globex] = tenants as [Tenant];
      await asKeeper(placeOf(definition, globex), async () => {
        if (definition.options.data.ends === 'values' && !emptied(definition).length) return;
        const column = tenant.company ?? tenant.reseller;
        const own = tenant.company ? globex.company : globex.reseller;
        const { rows } = await client.query<{ others: number }>(
          `select count(*) filter (where "${column}" is distinct from $1)::integer as others from "${table}"`,
          [own],
        );
        expect(rows[0]?.others).toBe(0);
      });
    },
  );

  test('finds no constant to put where values are unique', async () => {
    const constant = ENDING.filter(({ options }) => options.data.ends === 'values').flatMap((definition) =>
      emptied(definition).flatMap(({ name, value }) =>
        /^'.*'$/.test(value) ? [`${definition.table}.${name}`] : [],
      ),
    );
    const unique = await world.sql<{ column: string }>(
      `select c.relname || '.' || a.attname as column from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])
        where i.indisunique and c.relnamespace = 'steward'::regnamespace`,
    );
    const names = new Set(unique.map(({ column }) => column));
    expect(constant.filter((column) => names.has(column))).toEqual([]);
  });

  const WHOLE = allTables().filter(
    (definition) => goesWhole(definition) && definition.options.data.ends !== 'row',
  );
  test('[S20] deletes what need not stay of a tenant that is deleted, and of no other', async () => {
    const [globex] = tenants as [Tenant];
    /** The tables of which a row could go, its keys apart; each is tried by itself. */
    const gone = async () => {
      const found: string[] = [];
      for (const definition of WHOLE)
        await asKeeper(placeOf(definition, globex), async () => {
          const { rowCount } = await client
            .query(`delete from "${definition.table}"`)
            .catch((error: { code: string }) => {
              if (error.code !== HELD_BY_A_KEY) throw error;
              return { rowCount: 1 };
            });
          if (rowCount) found.push(definition.table);
        });
      return found;
    };
    expect(await gone()).toEqual([]);
    const mark = async (at: string | null) => {
      await world.sql('update company set deleted_at = $2 where id = $1', [globex.company, at]);
      await world.sql('update reseller set deleted_at = $2 where id = $1', [globex.reseller, at]);
    };
    await mark('2026-10-01T00:00:00Z');
    expect(await gone()).toEqual(WHOLE.map(({ table }) => table));
    // What is its reseller's own is not the company's.
    await asKeeper(globex, async () => {
      expect((await client.query('delete from price_rule')).rowCount).toBe(0);
    });
    await mark(null);
  });

  test('may do nothing else', async () => {
    const refused = async (statement: string) =>
      asKeeper({ reseller: world.northwind.id, company: world.globex.id }, () =>
        client.query(statement).then(
          () => 'done',
          (error: { code: string }) => error.code,
        ),
      );
    expect(await refused(`update end_user set status = 'SUSPENDED'`)).toBe('42501');
    expect(await refused('delete from invoice')).toBe('42501');
    expect(await refused('delete from audit_entry')).toBe('42501');
    expect(await refused(`insert into mail (id) values (gen_random_uuid())`)).toBe('42501');
  });
});
