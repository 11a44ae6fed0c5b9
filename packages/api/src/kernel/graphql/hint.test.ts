import { newId } from '@steward/shared';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../app.ts';
import { testConfig } from '../config.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { createWorld, type World } from '../testing/world.ts';

interface Hint {
  kind: string;
  id: string | null;
}

let first: TestApp;
/** Another process of the same installation: the same secret, the same database. */
let second: App;
let secondUrl: string;
let world: World;
const clients: Client[] = [];

beforeAll(async () => {
  const secret = 'one secret for both processes, long enough';
  first = await startTestApp({ config: { secret } });
  second = await createApp(testConfig({ secret }), first.database.appUrl, { clock: first.clock });
  secondUrl = await second.listen(0, '127.0.0.1');
  world = await createWorld(first);
  await world.sql(
    `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on,
       retail_minor, wholesale_minor, currency, created_at)
     values ($1, $2, $3, $4, $5, 'S-1', 1, 'ACTIVE', '2026-09-01', 0, 0, 'GBP', now())`,
    [newId(), world.globex.resellerId, world.globex.id, world.globex.user.endUserId, world.mailbox],
  );
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const notify = (change: object) =>
  world.sql('select pg_notify($1, $2)', ['steward_changed', JSON.stringify(change)]);

/** Listens as the holder of the token; returns, with nothing heard yet, once the server really listens for them. */
async function listen(url: string, accessToken: string): Promise<Hint[]> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: { accessToken },
    retryAttempts: 0,
  });
  clients.push(client);
  const heard: Hint[] = [];
  client.subscribe<{ hint: Hint }>(
    { query: 'subscription { hint { kind id } }' },
    { next: ({ data }) => void (data && heard.push(data.hint)), error: () => {}, complete: () => {} },
  );
  const id = crypto.randomUUID();
  await expect
    .poll(() => notify({ kind: 'Ready', id }).then(() => heard.some((change) => change.id === id)))
    .toBe(true);
  // What came before is of the last seconds: another test's.
  heard.splice(0);
  return heard;
}

const about = (heard: Hint[], kind: string) => heard.filter((change) => change.kind === kind);

async function publish(productId: string): Promise<string> {
  const { data } = await first.ask<{ publishNotice: { id: string } }>(
    'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id } }',
    { input: { kind: 'UPDATE', title: 'News', body: 'What is new.', productId } },
    world.platform.staff.token,
  );
  return data.publishNotice.id;
}

describe('hint', () => {
  test('[N3] [S15] a notice is heard of at once by those it concerns, in every process, and by nobody else', async () => {
    const concerned = [
      await listen(first.url, world.globex.user.token),
      await listen(secondUrl, world.globex.user.token),
      await listen(secondUrl, world.globex.admin.token),
      await listen(secondUrl, world.northwind.admin.token),
      await listen(secondUrl, world.platform.staff.token),
    ];
    const others = [
      await listen(first.url, world.initech.user.token),
      await listen(secondUrl, world.initech.admin.token),
      await listen(secondUrl, world.contoso.admin.token),
      await listen(secondUrl, world.acme.admin.token),
    ];
    const id = await publish(world.mailbox);
    for (const heard of concerned) {
      await expect.poll(() => about(heard, 'Notice')).toContainEqual({ kind: 'Notice', id });
    }
    // What was said last has been heard by all: so has everything before it.
    await notify({ kind: 'Last' });
    for (const heard of others) {
      await expect.poll(() => about(heard, 'Last')).toHaveLength(1);
      expect(about(heard, 'Notice')).toEqual([]);
    }
  });

  test('[S15] what one company’s people do is heard of in no other company', async () => {
    const own = await listen(secondUrl, world.globex.admin.token);
    const reseller = await listen(secondUrl, world.northwind.admin.token);
    const colleague = await listen(first.url, world.globex.user.token);
    const others = [
      await listen(secondUrl, world.initech.admin.token),
      await listen(first.url, world.contoso.admin.token),
      await listen(secondUrl, world.acme.user.token),
    ];
    const { data } = await first.ask<{ notices: { nodes: { id: string }[] } }>(
      '{ notices { nodes { id } } }',
      {},
      world.globex.admin.token,
    );
    const id = data.notices.nodes[0]?.id;
    await first.ask(
      'mutation ($id: ID!) { markNoticeSeen(input: { id: $id }) { id } }',
      { id },
      world.globex.admin.token,
    );
    for (const heard of [own, reseller]) {
      await expect.poll(() => about(heard, 'Notice')).toContainEqual({ kind: 'Notice', id });
    }
    await notify({ kind: 'Last' });
    for (const heard of [...others, colleague]) {
      await expect.poll(() => about(heard, 'Last')).toHaveLength(1);
      expect(about(heard, 'Notice')).toEqual([]);
    }
  });
});
