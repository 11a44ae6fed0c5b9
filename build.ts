import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, globSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { Rolldown } from 'vite';

/**
 * Builds what is older than its sources: the API and the console. `--watch` does so again at every change and runs
 * them: the API on its port, the console with hot reload on http://localhost:5173.
 */
const root = import.meta.dirname;
const api = path.join(root, 'packages/api');
const web = path.join(root, 'packages/web');

const sources = {
  [api]: [
    'packages/api/src/**/*',
    'packages/shared/{package.json,src/**/*}',
    'packages/api/{package.json,vite.config.ts}',
    'build.ts',
  ],
  [web]: [
    'packages/web/{src,public}/**/*',
    'packages/web/{index.html,package.json,schema.ts,vite.config.ts}',
    'packages/shared/{package.json,src/**/*}',
    'packages/api/schema.graphql',
    'build.ts',
  ],
};

const stampOf = (folder: string): string => path.join(folder, 'dist', '.built');

function isStale(folder: string): boolean {
  const stamp = stampOf(folder);
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return globSync(sources[folder] ?? [], { cwd: root }).some(
    (file) =>
      !file.endsWith('.test.ts') &&
      !file.endsWith('schema.d.ts') &&
      statSync(path.join(root, file)).mtimeMs > built,
  );
}

async function build(folder: string): Promise<void> {
  const started = new Date();
  const vite = await import('vite');
  process.stdout.write(`Building ${path.relative(root, folder)} …\n`);
  await vite.build({ root: folder, logLevel: 'warn' });
  if (folder === web) await compress(path.join(folder, 'dist'));
  writeFileSync(stampOf(folder), `${started.toISOString()}\n`);
}

/** Compresses the console's texts once, so that serving them costs nothing. */
async function compress(folder: string): Promise<void> {
  const files = globSync('**/*.{js,css,html,svg,txt}', { cwd: folder }).map((file) =>
    path.join(folder, file),
  );
  await Promise.all(
    files.flatMap((file) => [
      pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(`${file}.gz`)),
      pipeline(
        createReadStream(file),
        createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        createWriteStream(`${file}.br`),
      ),
    ]),
  );
}

if (process.argv.includes('--watch')) {
  const vite = await import('vite');
  const watcher = (await vite.build({
    root: api,
    logLevel: 'warn',
    // The program that runs is written over, never taken away.
    build: { watch: {}, emptyOutDir: false },
  })) as Rolldown.RolldownWatcher;
  await new Promise<void>((built) =>
    watcher.on('event', ({ code }) => {
      if (code === 'BUNDLE_END') built();
    }),
  );
  const server = spawn(
    process.execPath,
    ['--watch', '--enable-source-maps', path.join(api, 'dist/main.js'), 'start'],
    {
      stdio: 'inherit',
    },
  );
  const console_ = await vite.createServer({ root: web });
  await console_.listen();
  console_.printUrls();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  server.on('exit', (code) => process.exit(code ?? 0));
} else {
  for (const folder of [api, web]) if (isStale(folder)) await build(folder);
}
