import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const fromApi = createRequire(path.join(root, 'packages/api/package.json'));

const ALL = 'packages/*/{src,test}/**/*.test.{ts,tsx}';
const BROWSER = 'packages/api/test/browser/**';
/** Run processes or database servers of their own. */
const PROCESSES = [
  'packages/api/test/commands/**',
  'packages/api/src/kernel/{embedded-postgres,worker}.test.ts',
];
/** Whoever imports what stands in a folder or file `testing` works on a database of the run; others do without one. */
const WITH_DATABASE = globSync(ALL, { cwd: root, exclude: ['**/node_modules/**'] }).filter((file) =>
  /^(import|\}) .*'[^']*\/testing(\/[\w-]+)?\.ts'|\binject\(/m.test(
    readFileSync(path.join(root, file), 'utf8'),
  ),
);
const DATABASE = 'packages/api/src/kernel/testing/global-setup.ts';

interface Kind {
  include: string[];
  exclude?: string[];
  globalSetup?: string;
}
/** The kinds of tests, longest files first: they run in the order of these names. docs/decisions/0017-tests.md says why. */
const KINDS: Record<string, Kind> = {
  browser: { include: [`${BROWSER}/*.test.ts`], globalSetup: DATABASE },
  commands: { include: PROCESSES },
  product: { include: WITH_DATABASE, exclude: [BROWSER, ...PROCESSES], globalSetup: DATABASE },
  units: { include: [ALL], exclude: [BROWSER, ...PROCESSES, ...WITH_DATABASE] },
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: Object.entries(KINDS).map(([name, { include, exclude = [], globalSetup }]) => ({
      // graphql exists once as CommonJS and once as a module: everyone must get the one that Node gives the libraries.
      resolve: { alias: [{ find: /^graphql$/, replacement: fromApi.resolve('graphql') }] },
      oxc: { decorator: { legacy: true } },
      test: {
        name,
        include: include.flatMap((files) => (files.endsWith('/**') ? `${files}/*.test.ts` : files)),
        exclude: ['**/node_modules/**', ...exclude],
        ...(globalSetup && { globalSetup }),
        // The decorators of the schema need it, whichever module a test imports first.
        setupFiles: [fromApi.resolve('reflect-metadata')],
        testTimeout: 60_000,
        // Conditions are waited for as long as a busy machine may need.
        expect: { poll: { timeout: 20_000 } },
        hookTimeout: 120_000,
        pool: 'forks',
        // Modules are loaded once per worker: they declare, and keep nothing of a test.
        isolate: false,
      },
    })),
  },
});
