import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.ts';
import { createWorld, type World } from './testing/world.ts';

let app: TestApp;
let world: World;
const logged: { msg: string; level: number }[] = [];

beforeAll(async () => {
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) });
  app = await startTestApp({ log });
  world = await createWorld(app);
});
afterAll(() => app.close());

const RENAME =
  'mutation ($id: ID!, $name: String!) { updateCompany(input: { id: $id, name: $name }) { name } }';
const renaming = (name: string, at: TestApp = app, where: World = world) =>
  at.ask<{ updateCompany: { name: string } }>(
    RENAME,
    { id: where.globex.id, name },
    where.northwind.admin.token,
  );

/** Holds the row of a company, so that whoever changes it waits, until the returned function is called. */
async function holdingGlobex(at: TestApp = app, where: World = world): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: at.database.superuserUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from steward.company where id = $1 for update', [where.globex.id]);
  return () => client.end();
}
const whenSomeoneWaits = (where: World = world) =>
  vi.waitFor(
    async () =>
      expect(
        await where.sql(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      ).not.toEqual([]),
    { timeout: 10_000, interval: 20 },
  );

describe('one tenant under load', () => {
  test('[S19] holds a part of the connections at most: others are served at once', async () => {
    const who = await app.app.services.tokens.verify(world.northwind.admin.token);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const held = Array.from({ length: 40 }, () =>
      app.app.scopes.run(who, { requestId: 'faults-test', readOnly: true }, () => gate),
    );
    const others = await app.ask<{ viewer: object }>('{ viewer { level } }', {}, world.contoso.admin.token);
    expect(others.data.viewer).toEqual({ level: 'RESELLER' });
    open();
    await Promise.all(held);
    expect((await app.ask('{ viewer { level } }', {}, world.northwind.admin.token)).errors).toBeUndefined();
  });

  test('[S19] waits for what another request holds for seconds only, and is told to try again', async () => {
    const letGo = await holdingGlobex();
    const { errors } = await renaming('Globex two');
    await letGo();
    expect(errors).toMatchObject([
      {
        message: 'Someone else is changing the same things at this moment. Please try again.',
        extensions: { code: 'CONFLICT' },
      },
    ]);
    expect((await renaming('Globex three')).data.updateCompany.name).toBe('Globex three');
  }, 30_000);
});

test('[S34] an outage is 503 and one clear word, one line in the log when it begins and one when it is over', async () => {
  const server = new URL(app.database.superuserUrl);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: server.toString() });
  await admin.connect();
  logged.length = 0;
  const ask = (query: string) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.globex.admin.token}` },
      body: JSON.stringify({ query }),
    });
  const queries = ['{ viewer { level } }', '{ companies(first: 1) { totalCount } }', 'mutation { signOut }'];
  try {
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    for (const query of queries) {
      const response = await ask(query);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      const { errors } = (await response.json()) as { errors: object[] };
      expect(errors).toMatchObject([
        {
          message: 'Steward is out of order for a moment. Please try again.',
          extensions: { code: 'UNAVAILABLE', retryAfterMs: 5_000 },
        },
      ]);
    }
  } finally {
    await admin.query(`alter database ${name} allow_connections true`);
    await admin.end();
  }
  const said = () =>
    logged.map(({ msg }) => msg).filter((msg) => msg !== 'request' && !msg.startsWith('live changes'));
  await vi.waitFor(
    async () => {
      expect((await ask('{ viewer { level } }')).status).toBe(200);
      expect(said()).toEqual(['the database is out of reach', 'the database is back']);
    },
    { timeout: 15_000, interval: 500 },
  );
}, 30_000);

test('[S80] requests under way are answered before the process stops, and nobody who is idle holds it up', async () => {
  const own = await startTestApp();
  const ours = await createWorld(own);
  const letGo = await holdingGlobex(own, ours);
  const answer = renaming('Last words', own, ours);
  await whenSomeoneWaits(ours);
  const began = performance.now();
  const closed = own.app.close();
  await letGo();
  expect((await answer).data).toEqual({ updateCompany: { name: 'Last words' } });
  await closed;
  expect(performance.now() - began).toBeLessThan(5_000);
  await expect(fetch(`${own.url}/healthz`)).rejects.toThrow();
  await own.database.drop();
}, 60_000);
