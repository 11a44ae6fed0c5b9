import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type App, createApp } from '../app.ts';
import { testConfig } from './config.ts';
import { type EmbeddedServer, startEmbeddedPostgres } from './embedded-postgres.ts';
import { enqueue, enqueueAll, job } from './jobs.ts';
import { createLog } from './log.ts';
import { migrate, withRole } from './migrate.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { Scope } from './scope.ts';
import { startWorker } from './worker.ts';

/** A server of this file's own, which it stops in order and starts again. */
let folder: string;
let server: EmbeddedServer;
let app: App;
let jobsUrl: string;
const start = () => startEmbeddedPostgres(folder, { durable: false });

const begun: string[] = [];
const done = new Set<string>();
const short = job({
  name: 'test-short',
  for: 'platform',
  does: [],
  payload: z.object({ note: z.string(), ms: z.number() }),
  async run(_setting, { note, ms }) {
    begun.push(note);
    await pause(ms);
    done.add(note);
  },
});
const taken = job({
  name: 'test-taken',
  for: 'platform',
  does: [],
  payload: z.object({ note: z.string() }),
  run: async (_setting, { note }) => void done.add(note),
});
const inScope = <T>(work: (scope: Scope) => Promise<T>) =>
  app.scopes.run({ kind: 'system', task: 'test', resellerId: null }, { requestId: 'worker-test' }, work);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'steward-worker-'));
  await chmod(folder, 0o711);
  server = await start();
  const { ownerUrl, appUrl } = await prepareDatabase(server.superuserUrl(), 'steward', 'test');
  await migrate(ownerUrl);
  jobsUrl = withRole(appUrl, 'steward_jobs');
  app = await createApp(testConfig(), appUrl);
}, 60_000);
afterAll(async () => {
  await app.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Kills a process that has taken a job. */
async function killWhileWorking(note: string): Promise<void> {
  await inScope((scope) => enqueue(scope, taken, { note }));
  const file = path.join(import.meta.dirname, 'testing/hanging-worker.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, jobsUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
}

test('[S80] what a killed process had taken is done by others as soon as it is missed', async () => {
  const { scopes, services } = app;
  const note = newId();
  await killWhileWorking(note);
  const worker = await startWorker({ jobsUrl, scopes, services, log: createLog('silent'), lookMs: 500 });
  await vi.waitFor(() => expect(done.has(note)).toBe(true), 10_000);
  await worker.stop();
}, 60_000);

test('[S80] what a living process has taken stays its own, however long it takes', async () => {
  const { scopes, services } = app;
  const open = (lookMs: number) =>
    startWorker({ jobsUrl, scopes, services, log: createLog('silent'), lookMs });
  const [one, other] = [await open(100), await open(100)];
  const note = newId();
  await inScope((scope) => enqueue(scope, short, { note, ms: 1_500 }));
  await vi.waitFor(() => expect(done.has(note)).toBe(true), 10_000);
  expect(begun.filter((begin) => begin === note)).toHaveLength(1);
  for (const worker of [one, other]) await worker.stop();
}, 60_000);

test('[S80] a process that is alone does at once what a killed one had taken', async () => {
  const note = newId();
  await killWhileWorking(note);
  const { scopes, services } = app;
  const worker = await startWorker({ jobsUrl, scopes, services, log: createLog('silent'), alone: true });
  await vi.waitFor(() => expect(done.has(note)).toBe(true), 5_000);
  await worker.stop();
}, 60_000);

test('[S80] the worker goes on after a database that stopped in order while jobs were ending', {
  timeout: 180_000,
}, async () => {
  await app.work();
  for (let round = 0; round < 3; round += 1) {
    const notes = Array.from({ length: 60 }, (_, i) => ({ note: newId(), ms: 20 + (i % 12) * 20 }));
    await vi.waitFor(() => inScope((scope) => enqueueAll(scope, short, notes)), 10_000);
    await vi.waitFor(() => expect(done.has((notes[0] as { note: string }).note)).toBe(true), 20_000);
    await server.stop();
    server = await start();
    const after = newId();
    await vi.waitFor(() => inScope((scope) => enqueue(scope, short, { note: after, ms: 0 })), 10_000);
    await vi.waitFor(() => expect(done.has(after)).toBe(true), { timeout: 30_000, interval: 100 });
  }
});
