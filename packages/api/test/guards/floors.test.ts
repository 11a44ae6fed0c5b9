import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { circles, featureOrder, floorProblems } from './floors.ts';
import { type Import, importsOf, modules, root } from './sources.ts';

const imports = modules().flatMap(importsOf);
const appSource = readFileSync(path.join(root, 'packages/api/src/app.ts'), 'utf8');
const features = featureOrder(appSource);

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
    expect([...features].sort(), 'add the feature to `features` in app.ts, low floors first').toEqual(
      folders.sort(),
    );
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

  test('the order is read from app.ts', () => {
    const app = `import { aResolvers, type X } from './features/g/a/index.ts';\nimport { bResolvers } from './features/g/b/index.ts';\nconst features = [\n  bResolvers,\n  aResolvers,\n];`;
    expect(featureOrder(app)).toEqual(['g/b', 'g/a']);
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
