import 'reflect-metadata';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'vite';
import type * as Mutations from './mutations.ts';

/**
 * Takes away, one after the other, things that protect: a policy, a WITH CHECK, what narrows a grant, a verb's permission. Each
 * time the tests of isolation have to fail; what they miss is named, and the command ends with 1.
 *
 *   node --run mutations -- [how many, 10] [seed, today's] [only those whose name has this]
 *
 * It works on a copy of what is committed, in a folder of its own, which goes with it; one of a run that was killed goes with the
 * next. Each takes a minute or two: the quick tests that ought to notice come first, all of isolation only if they do not.
 */
const root = path.resolve(import.meta.dirname, '../../../..');
const [many = '10', seed = String(Math.floor(Date.now() / 86_400_000)), only = ''] = process.argv.slice(2);

const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });

const COPIES = 'steward-mutations-';
const copy = path.join(mkdtempSync(path.join(tmpdir(), `${COPIES}${process.pid}-`)), 'tree');
for (const [, left = '', pid = ''] of git('worktree', 'list', '--porcelain').matchAll(
  new RegExp(`^worktree (.*/${COPIES}(\\d+)-.*)$`, 'gm'),
))
  if (!isRunning(Number(pid))) {
    git('worktree', 'remove', '--force', left);
    rmSync(path.dirname(left), { recursive: true, force: true });
  }
git('worktree', 'add', '--detach', copy, 'HEAD');
let running: ChildProcess | undefined;
process.on('exit', () => {
  git('worktree', 'remove', '--force', copy);
  rmSync(path.dirname(copy), { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    running?.kill('SIGINT');
    process.exit(130);
  });
for (const folder of ['', 'packages/api', 'packages/shared', 'packages/web'])
  symlinkSync(path.join(root, folder, 'node_modules'), path.join(copy, folder, 'node_modules'));

// Decorators and SQL beside the sources want to be transformed.
const vite = await createServer({
  root: path.join(root, 'packages/api'),
  logLevel: 'error',
  oxc: { decorator: { legacy: true } },
  server: { middlewareMode: true, watch: null, ws: false },
  appType: 'custom',
});
const { allMutations, sample } = (await vite.ssrLoadModule(
  path.join(import.meta.dirname, 'mutations.ts'),
)) as typeof Mutations;

const sources = new Map(
  git('ls-files', 'packages/api/src/features')
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => [file, git('show', `HEAD:${file}`)]),
);
const all = allMutations(sources).filter(({ name }) => name.includes(only));
await vite.close();
const chosen = sample(all, Number(many), Number(seed));
process.stdout.write(`${chosen.length} of ${all.length} things that protect, seed ${seed}\n`);

const missed: string[] = [];
for (const { name, noticed, apply } of chosen) {
  execFileSync('git', ['checkout', '--quiet', '.'], { cwd: copy });
  apply(copy);
  const begun = performance.now();
  const caught = !(await isGreen(noticed)) || !(await isGreen(['packages/api/test/isolation']));
  const seconds = Math.round((performance.now() - begun) / 1_000);
  process.stdout.write(`${caught ? 'caught' : 'MISSED'}  ${name} (${seconds} s)\n`);
  if (!caught) missed.push(name);
}
process.stdout.write(missed.length ? `${missed.length} missed\n` : 'Each was caught.\n');
process.exit(missed.length ? 1 : 0);

async function isGreen(files: readonly string[]): Promise<boolean> {
  running = spawn(
    process.execPath,
    [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail=1', '--maxWorkers=1', ...files],
    { cwd: copy, stdio: process.env.MUTATIONS_SHOW ? 'inherit' : 'ignore' },
  );
  const [status] = await once(running, 'exit');
  return status === 0;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
