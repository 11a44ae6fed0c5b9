import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { loadMore } from '../frame/feature.ts';
import * as listed from './features.ts';
import { features } from './navigation.ts';
import * as routes from './routes.ts';

const API = path.resolve(import.meta.dirname, '../../../api/src');
const sources = globSync('features/**/*.ts', { cwd: API, exclude: ['**/*.test.ts', '**/pdf/**'] }).map(
  (file) => readFileSync(path.join(API, file), 'utf8'),
);
const found = (pattern: RegExp): string[] =>
  [...new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].sort();

it('[D9] has words for everything that the audit log holds', async () => {
  const verbs = sources
    .flatMap((text) => text.split(/[vV]erb\(\{\s*name: '/).slice(1))
    .filter((body) => /(?<![.\w])subject(: (?!null|['`])|,| \})/.test(body))
    .map((body) => body.slice(0, body.indexOf("'")));
  const actions = [...verbs, ...found(/writeAudit\(\s*scope,\s*'(\w+)'/g)];
  expect(actions.length).toBeGreaterThan(40);
  const worded = (await loadMore(features)).flatMap(({ audit = {} }) => Object.keys(audit));
  expect(
    actions.filter((action) => !worded.includes(action)),
    'say it in the audit.ts of a feature',
  ).toEqual([]);
});

it('[D9] knows everything that is audited by its name', async () => {
  const types = found(/\btype: '([A-Z]\w+)',\s*id\b/g);
  expect(types.length).toBeGreaterThan(8);
  const things = (await loadMore(features)).flatMap(({ things = {} }) => Object.keys(things));
  expect(
    types.filter((type) => !things.includes(type)),
    'say it under `things` in a more.ts',
  ).toEqual([]);
});

it('lists every feature, with its pages if it has any', () => {
  const below = path.resolve(import.meta.dirname, '../features');
  expect(Object.keys(listed)).toHaveLength(globSync('*/*/feature.ts', { cwd: below }).length);
  expect(Object.keys(routes)).toHaveLength(globSync('*/*/routes.ts', { cwd: below }).length);
});
