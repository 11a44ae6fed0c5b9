import { newId } from '@steward/shared';
import { symbols } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvisioningReceiver } from '../../../demo/provisioning-receiver.ts';
import { ProvisioningTest } from '../provisioning/testing.ts';
import { newWebhookSecret } from './webhook-signature.ts';

let t: ProvisioningTest;
/** Everything the product logs, at its most talkative. */
const logged: string[] = [];

beforeAll(async () => {
  t = await ProvisioningTest.start({ logLevel: 'debug' });
  const stream = (t.test.app.log as unknown as Record<symbol, { write(line: string): void }>)[
    symbols.streamSym
  ];
  if (!stream) throw new Error('The log has no stream.');
  stream.write = (line) => void logged.push(line);
});
afterAll(() => t.close());

const CONFIGURE =
  'mutation ($input: ConfigureWebhookInput!) { configureWebhook(input: $input) { id secret } }';
const CONNECTORS = '{ connectors { nodes { id kind name url disabledAt products { id } } } }';

interface Input {
  name: string;
  url: string;
  productIds: string[];
}
const configure = (input: Input, token = t.world.platform.staff.token) =>
  t.test.ask<{ configureWebhook: { id: string; secret: string } }>(CONFIGURE, { input }, token);
const code = (answer: Awaited<ReturnType<typeof configure>>) => answer.errors?.[0]?.extensions.code;
const connector = async (name: string) => {
  const answer = await t.test.ask<{ connectors: { nodes: { name: string; products: object[] }[] } }>(
    CONNECTORS,
    {},
    t.world.platform.staff.token,
  );
  return answer.data.connectors.nodes.find((node) => node.name === name);
};

/** A free port for a receiver that needs its address before it has its secret. */
async function freeAddress(): Promise<{ url: string; port: number }> {
  const receiver = await startProvisioningReceiver({ secret: newWebhookSecret() });
  await receiver.stop();
  t.allow(receiver.url);
  return { url: receiver.url, port: Number(new URL(receiver.url).port) };
}

