import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());
afterEach(async () => {
  await world.sql(`update reseller set status = 'ACTIVE'`);
  await world.sql(`update company set status = 'ACTIVE'`);
});

const mutate = (token: string, name: string, input: object) =>
  app.ask<Record<string, { id: string }>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
    { input },
    token,
  );
const suspend = (table: 'reseller' | 'company', id: string) =>
  world.sql(`update ${table} set status = 'SUSPENDED' where id = $1`, [id]);

/** All that begins for a company, by whoever holds the token: what each answers. */
async function beginnings(token: string, name: string, productId = world.archive) {
  const { initech } = world;
  const companyId = initech.id;
  const upload = async () => {
    const response = await fetch(`${app.url}/bulk-changes?companyId=${companyId}&fileName=a.csv`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
      body: 'First name,Last name,E-mail\nAda,Lovelace,ada@initech.example\n',
    });
    return (await response.json()) as { errors?: { message: string }[] };
  };
  const subscribeEndUsers = () =>
    app.ask(
      'mutation ($input: SubscribeEndUsersInput!) { subscribeEndUsers(input: $input) }',
      { input: { endUserIds: [initech.user.endUserId], productIds: [productId] } },
      token,
    );
  const answers = {
    addEndUser: await mutate(token, 'addEndUser', { companyId, firstName: 'Ada', lastName: name }),
    addDomain: await mutate(token, 'addDomain', { companyId, name: `${name}.example` }),
    allocateEmailAddress: await mutate(token, 'allocateEmailAddress', {
      endUserId: initech.user.endUserId,
      address: `${name}@initech.example`,
    }),
    subscribe: await mutate(token, 'subscribe', { companyId, productId: world.hosting }),
    subscribeEndUsers: await subscribeEndUsers(),
    previewBulkChange: await upload(),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([verb, { errors }]) => [verb, errors?.[0]?.message ?? 'done']),
  );
}
const all = (message: string) => ({
  addEndUser: message,
  addDomain: message,
  allocateEmailAddress: message,
  subscribe: message,
  subscribeEndUsers: message,
  previewBulkChange: message,
});
const CONTOSO = 'Contoso Cloud is suspended: nothing new can be added until it is active again.';
const INITECH = 'Initech Ltd is suspended: nothing new can be added until it is active again.';

describe('a suspended reseller', () => {
  test('[S47] nothing new begins for its companies, whoever asks', async () => {
    await suspend('reseller', world.contoso.id);
    for (const { token } of [world.initech.admin, world.platform.staff]) {
      expect(await beginnings(token, 'refused')).toEqual(all(CONTOSO));
    }
    const { errors } = await mutate(world.platform.staff.token, 'onboardCompany', {
      resellerId: world.contoso.id,
      name: 'Late Ltd',
      address: { line1: '1 High Street', city: 'Leeds', postcode: 'LS1 1AA', country: 'GB' },
      administrator: { firstName: 'Lara', lastName: 'Late', email: 'lara@late.example' },
    });
    expect(errors?.[0]).toMatchObject({
      message: CONTOSO,
      extensions: { code: 'CONFLICT', fields: [{ path: 'resellerId' }] },
    });
    expect(await world.sql(`select from mail where "to" = 'lara@late.example'`)).toEqual([]);
  });

  test('[S47] its companies read, correct, end services, and look after their administrators', async () => {
    const { token } = world.initech.admin;
    const { data } = await mutate(token, 'subscribe', {
      companyId: world.initech.id,
      productId: world.hosting,
    });
    await suspend('reseller', world.contoso.id);
    const read = await app.ask(
      '{ viewer { reseller { name status } } companies { nodes { name } } invoices { totalCount } }',
      {},
      token,
    );
    expect(read.data).toMatchObject({
      viewer: { reseller: { name: 'Contoso Cloud', status: 'SUSPENDED' } },
      companies: { nodes: [{ name: 'Initech Ltd' }] },
    });
    const input = { firstName: 'Ivo', lastName: 'Initech', email: 'ivo@initech.example' };
    for (const [verb, given] of [
      ['updateCompany', { id: world.initech.id, phone: '+441132496000' }],
      ['cancelSubscription', { id: data.subscribe?.id }],
      ['inviteAdministrator', input],
    ] as const) {
      expect((await mutate(token, verb, given)).errors).toBeUndefined();
    }
    const refused = await mutate(world.platform.staff.token, 'inviteAdministrator', {
      ...input,
      resellerId: world.contoso.id,
    });
    expect(refused.errors?.[0]?.message).toBe('Contoso Cloud is suspended: nobody can be invited to it.');
  });

  test('[S17] companies of others are not concerned', async () => {
    await suspend('reseller', world.northwind.id);
    expect(await beginnings(world.initech.admin.token, 'others', world.mailbox)).toEqual(all('done'));
  });
});

describe('a suspended company', () => {
  test('[S47] nothing new begins for it, whoever asks', async () => {
    await suspend('company', world.initech.id);
    for (const { token } of [world.contoso.admin, world.platform.staff]) {
      expect(await beginnings(token, 'stopped')).toEqual(all(INITECH));
    }
  });
});
