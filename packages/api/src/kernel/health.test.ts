import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HealthParts, healthRoutes } from './health.ts';
import { startTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
let superuser: pg.Client;
const servers: FastifyInstance[] = [];
const logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(line) });
  app = await startTestApp({ log });
  superuser = new pg.Client({ connectionString: app.database.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  for (const server of servers) await server.close();
  await app.close();
});

/** The two routes alone, over other parts than the app's: what they answer, and what they write to the log. */
async function ready(
  over: Partial<HealthParts> = {},
): Promise<{ status: number; body: unknown; problems: unknown }> {
  const server = Fastify();
  servers.push(server);
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  healthRoutes({ pool: app.app.database.pool, log, dataFolder: tmpdir(), ...over })(server);
  const response = await server.inject('/readyz');
  const { problems } = JSON.parse(lines[0] ?? '{}') as { problems?: unknown };
  return { status: response.statusCode, body: response.json(), problems };
}

describe('/healthz', () => {
  test('[S89] says that the process is alive', async () => {
    const response = await fetch(`${app.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
});

describe('/readyz', () => {
  test('[S89] is ready when everything is there', async () => {
    const response = await fetch(`${app.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('[S89] a process that is to stop is not ready at once, goes on serving for a while, and then stops', async () => {
    const going = await startTestApp({ config: { shutdownNoticeMs: 1_500 } });
    const status = async (path: string) => (await fetch(going.url + path)).status;
    expect(await status('/readyz')).toBe(200);
    let left = false;
    const leaving = going.app.leave().then(() => {
      left = true;
    });
    expect([await status('/readyz'), await status('/healthz'), left]).toEqual([503, 200, false]);
    expect((await going.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    expect(left).toBe(false);
    await leaving;
    await going.close();
    await expect(fetch(`${going.url}/healthz`)).rejects.toThrow();
  });

  test('[S89] probes leave no line in the log, other requests do', async () => {
    for (const path of ['/healthz', '/readyz', '/nothing-here']) await fetch(app.url + path);
    await expect.poll(() => logged.filter((line) => line.includes('"status":404'))).toHaveLength(1);
    expect(logged.filter((line) => /healthz|readyz/.test(line))).toEqual([]);
  });

  test('[S89] is not ready when the database is down, and says so in its log only', async () => {
    const pool = new pg.Pool({ host: '127.0.0.1', port: 1, user: 'steward_app' });
    expect(await ready({ pool })).toEqual({
      status: 503,
      body: { status: 'unavailable' },
      problems: ['The database cannot be reached.'],
    });
    await pool.end();
  });

  test('[S89] is not ready while migrations are pending, nor on a newer database', async () => {
    const [applied] = (
      await superuser.query(
        'delete from steward.migration where name = (select max(name) from steward.migration) returning *',
      )
    ).rows;
    expect(await ready()).toMatchObject({
      status: 503,
      problems: ['The database lacks migrations.'],
    });
    await superuser.query(`insert into steward.migration (name, sha256) values ('9999_later.sql', 'x')`);
    expect(await ready()).toMatchObject({
      status: 503,
      problems: ['The database is newer than this process.'],
    });
    await superuser.query(`delete from steward.migration where name = '9999_later.sql'`);
    await superuser.query('insert into steward.migration (name, sha256) values ($1, $2)', [
      applied.name,
      applied.sha256,
    ]);
    expect((await ready()).status).toBe(200);
  });

  test('[S89] is not ready without its queue', async () => {
    await superuser.query('alter schema graphile_worker rename to elsewhere');
    expect(await ready()).toMatchObject({
      status: 503,
      problems: ['The job queue cannot be reached.'],
    });
    await superuser.query('alter schema elsewhere rename to graphile_worker');
    expect((await ready()).status).toBe(200);
  });

  test('[S89] is not ready while a job is long due and no worker takes any, of whichever process', async () => {
    const job = (locked: string | null) =>
      superuser.query(
        `insert into graphile_worker._private_jobs (task_id, payload, run_at, locked_at, locked_by)
         values (1, '{}', now() - interval '3 minutes', now() - $1::interval, case when $1 is not null then 'other' end)`,
        [locked],
      );
    await superuser.query(`insert into graphile_worker._private_tasks (id, identifier) overriding system value
      values (1, 'test-due') on conflict do nothing`);
    await job(null);
    expect(await ready()).toMatchObject({
      status: 503,
      problems: ['Jobs are due and no worker takes them.'],
    });
    await job('1 minute');
    expect((await ready()).status).toBe(200);
    await superuser.query('delete from graphile_worker._private_jobs');
  });

  test('[S89] tells the log what is wrong when that changes, and when it is over', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line).msg) });
    const server = Fastify();
    servers.push(server);
    healthRoutes({ pool: app.app.database.pool, log, dataFolder: tmpdir() })(server);
    const probe = async () => (await server.inject('/readyz')).statusCode;
    expect(await probe()).toBe(200);
    await superuser.query('alter schema graphile_worker rename to elsewhere');
    expect([await probe(), await probe()]).toEqual([503, 503]);
    await superuser.query('alter schema elsewhere rename to graphile_worker');
    expect([await probe(), await probe()]).toEqual([200, 200]);
    expect(lines).toEqual(['not ready', 'ready again']);
  });

  test('[S89] is not ready when the disk of the data folder is nearly full', async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'steward-health-'));
    expect(await ready({ dataFolder, leastFreeBytes: Number.MAX_SAFE_INTEGER })).toMatchObject({
      status: 503,
      problems: ['The disk is nearly full.'],
    });
    expect((await ready({ dataFolder: path.join(dataFolder, 'not', 'yet'), leastFreeBytes: 1 })).status).toBe(
      200,
    );
    await rm(dataFolder, { recursive: true });
  });
});
