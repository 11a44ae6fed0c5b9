import { describe, expect, test } from 'vitest';
import { features } from '../../src/app.ts';
import { tableOf } from '../../src/kernel/table.ts';
import { filesBelow } from './sources.ts';
import { foreignTables, unknownSubjects } from './statements.ts';

const sources = filesBelow('packages/api/src', ['.ts', '.sql']);
const homes = new Map(
  features.flatMap(({ name, tables = [] }) => tables.map((table) => [tableOf(table).table, name] as const)),
);
const FOLDER = 'packages/api/src/features';

describe('SQL keeps to the floors', () => {
  test('a statement names tables of its own feature or of those it needs', () => {
    expect(foreignTables(sources, features, homes)).toEqual([]);
  });

  const low = { name: 'g/low', needs: [] };
  const high = { name: 'g/high', needs: ['g/low'] };
  const beside = { name: 'g/beside', needs: [] };
  const highest = { name: 'g/highest', needs: ['g/high'] };
  const tables = new Map([
    ['cellar', 'g/low'],
    ['attic', 'g/high'],
  ]);
  const found = (path: string, text: string) =>
    foreignTables([{ path, text }], [low, high, beside, highest], tables);

  test.each([
    ['a higher table', `${FOLDER}/g/low/x.ts`, '`select 1 from attic`'],
    ['in a join', `${FOLDER}/g/low/x.ts`, "'select 1 from cellar join attic on true'"],
    ['in an update', `${FOLDER}/g/low/x.ts`, '`update attic set x = 1`'],
    ['in an insert', `${FOLDER}/g/low/x.ts`, '`insert into attic (id) values ($1)`'],
    ['in a delete', `${FOLDER}/g/low/x.ts`, '`delete from steward.attic`'],
    ['in a function beside the feature', `${FOLDER}/g/low/low.sql`, 'SELECT 1\n  FROM attic;'],
    ['a lower table that is not needed', `${FOLDER}/g/beside/x.ts`, '`select 1 from cellar`'],
    ['in the kernel', 'packages/api/src/kernel/x.ts', '`select 1 from cellar`'],
  ])('noticed: %s', (_what, path, text) => {
    expect(found(path, text)).toHaveLength(1);
  });

  test.each([
    ['its own', `${FOLDER}/g/low/x.ts`, '`select 1 from cellar`'],
    ['what it needs', `${FOLDER}/g/high/x.ts`, '`select 1 from cellar join attic on true`'],
    ['what its needs need', `${FOLDER}/g/highest/x.ts`, '`select 1 from cellar`'],
    ['a comment', `${FOLDER}/g/low/x.ts`, '// taken from attic\n/** into attic */'],
  ])('not noticed: %s', (_what, path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe('[D9] what the audit log is about has a word', () => {
  test('every type a verb writes is declared', () => {
    expect(unknownSubjects(sources, features)).toEqual([]);
  });

  test('which is noticed when it is not so', () => {
    const source = {
      path: `${FOLDER}/g/high/x.ts`,
      text: "const subject = { type: 'Cellar', id };\nreturn subjectOf('Attic', id);",
    };
    const one = [
      { name: 'g/low', needs: [], audits: { Cellar: {} } },
      { name: 'g/high', needs: ['g/low'] },
    ];
    expect(unknownSubjects([source], one)).toEqual([expect.stringContaining('Attic')]);
  });
});
