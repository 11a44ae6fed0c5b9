import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const fromApi = createRequire(new URL('packages/api/package.json', import.meta.url));

export default defineConfig({
  // graphql exists once as CommonJS and once as a module: everyone must get the one that Node gives the libraries.
  resolve: { alias: [{ find: /^graphql$/, replacement: fromApi.resolve('graphql') }] },
  oxc: { decorator: { legacy: true } },
  test: {
    include: ['packages/*/{src,test}/**/*.test.{ts,tsx}'],
    // The decorators of the schema need it, whichever module a test imports first.
    setupFiles: [fromApi.resolve('reflect-metadata')],
    globalSetup: ['packages/api/src/kernel/testing/global-setup.ts'],
    testTimeout: 60_000,
    // Conditions are waited for as long as a busy machine may need.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
  },
});
