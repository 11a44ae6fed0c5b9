import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const add = async (token: string, input: object): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
    { input },
    token,
  );
  return data.addEndUser.id;
};
const endUsers = async (token: string, filter: object = {}, orderBy?: object): Promise<string[]> => {
  const { data } = await app.ask<{ endUsers: { nodes: { displayName: string }[] } }>(
    'query ($filter: EndUserFilter, $orderBy: EndUserOrder) { endUsers(filter: $filter, orderBy: $orderBy) { nodes { displayName } } }',
    { filter, orderBy },
    token,
  );
  return data.endUsers.nodes.map(({ displayName }) => displayName);
};

describe('endUsers', () => {
  test('[S10] [S17] each level finds those it stands over, and nobody else', async () => {
    const id = await add(world.globex.admin.token, { firstName: 'Grace', lastName: 'Hopper' });
    expect(await endUsers(world.globex.admin.token)).toEqual(['Uma Globex', 'Grace Hopper']);
    expect(await endUsers(world.globex.user.token)).toEqual(['Uma Globex']);
    expect(await endUsers(world.initech.admin.token)).toEqual(['Uma Initech']);
    expect(await endUsers(world.contoso.admin.token, { companyId: world.globex.id })).toEqual([]);
    expect(await endUsers(world.northwind.admin.token)).toContain('Grace Hopper');
    expect(await endUsers(world.platform.staff.token)).toEqual(
      expect.arrayContaining(['Uma Acme', 'Uma Initech', 'Grace Hopper']),
    );
    for (const [token, unknown] of [
      [world.initech.admin.token, id],
      [world.globex.user.token, id],
      [world.globex.admin.token, newId()],
    ]) {
      const { errors } = await app.ask(
        'query ($id: ID!) { endUser(id: $id) { id } }',
        { id: unknown },
        token,
      );
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });

  test('[U1] are found by the beginnings of names and address, by status and company', async () => {
    const { token } = world.acme.admin;
    await add(token, { firstName: 'Ada', lastName: 'Lovelace', email: 'countess@acme.example' });
    const suspended = await add(token, { firstName: 'Zoë', lastName: 'Adams' });
    await app.ask(
      'mutation ($id: ID!) { updateEndUser(input: { id: $id, status: SUSPENDED }) { id } }',
      { id: suspended },
      token,
    );
    expect(await endUsers(token, { search: 'ad' })).toEqual(['Zoë Adams', 'Ada Lovelace']);
    expect(await endUsers(token, { search: 'LOVE ada' })).toEqual(['Ada Lovelace']);
    expect(await endUsers(token, { search: 'countess@' })).toEqual(['Ada Lovelace']);
    expect(await endUsers(token, { search: 'zoë' })).toEqual(['Zoë Adams']);
    expect(await endUsers(token, { search: 'acme.example' })).toEqual([]);
    expect(await endUsers(token, { status: 'SUSPENDED' })).toEqual(['Zoë Adams']);
    expect(await endUsers(token, {}, { field: 'EMAIL', direction: 'DESC' })).toEqual([
      'Uma Acme',
      'Ada Lovelace',
      'Zoë Adams',
    ]);
    expect(await endUsers(world.platform.staff.token, { companyId: world.acme.id, search: 'uma' })).toEqual([
      'Uma Acme',
    ]);
  });

  test('[U1] are found by a service they hold, until it ends', async () => {
    const { token, id } = { token: world.northwind.admin.token, id: world.globex.user.endUserId };
    const holders = (productId: string) => endUsers(token, { productId });
    expect(await holders(world.archive)).toEqual([]);
    const { data } = await app.ask<{ subscribe: { id: string } }>(
      'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
      { input: { endUserId: id, productId: world.archive } },
      token,
    );
    expect(await holders(world.archive)).toEqual(['Uma Globex']);
    expect(await holders(world.mailbox)).toEqual([]);
    expect(await holders('nothing')).toEqual([]);
    await app.ask(
      'mutation ($id: ID!) { cancelSubscription(input: { id: $id }) { id } }',
      { id: data.subscribe.id },
      token,
    );
    expect(await holders(world.archive)).toEqual([]);
  });
});

describe('a company', () => {
  const QUERY =
    'query ($id: ID!) { company(id: $id) { domains { nodes { name addressCount } totalCount } endUsers { nodes { email addresses { address } } } } }';

  test('[U1] has domains and end users, in one statement of any depth', async () => {
    const { data } = await app.ask<{ company: { domains: object; endUsers: { nodes: object[] } } }>(
      QUERY,
      { id: world.initech.id },
      world.contoso.admin.token,
    );
    expect(data.company.domains).toEqual({
      nodes: [{ name: 'initech.example', addressCount: 1 }],
      totalCount: 1,
    });
    expect(data.company.endUsers.nodes).toEqual([
      { email: 'user@initech.example', addresses: [{ address: 'user@initech.example' }] },
    ]);
  });

  test('[S23] whose lists are closed to an end user, by whichever way they come', async () => {
    const { errors } = await app.ask(
      'query ($id: ID!) { endUser(id: $id) { company { domains { nodes { name } } } } }',
      { id: world.globex.user.endUserId },
      world.globex.user.token,
    );
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('domains', () => {
  const names = async (token: string, filter: object = {}): Promise<string[]> => {
    const { data } = await app.ask<{ domains: { nodes: { name: string }[] } }>(
      'query ($filter: DomainFilter) { domains(filter: $filter) { nodes { name } } }',
      { filter },
      token,
    );
    return data.domains.nodes.map(({ name }) => name);
  };

  test('[U1] each level finds those it stands over', async () => {
    expect(await names(world.globex.admin.token)).toEqual(['globex.example']);
    expect(await names(world.northwind.admin.token)).toEqual(['globex.example']);
    expect(await names(world.platform.staff.token)).toEqual([
      'acme.example',
      'globex.example',
      'initech.example',
    ]);
    expect(await names(world.platform.staff.token, { search: 'INIT' })).toEqual(['initech.example']);
    expect(await names(world.platform.staff.token, { companyId: world.acme.id })).toEqual(['acme.example']);
    expect(await names(world.northwind.admin.token, { companyId: world.acme.id })).toEqual([]);
  });

  test('an end user may not', async () => {
    const { errors } = await app.ask('{ domains { nodes { id } } }', {}, world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
