import { describe, expect, test } from 'vitest';
import '../../src/app.ts';
import { definitionsOf, repeatable } from '../../src/kernel/repeatable-sql.ts';
import { filesBelow, isTest, type Source } from './sources.ts';

/** Migrations before it brought functions, triggers and grants along. */
const FIRST = '0010';
const NOT_IN_MIGRATIONS =
  /\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:constraint\s+)?(?:function|procedure|trigger|policy|view|rule)\b|\b(?:grant|revoke)\s|\brow\s+level\s+security\b/i;

const migrationProblems = (migrations: readonly Source[]): string[] =>
  migrations
    .filter(({ path }) => path.replace(/^.*\//, '') >= FIRST)
    .flatMap(({ path, text }) => {
      const found = NOT_IN_MIGRATIONS.exec(text.replace(/--.*$/gm, ''));
      return found
        ? [
            `${path}: "${found[0]}": functions and triggers stand in a .sql file beside their feature, protection in @Table.`,
          ]
        : [];
    });

describe('migrations hold tables and data', () => {
  test('and nothing else', () => {
    expect(migrationProblems(filesBelow('packages/api/migrations', ['.sql']))).toEqual([]);
  });

  test.each([
    'create function f() returns int language sql as $$ select 1 $$',
    'create or replace function f() returns int language sql as $$ select 1 $$',
    'create constraint trigger t after insert on company execute function f()',
    'grant select on company to steward_company',
    'alter table note enable row level security',
    'create policy p on note using (true)',
  ])('noticed: %s', (text) => {
    const path = 'packages/api/migrations/0011_note.sql';
    expect(migrationProblems([{ path, text }])).toEqual([expect.stringContaining('0011_note.sql')]);
  });
});

test('every file of functions and triggers is declared by its feature', () => {
  const declared = new Set(repeatable().map(({ statement }) => statement));
  const forgotten = filesBelow('packages/api/src', ['.sql']).flatMap(({ path, text }) =>
    definitionsOf(text)
      .filter(({ statement }) => !declared.has(statement))
      .map(({ object }) => `${path}: ${object} is in no feature.ts.`),
  );
  expect(forgotten).toEqual([]);
});

const CUSTOMER = String.raw`coalesce\((?:\w+\.)?company_id, *(?:\w+\.)?reseller_id\)`;
/** A customer that is looked for, by itself or as one of several values in brackets. */
const LOOKED_FOR = new RegExp(
  String.raw`${CUSTOMER}\s*(?:<?=|<>|in\b|is\b)|=\s*(?:any\s*\()?${CUSTOMER}|\([^()]*${CUSTOMER}[^()]*\)\s*(?:=|<>|in\b)|(?:=|\bin)\s*\([^()]*${CUSTOMER}[^()]*\)`,
);
/** Where no index is missed. */
const IN_MEMORY: Readonly<Record<string, string>> = {
  'kernel/keys.sql': 'the gate sees every key, so that row security keeps no index from it',
  'trade/billing/drafts/write-charges.ts': 'what was written beside what was given: neither is a table',
  'trade/calls/booking-sql.ts': 'charges that were just written: no table',
  'trade/chasing/follow-restrictions.ts': 'restrictions that stand, of which each has few, are hashed',
  'trust/reviews/keep-reviews.ts': 'all tenants beside all reviews, once a day: both are hashed',
};

const unseenByIndexes = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ path, text }) => !isTest(path) && LOOKED_FOR.test(text))
    .map(({ path }) => path.replace(/^packages\/api\/src\/(?:features\/)?/, ''));

describe('a customer is looked for in a way that indexes know behind row security', () => {
  test('everywhere: customerIn, or company and reseller apart', () => {
    expect(unseenByIndexes(filesBelow('packages/api/src', ['.ts', '.sql'])).sort()).toEqual(
      Object.keys(IN_MEMORY).sort(),
    );
  });

  test.each([
    'where coalesce(i.company_id, i.reseller_id) = $1',
    'where coalesce(company_id, reseller_id) = any ($1)',
    'where c.id = coalesce(i.company_id, i.reseller_id)',
    'where (i.issuer_id, coalesce(i.company_id, i.reseller_id)) in (select 1, 2)',
    'join x on (x.issuer_id, x.customer_id) = (i.issuer_id, coalesce(i.company_id, i.reseller_id))',
  ])('noticed: %s', (text) => {
    expect(unseenByIndexes([{ path: 'packages/api/src/features/trade/x.ts', text }])).toEqual(['trade/x.ts']);
  });

  test('what is only read is not looked for', () => {
    const text =
      'select coalesce(company_id, reseller_id) as id, count(distinct coalesce(company_id, reseller_id)) from invoice';
    expect(unseenByIndexes([{ path: 'packages/api/src/features/trade/x.ts', text }])).toEqual([]);
  });
});
