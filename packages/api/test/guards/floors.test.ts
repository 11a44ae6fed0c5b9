import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { features } from '../../src/app.ts';
import { circles, floorProblems, needProblems, unlisted } from './floors.ts';
import { type Import, importsOf, modules, root } from './sources.ts';

const sources = modules();
const imports = sources.flatMap(importsOf);

const one = (from: string, to: string, typeOnly = false): Import => ({ from, to, typeOnly });
const API = 'packages/api/src';
const WEB = 'packages/web/src';

describe('floors', () => {
  test('every import stays on its floor or goes down', () => {
    expect(floorProblems(imports, features)).toEqual([]);
  });

  test('app.ts lists every feature there is', () => {
    const folders = readdirSync(path.join(root, API, 'features')).flatMap((group) =>
      readdirSync(path.join(root, API, 'features', group)).map((feature) => `${group}/${feature}`),
    );
    expect(
      features.map(({ name }) => name).sort(),
      'add the feature to `features` in app.ts, low floors first',
    ).toEqual(folders.sort());
  });

  test.each([
    [
      'the kernel imports a feature',
      one(`${API}/kernel/scope.ts`, `${API}/features/platform/tenancy/index.ts`),
    ],
    [
      'a feature imports a higher one',
      one(`${API}/features/platform/tenancy/company.entity.ts`, `${API}/features/trade/billing/index.ts`),
    ],
    [
      'a feature imports the inside of a lower one',
      one(
        `${API}/features/trade/billing/invoice.entity.ts`,
        `${API}/features/platform/tenancy/company.entity.ts`,
      ),
    ],
    [
      'a feature imports a lower one that it does not need',
      one(`${API}/features/trade/catalogue/product.entity.ts`, `${API}/features/desk/notifications/index.ts`),
    ],
    ['a feature imports app.ts', one(`${API}/features/trade/billing/index.ts`, `${API}/app.ts`)],
    [
      'a feature imports the demonstration',
      one(`${API}/features/trade/billing/index.ts`, `${API}/demo/demo.ts`),
    ],
    [
      'app.ts imports the inside of a feature',
      one(`${API}/app.ts`, `${API}/features/platform/tenancy/company.entity.ts`),
    ],
    [
      'a command imports the inside of a feature',
      one(`${API}/commands.ts`, `${API}/features/platform/tenancy/company.entity.ts`),
    ],
    ['the demonstration imports a command', one(`${API}/demo/demo.ts`, `${API}/commands.ts`)],
    ['shared imports the API', one('packages/shared/src/money.ts', `${API}/app.ts`)],
    ['the console imports the API', one(`${WEB}/lib/format.ts`, `${API}/kernel/config.ts`)],
    ['lib imports ui', one(`${WEB}/lib/format.ts`, `${WEB}/ui/Money.tsx`)],
    ['ui imports data', one(`${WEB}/ui/Money.tsx`, `${WEB}/data/session.ts`)],
    [
      'a web feature imports another',
      one(`${WEB}/features/platform/tenancy/CompanyPage.tsx`, `${WEB}/features/trade/billing/Payments.tsx`),
    ],
    [
      'a web feature imports the app',
      one(`${WEB}/features/platform/tenancy/CompanyPage.tsx`, `${WEB}/app/router.ts`),
    ],
  ])('noticed: %s', (_what, broken) => {
    expect(floorProblems([broken], features)).toEqual([expect.stringContaining(broken.to)]);
  });

  test('a feature needs lower features only', () => {
    expect(needProblems(features)).toEqual([]);
    expect(
      needProblems([
        { name: 'a', needs: ['b'] },
        { name: 'b', needs: ['a', 'a'] },
      ]),
    ).toEqual([expect.stringContaining('a needs b'), expect.stringContaining('b needs a')]);
  });
});

describe('feature.ts', () => {
  test('lists every table, list, verb, view and job of its folder', () => {
    expect(unlisted(sources, features)).toEqual([]);
  });

  test.each([
    ['a table', "@Table('note', {\n  tenant: 'none',\n})\nexport class Note {}", 'Note'],
    ['an internal one', "@Table('note', { internal: true })\nexport class Note {}", 'Note'],
    ['a verb', 'export const addNote = verb({', 'addNote'],
    ['a verb of its own', 'const addNote = outsideVerb({', 'addNote'],
    ['a list', 'export const notes = list(Note, {', 'notes'],
    ['a view', 'export const note = view({', 'note'],
    ['a job', 'const noteJob = job({', 'noteJob'],
    ['a job that nobody can list', '\njob({', 'without a name'],
  ])('noticed: it leaves out %s', (_what, text, word) => {
    const folder = `${API}/features/a/b`;
    const said = { path: `${folder}/feature.ts`, text: "export const b = feature({ name: 'a/b' });" };
    const found = unlisted([said, { path: `${folder}/x.ts`, text }], [{ name: 'a/b', needs: [] }]);
    expect(found).toEqual([expect.stringContaining(word)]);
  });
});

test('verbs, jobs and reads know no door: nothing they import leads to one', () => {
  const reached = new Set(['verb', 'jobs', 'read/list'].map((room) => `${API}/kernel/${room}.ts`));
  for (const module of reached) for (const { from, to } of imports) if (from === module) reached.add(to);
  expect([...reached].filter((module) => module.startsWith(`${API}/kernel/graphql/`))).toEqual([]);
});

describe('circles', () => {
  test('there are none', () => {
    expect(circles(imports)).toEqual([]);
  });

  test('are noticed, types left out', () => {
    const around = [one('a', 'b'), one('b', 'c'), one('c', 'b')];
    expect(circles(around)).toEqual([expect.stringContaining('b → c → b')]);
    expect(circles([one('a', 'b'), one('b', 'a', true)])).toEqual([]);
  });
});

test('imports are read in every form', () => {
  const text = `import 'x';\nimport type { A } from './a.ts';\nimport {\n  b,\n} from '../b.ts';\nexport { c } from './c.ts';\nexport type { D } from './d.ts';\nconst e = await import('./e.ts');\nconst not = "from './f.ts'";`;
  expect(importsOf({ path: 'packages/p/src/m.ts', text }).map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
    ['x', false],
    ['packages/p/src/a.ts', true],
    ['packages/p/b.ts', false],
    ['packages/p/src/c.ts', false],
    ['packages/p/src/d.ts', true],
    ['packages/p/src/e.ts', false],
  ]);
});
