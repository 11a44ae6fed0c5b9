import { describe, expect, test } from 'vitest';
import '../../src/app.ts';
import { definitionsOf, repeatable } from '../../src/kernel/repeatable-sql.ts';
import { filesBelow, type Source } from './sources.ts';

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