describe('configureWebhook', () => {
  test('[P2] the secret it shows once is the one that signs; a new one signs along with the old for a day', async () => {
    const productId = await t.product('MANUAL');
    const { url, port } = await freeAddress();
    const { data } = await configure({ name: 'Mail platform', url, productIds: [productId] });
    const old = data.configureWebhook.secret;
    expect(old).toMatch(/^whsec_[\w+/]{43}=$/);
    const receiver = await t.receiver({ port, secret: old });
    const done = async (id: string) => (await t.job(id))?.state;
    const first = await t.started(productId);
    await expect.poll(() => done(first)).toBe('DONE');
    expect(receiver.received).toHaveLength(1);

    // The receiver still has the old secret only.
    const again = await configure({ name: 'Mail platform', url, productIds: [productId] });
    expect(again.data.configureWebhook.id).toBe(data.configureWebhook.id);
    expect(again.data.configureWebhook.secret).not.toBe(old);
    const second = await t.started(productId, t.world.initech);
    await expect.poll(() => done(second)).toBe('DONE');

    t.test.clock.forward(25 * 3_600_000);
    const third = await t.started(productId, t.world.acme);
    await expect.poll(() => done(third)).toBe('PARKED');
    expect((await t.job(third))?.reason).toContain('refused it (401)');
    t.world.platform.staff.token = await t.world.signIn('staff@xe2.example');
  });

  test('[S78] an endpoint that was gone is on again, and what it left is provisioned', async () => {
    const { receiver, productId, connectorId } = await t.target();
    receiver.behaveAs('gone');
    const subscriptionId = await t.started(productId);
    await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('PARKED');
    const [{ name } = { name: '' }] = await t.world.sql<{ name: string }>(
      'select name from connector where id = $1',
      [connectorId],
    );
    expect(await connector(name)).toMatchObject({ disabledAt: expect.any(String) });
    receiver.behaveAs('normal');
    await configure({ name, url: receiver.url, productIds: [productId] });
    expect(await connector(name)).toMatchObject({ disabledAt: null });
    const retry =
      'mutation ($input: RetryProvisioningJobInput!) { retryProvisioningJob(input: $input) { state } }';
    await t.test.ask(
      retry,
      { input: { jobId: (await t.job(subscriptionId))?.id } },
      t.world.platform.staff.token,
    );
    await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('DONE');
  });

  test('[P2] provisions exactly the products it names', async () => {
    const [one, two, three] = [
      await t.product('MANUAL'),
      await t.product('WEBHOOK'),
      await t.product('WEBHOOK'),
    ];
    const { url } = await freeAddress();
    await configure({ name: 'Several', url, productIds: [one, two] });
    expect((await connector('Several'))?.products).toEqual(
      expect.arrayContaining([{ id: one }, { id: two }]),
    );
    await configure({ name: 'several', url, productIds: [two, three] });
    const { products } = (await connector('several')) ?? {};
    expect(products).toHaveLength(2);
    expect(products).toEqual(expect.arrayContaining([{ id: two }, { id: three }]));
  });

  test('[S55] [S83] no secret is in the database, in the API or in the log', async () => {
    const productId = await t.product('WEBHOOK');
    const { url, port } = await freeAddress();
    const { data } = await configure({ name: 'Canary', url, productIds: [productId] });
    const { secret } = data.configureWebhook;
    const receiver = await t.receiver({ port, secret });
    receiver.behaveAs('unavailable');
    const subscriptionId = await t.started(productId);
    await expect.poll(async () => (await t.job(subscriptionId))?.state).toBe('RETRYING');
    await expect.poll(() => logged.some((line) => line.includes('provisioning attempt failed'))).toBe(true);
    expect(logged.filter((line) => line.includes('whsec_') || line.includes(secret.slice(6)))).toEqual([]);
    expect(logged.filter((line) => line.includes('user@globex.example'))).toEqual([]);

    const rows = await t.world.sql<{ text: string }>('select connector::text as text from connector');
    expect(rows.filter(({ text }) => text.includes('whsec_') || text.includes(secret.slice(6)))).toEqual([]);

    const fields = '{ __type(name: "Connector") { fields { name } } }';
    const answer = await t.test.ask<{ __type: { fields: { name: string }[] } }>(
      fields,
      {},
      t.world.platform.staff.token,
    );
    expect(answer.data.__type.fields.map(({ name }) => name).sort()).toEqual([
      'createdAt',
      'credentialsSetAt',
      'credentialsSetBy',
      'disabledAt',
      'driftRules',
      'failures',
      'id',
      'jobs',
      'kind',
      'name',
      'products',
      'settingValues',
      'testDetail',
      'testOutcome',
      'testWords',
      'testedAt',
      'url',
      'watch',
      'work',
    ]);
    expect(JSON.stringify(await t.test.ask(CONNECTORS, {}, t.world.platform.staff.token))).not.toContain(
      'whsec_',
    );
  });

  test.each([
    ['plain http', 'http://hooks.example.com/'],
    ['a private address', 'https://10.0.0.1/provision'],
    ['the metadata address', 'https://169.254.169.254/'],
    ['a password in it', 'https://me:secret@1.1.1.1/'],
    ['no address at all', 'nonsense'],
  ])('[S66] refuses %s and names the field', async (_what, url) => {
    const answer = await configure({ name: 'Wrong', url, productIds: [await t.product('WEBHOOK')] });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'url' }],
    });
    expect(await connector('Wrong')).toBeUndefined();
  });

  test('names the field that is wrong, and does nothing by halves', async () => {
    const { url } = await freeAddress();
    const nameless = await configure({ name: ' ', url, productIds: [newId()] });
    expect(nameless.errors?.[0]?.extensions.fields?.[0]?.path).toBe('name');
    const without = await configure({ name: 'None', url, productIds: [] });
    expect(without.errors?.[0]?.extensions.fields?.[0]?.path).toBe('productIds');
    expect(code(await configure({ name: 'Unknown', url, productIds: [newId()] }))).toBe('NOT_FOUND');
    expect(await connector('Unknown')).toBeUndefined();
  });

  test('nobody but staff may configure or see endpoints', async () => {
    const emails = ['admin@northwind.example', 'admin@globex.example', 'user@globex.example'];
    const input = { name: 'Mine', url: 'https://1.1.1.1/', productIds: [await t.product('WEBHOOK')] };
    for (const email of emails) {
      const token = await t.world.signIn(email);
      expect(code(await configure(input, token))).toBe('FORBIDDEN');
      expect((await t.test.ask(CONNECTORS, {}, token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect(await connector('Mine')).toBeUndefined();
  });
});

describe('updateConnector', () => {
  const update = (input: object, token = t.world.platform.staff.token) =>
    t.test.ask<{ updateConnector: { id: string; name: string; url: string; products: { id: string }[] } }>(
      `mutation ($input: UpdateConnectorInput!) { updateConnector(input: $input) { id name url products { id } } }`,
      { input },
      token,
    );
  const secretOf = (id: string) =>
    t.world.sql('select secret, previous_secret from connector where id = $1', [id]);

  test('[P2] a connector is renamed and moved, and keeps its secret; twice changes nothing', async () => {
    const [one, other] = [await t.product('MANUAL'), await t.product('MANUAL')];
    const { url } = await freeAddress();
    const { data } = await configure({ name: 'Exchange', url, productIds: [one] });
    const { id } = data.configureWebhook;
    const secret = await secretOf(id);
    const renamed = { id, name: 'Exchange farm', productIds: [other] };
    const known = { name: 'Exchange', productIds: [one] };
    const answer = await update({ ...renamed, known });
    expect(answer.data.updateConnector).toEqual({
      id,
      name: 'Exchange farm',
      url,
      products: [{ id: other }],
    });
    expect(await secretOf(id)).toEqual(secret);
    expect((await update(renamed)).errors).toBeUndefined();
    expect(
      await t.world.sql(
        "select changed from audit_entry where action = 'updateConnector' and subject_id = $1",
        [id],
      ),
    ).toEqual([{ changed: ['name', 'productIds'] }]);
    const late = await update({ id, productIds: [one, other], known });
    expect(late.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'known.productIds' }],
    });
  });

  test('is for staff only, of a connector there is, with a name of its own at an address that can be', async () => {
    const productId = await t.product('MANUAL');
    const { url } = await freeAddress();
    const names = ['Mail north', 'Mail south'];
    const [north] = await Promise.all(
      names.map(
        async (name) => (await configure({ name, url, productIds: [productId] })).data.configureWebhook.id,
      ),
    );
    const refused = async (input: object, token?: string) =>
      (await update({ id: north, ...input }, token)).errors?.[0]?.extensions;
    expect(await refused({ name: 'x' }, await t.world.signIn('admin@northwind.example'))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await refused({ id: newId(), name: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused({ name: 'MAIL SOUTH' })).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'name' }],
    });
    expect(await refused({ url: 'http://10.0.0.1/' })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'url' }],
    });
    expect(await refused({ productIds: [newId()] })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
