import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;
/** The customer code of Globex. */
let code: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  const [company] = await world.sql<{ code: string }>(
    'select customer_code as code from company where id = $1',
    [world.globex.id],
  );
  code = company?.code ?? '';
});
afterAll(() => app.close());

const add = async (lastName: string, token = world.globex.admin.token, more: object = {}) => {
  const { data, errors } = await app.ask<{ addEndUser: { id: string; userId: string } }>(
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id userId } }',
    { input: { firstName: 'Ada', lastName, ...more } },
    token,
  );
  expect(errors).toBeUndefined();
  return data.addEndUser;
};
const numberOf = (userId: string): number => Number(userId.slice(userId.lastIndexOf('-') + 1));

describe('user ids', () => {
  test('[I6] everyone has one, of the company’s code and a number', async () => {
    const { data } = await app.ask<{ endUsers: { nodes: { userId: string }[] } }>(
      '{ endUsers { nodes { userId } } }',
      {},
      world.globex.admin.token,
    );
    expect(data.endUsers.nodes).toEqual([{ userId: `${code}-0001` }]);
    expect((await add('Second')).userId).toBe(`${code}-0002`);
  });

  test('[I6] of twenty who are added at once, each has another one, without gaps', async () => {
    const before = numberOf((await add('Before')).userId);
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => add(`Racing${i}`)));
    expect(ids.map(({ userId }) => numberOf(userId)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => before + 1 + i),
    );
  });

  test('[I6] nobody chooses one, and none of somebody who is gone is given again', async () => {
    const { id, userId } = await add('Gone');
    await world.sql('delete from end_user where id = $1', [id]);
    const next = (await add('Next')).userId;
    expect(numberOf(next)).toBe(numberOf(userId) + 1);
    await world.sql(
      `insert into end_user (id, reseller_id, company_id, user_number, user_id, first_name, last_name, status, created_at)
         values (uuidv7(), $1, $2, 7, 'MINE-0007', 'A', 'Chooser', 'ACTIVE', now())`,
      [world.globex.resellerId, world.globex.id],
    );
    const [chooser] = await world.sql<{ user_id: string }>(
      `select user_id from end_user where last_name = 'Chooser'`,
    );
    expect(chooser?.user_id).toBe(`${code}-${String(numberOf(next) + 1).padStart(4, '0')}`);
  });

  test('[I6] it stays when the company’s code is another, and is still nobody else’s', async () => {
    const { id: companyId, admin } = world.initech;
    const former = await add('Former', admin.token);
    await world.sql(`update company set customer_code = 'INI' where id = $1`, [companyId]);
    const { data } = await app.ask<{ endUser: { userId: string } }>(
      'query ($id: ID!) { endUser(id: $id) { userId } }',
      { id: former.id },
      admin.token,
    );
    expect(data.endUser.userId).toBe(former.userId);
    expect((await add('Later', admin.token)).userId).toBe('INI-0003');
  });

  test('[I6] a company whose code another one had before goes on where that one left off', async () => {
    const { id: companyId, resellerId, admin } = world.globex;
    const given = await add('Elder');
    const heir = newId();
    await world.sql(`update company set customer_code = 'FORMER' where id = $1`, [companyId]);
    await world.sql(
      `insert into company (id, reseller_id, name, customer_code, address, vat_treatment, status, agreement_version, created_at)
         select $1, reseller_id, 'Heir Ltd', $3, address, vat_treatment, status, agreement_version, created_at
           from company where id = $2`,
      [heir, companyId, code],
    );
    await world.sql(
      `insert into end_user (id, reseller_id, company_id, first_name, last_name, status, created_at)
         values (uuidv7(), $1, $2, 'An', 'Heir', 'ACTIVE', now())`,
      [resellerId, heir],
    );
    const [first] = await world.sql<{ user_id: string }>(
      'select user_id from end_user where company_id = $1',
      [heir],
    );
    expect(numberOf(first?.user_id ?? '')).toBe(numberOf(given.userId) + 1);
    expect((await add('Later', admin.token)).userId).toBe(
      `FORMER-${String(numberOf(given.userId) + 1).padStart(4, '0')}`,
    );
    await world.sql('update company set customer_code = $2 where id = $1', [heir, 'HEIR']);
    await world.sql('update company set customer_code = $2 where id = $1', [companyId, code]);
  });

  test('[I6] people are found by it', async () => {
    const { userId } = await add('Findable');
    const { data } = await app.ask<{ endUsers: { nodes: object[] } }>(
      'query ($search: String!) { endUsers(filter: { search: $search }) { nodes { lastName } } }',
      { search: userId.toLowerCase() },
      world.northwind.admin.token,
    );
    expect(data.endUsers.nodes).toEqual([{ lastName: 'Findable' }]);
  });

  test('[I6] the invitation tells it', async () => {
    const { id, userId } = await add('Told', world.acme.admin.token, { email: 'told@acme.example' });
    await app.ask(
      'mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { id } }',
      { id },
      world.acme.admin.token,
    );
    const [mail] = await world.letters<{ body: string }>(
      `select body from mail where "to" = 'told@acme.example'`,
    );
    expect(mail?.body).toContain(`Your user id is ${userId}.`);
  });
});
