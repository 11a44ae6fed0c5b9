import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import '../app.ts';
import { applyRepeatableSql, definitionsOf, repeatable } from './repeatable-sql.ts';
import { cloneDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl, options: '-c search_path=steward' });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(() => owner.query('begin'));
afterEach(() => owner.query('rollback'));

const said = (object: string) => repeatable().find((definition) => definition.object === object);
const functions = async (name: string) =>
  (
    await owner.query(
      `select pg_get_functiondef(oid) as text, proowner::regrole::text as owner,
         (select string_agg(a.grantee::regrole::text, ' ' order by a.grantee::regrole::text) from aclexplode(proacl) a) as callers
       from pg_proc where pronamespace = 'steward'::regnamespace and proname = $1`,
      [name],
    )
  ).rows;

describe('functions and triggers are what their files say', () => {
  test('and a database in which they are is not touched', async () => {
    await applyRepeatableSql(owner);
    const { rows } = await owner.query(`select pg_current_xact_id_if_assigned() as written`);
    expect(rows).toEqual([{ written: null }]);
  });

  test.each([
    [
      'does something else',
      `create or replace function throttle_key(kind text, value text) returns text language sql as $$ select 'same' $$`,
    ],
    ['is callable by everyone', 'grant execute on function throttle_key(text, text) to public'],
    ['is callable by another role', 'grant execute on function throttle_key(text, text) to steward_company'],
    ['is not callable', 'revoke execute on function throttle_key(text, text) from steward_gate'],
    ['is gone', 'drop function throttle_key(text, text)'],
    [
      'has other parameters',
      `drop function throttle_key(text, text); create function throttle_key(text) returns text language sql as $$ select '' $$`,
    ],
    [
      'gives back something else',
      `drop function throttle_key(text, text); create function throttle_key(kind text, value text) returns int language sql as $$ select 1 $$`,
    ],
    ['has a namesake', `create function throttle_key() returns text language sql as $$ select '' $$`],
    ['was made from another text', `update applied set said = '' where object = 'function throttle_key'`],
  ])('again, when one %s', async (_what, change) => {
    const before = await functions('throttle_key');
    expect(before).toEqual([expect.objectContaining({ callers: 'steward_gate steward_owner' })]);
    await owner.query(change);
    await applyRepeatableSql(owner);
    expect(await functions('throttle_key')).toEqual(before);
  });

  test('those that run with the rights of another belong to it, callable by those who are named', async () => {
    await owner.query('drop function find_checkout(text)');
    await applyRepeatableSql(owner);
    expect(await functions('find_checkout')).toEqual([
      expect.objectContaining({ owner: 'steward_gate', callers: 'steward_anonymous steward_gate' }),
    ]);
  });

  test('triggers, too; and what no file holds is taken away', async () => {
    const triggers = `select format('%s %s', pg_get_triggerdef(oid), tgenabled) as text from pg_trigger where tgrelid = 'subscription'::regclass and not tgisinternal order by 1`;
    const before = (await owner.query(triggers)).rows;
    await owner.query(`create function stray() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger stray before insert on subscription for each row execute function stray();
      alter table subscription disable trigger keep_price;
      drop trigger price_subscription on subscription`);
    await applyRepeatableSql(owner);
    expect((await owner.query(triggers)).rows).toEqual(before);
    expect(await functions('stray')).toEqual([]);
  });

  test('a function goes although a trigger called it until now, which calls another one from now on', async () => {
    const trigger = `select pg_get_triggerdef(oid) as text from pg_trigger where tgname = 'price_subscription'`;
    const before = (await owner.query(trigger)).rows;
    await owner.query(`create function stray() returns trigger language plpgsql as $$ begin return new; end $$;
      create or replace trigger price_subscription before insert on subscription for each row execute function stray()`);
    await applyRepeatableSql(owner);
    expect((await owner.query(trigger)).rows).toEqual(before);
    expect(await functions('stray')).toEqual([]);
  });
});

describe('a file', () => {
  test('says the rights of each function above it', () => {
    expect(said('function find_checkout')).toMatchObject({
      owner: 'steward_gate',
      callers: ['steward_anonymous'],
    });
    expect(said('function refuse_change')).toMatchObject({ owner: 'steward_owner', callers: [] });
    expect(said('trigger subscription.keep_price')).toMatchObject({
      name: 'keep_price',
      table: 'subscription',
    });
  });

  const text = 'create or replace function f() returns int language sql as $$ select 1 $$;\n';
  test.each([
    ['something before', `grant select on company to steward_company;\n${text}`],
    ['something between', `${text}grant select on company to steward_company;\n${text}`],
    ['something after', `${text}delete from company;`],
    ['half a function', text.replace('$$;', '')],
    [
      'a trigger with more',
      'create or replace trigger t after insert on x execute function f(); drop table x;',
    ],
  ])('holds nothing else: %s', (_what, file) => {
    expect(() => definitionsOf(file)).toThrow(/file/);
  });
});
