import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEVELS } from '@steward/shared';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Filled, filled } from '../../bench/installation.ts';
import { assertSameAnswers, ceiling, postgraphile, steward } from '../../bench/servers.ts';
import type { Asked } from '../../bench/works/asked.ts';
import { directory, endUser } from '../../bench/works/directory.ts';
import { cloneDatabase } from '../../src/kernel/testing/test-database.ts';

const closing: (() => Promise<unknown>)[] = [];
let few: Filled;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-answers-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const database = await cloneDatabase();
  closing.push(() => database.drop());
  const client = new pg.Client({
    connectionString: database.superuserUrl,
    options: '-c search_path=steward',
  });
  await client.connect();
  closing.push(() => client.end());
  few = await filled(database, client, folder, {
    resellers: 2,
    companies: 4,
    endUsers: 80,
    endUsersOfCompany: 60,
  });
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

test.each<[string, Asked, () => (string | undefined)[]]>([
  ['[W1] the directory', directory, () => [undefined]],
  ['[W2] one end user', endUser, () => few.population.endUserIds.slice(0, 3)],
])('%s: the references that speed is measured beside give the same answers', async (_name, asked, ids) => {
  const servers = [await steward(few, asked), await postgraphile(few, asked), await ceiling(few, asked)];
  try {
    await expect(assertSameAnswers(servers, ids())).resolves.toBeUndefined();
  } finally {
    for (const { served } of servers) await served.stop();
  }
});

test.each(LEVELS)('[W3] the home of a %s is answered', async (level) => {
  const server = await steward(few, { steward: '{ home { runningSubscriptions } }' }, { level });
  try {
    const { url, headers } = server;
    const answer = await fetch(url, { method: 'POST', headers, body: server.body(undefined) });
    expect(await answer.json()).toEqual({
      data: { home: { runningSubscriptions: expect.toSatisfy(Number.isInteger) } },
    });
  } finally {
    await server.served.stop();
  }
});
