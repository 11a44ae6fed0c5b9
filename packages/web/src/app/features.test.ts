import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { features } from './router.ts';

const API = path.resolve(import.meta.dirname, '../../../api/src');
const sources = globSync('features/**/*.ts', { cwd: API, exclude: ['**/*.test.ts', '**/pdf/**'] }).map(
  (file) => readFileSync(path.join(API, file), 'utf8'),
);
const found = (pattern: RegExp): string[] =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].sort();

it('[D9] has words for everything that the audit log holds', () => {
  const verbs = sources
    .flatMap((text) => [...text.matchAll(/[vV]erb\(\{\s*name: '(\w+)'([\s\S]*)/g)])
    .filter(([, , body = '']) => /(?<![.\w])subject(: (?!null|['`])|,| \})/.test(body))
    .map(([, name = '']) => name);
  const actions = [...verbs, ...found(/writeAudit\(\s*scope,\s*'(\w+)'/g)];
  expect(actions.length).toBeGreaterThan(40);
  const worded = features.flatMap(({ audit }) => Object.keys(audit ?? {}));
  expect(
    actions.filter((action) => !worded.includes(action)),
    'say it under `audit` in a feature.ts',
  ).toEqual([]);
});

it('[D9] knows everything that is audited by its name', () => {
  const types = found(/\btype: '([A-Z]\w+)',\s*id\b/g);
  expect(types.length).toBeGreaterThan(8);
  const things = features.flatMap((feature) => Object.keys(feature.things ?? {}));
  expect(
    types.filter((type) => !things.includes(type)),
    'say it under `things` in a feature.ts',
  ).toEqual([]);
});
