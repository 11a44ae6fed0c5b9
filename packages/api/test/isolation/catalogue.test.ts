import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../src/app.ts';
import { SEALER } from '../../src/kernel/actor.ts';
import { emptied, goesWhole, KEEPER } from '../../src/kernel/forgetting.ts';
import { personalColumns } from '../../src/kernel/personal-data.ts';
import { allTables, columnOf } from '../../src/kernel/table.ts';
import { cloneDatabase, type TestDatabase } from '../../src/kernel/testing/test-database.ts';
import { RULES, type Rule } from './catalogue-rules.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl, options: '-c search_path=steward' });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const problems = async ({ sql, parameters = [] }: Rule): Promise<string[]> =>
  (await client.query<{ problem: string }>(sql, parameters)).rows.map(({ problem }) => problem);

describe.each(RULES.map((rule) => [`[${rule.code}] ${rule.says}`, rule] as const))('%s', (_says, rule) => {
  test('holds', async () => {
    expect(await problems(rule)).toEqual([]);
  });

  test('is noticed when broken', async () => {
    await client.query('begin');
    await client.query(rule.broken);
    expect(await problems(rule)).not.toEqual([]);
    await client.query('rollback');
  });
});

test('[S3] each role has on each table what its class says, and no more', async () => {
  const { rows } = await client.query<{ role: string; table: string; letters: string }>(
    `select r.rolname as role, c.relname as "table", concat(
        case when has_any_column_privilege(r.oid, c.oid, 'select') then 's' end, case when has_any_column_privilege(r.oid, c.oid, 'insert') then 'i' end,
        case when has_any_column_privilege(r.oid, c.oid, 'update') then 'u' end, case when has_table_privilege(r.oid, c.oid, 'delete') then 'd' end,
        case when has_table_privilege(r.oid, c.oid, 'truncate') then 't' end, case when has_table_privilege(r.oid, c.oid, 'references') then 'r' end,
        case when has_table_privilege(r.oid, c.oid, 'trigger') then 'g' end) as letters
      from pg_roles r, pg_class c where r.rolname like 'steward\\_%' and r.rolname <> 'steward_owner'
        and c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`,
  );
  const granted = rows
    .filter(({ letters }) => letters)
    .map(({ role, table, letters }) => `${role} ${table} ${letters}`);
  const said = allTables().flatMap((definition) => {
    const { table, options } = definition;
    const { ends } = options.data;
    const empties = ends === 'values' && emptied(definition).length;
    const keeps = `s${empties ? 'u' : ''}${ends === 'row' || goesWhole(definition) ? 'd' : ''}`;
    return [
      ...Object.entries(options.may).map(
        ([role, letters]) => `steward_${columnOf(role)} ${table} ${letters}`,
      ),
      ...(personalColumns(definition).length || options.tenant !== 'none'
        ? [`${KEEPER} ${table} ${keeps}`]
        : []),
      ...(definition.sealed.length || definition.secrets.length ? [`${SEALER} ${table} su`] : []),
    ];
  });
  const ofLogin = ['steward_app migration s', 'steward_app protection s'];
  expect(granted.sort()).toEqual([...said, ...ofLogin].sort());
});
