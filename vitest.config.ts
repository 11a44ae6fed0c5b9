import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const fromApi = createRequire(new URL('packages/api/package.json', import.meta.url));

/** What is the product's own. Its modules are loaded once per worker: they declare, and keep nothing of a test. */
const OF_FEATURES = [
  'packages/api/src/features/**/*.test.ts',
  'packages/{shared,web}/src/**/*.test.{ts,tsx}',
];

const common = {
  // graphql exists once as CommonJS and once as a module: everyone must get the one that Node gives the libraries.
  resolve: { alias: [{ find: /^graphql$/, replacement: fromApi.resolve('graphql') }] },
  oxc: { decorator: { legacy: true } },
};
const test = {
  // The decorators of the schema need it, whichever module a test imports first.
  setupFiles: [fromApi.resolve('reflect-metadata')],
  testTimeout: 60_000,
  // Conditions are waited for as long as a busy machine may need.
  expect: { poll: { timeout: 20_000 } },
  hookTimeout: 120_000,
  pool: 'forks' as const,
};

export default defineConfig({
  test: {
    globalSetup: ['packages/api/src/kernel/testing/global-setup.ts'],
    maxWorkers: 2,
    projects: [
      { ...common, test: { ...test, name: 'features', include: OF_FEATURES, isolate: false } },
      {
        ...common,
        test: {
          ...test,
          name: 'house',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...OF_FEATURES],
        },
      },
    ],
  },
});
