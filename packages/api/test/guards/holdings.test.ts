import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features } from '../../src/app.ts';
import { cloneDatabase, type TestDatabase } from '../../src/kernel/testing/test-database.ts';

/** Whoever leaves is shown everything only if every table that names an end user is accounted for. [U5] */
const held = new Set(
  features.flatMap(({ holds = [] }) => holds.flatMap(({ tables }) => ['end_user', ...tables])),
);
const notHeld = new Map(features.flatMap(({ notHeld: tables = {} }) => Object.entries(tables)));

let database: TestDatabase;
let naming: string[];

beforeAll(async () => {
  database = await cloneDatabase();
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ table: string }>(
    `select distinct c.relname as "table" from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'steward'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
        and (a.attname like '%end\\_user\\_id' or exists (select from pg_constraint f where f.conrelid = c.oid
          and f.confrelid = 'steward.end_user'::regclass and a.attnum = any (f.conkey) and a.attname not in ('reseller_id', 'company_id')))`,
  );
  naming = rows.map(({ table }) => table).sort();
  await client.end();
});
afterAll(() => database.drop());

describe('[U5] what a person holds', () => {
  test('accounts for every table that names an end user, or says why it is nothing that they hold', () => {
    expect(
      naming.filter((table) => !held.has(table) && !notHeld.has(table)),
      'Add it to `holds` of its feature (docs/decisions/0040-leavers.md), or to `notHeld` with the reason.',
    ).toEqual([]);
  });

  test('says nothing of tables that do not', () => {
    const known = new Set([...naming, 'end_user', 'membership', 'invitation']);
    expect([...held, ...notHeld.keys()].filter((table) => !known.has(table))).toEqual([]);
    expect([...notHeld.keys()].filter((table) => held.has(table))).toEqual([]);
  });
});
