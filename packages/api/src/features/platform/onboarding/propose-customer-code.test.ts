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

const propose = (token: string, name: string, resellerId?: string) =>
  app.ask<{ proposeCustomerCode: string }>(
    'query ($name: String!, $resellerId: ID) { proposeCustomerCode(name: $name, resellerId: $resellerId) }',
    { name, resellerId },
    token,
  );

describe('proposeCustomerCode', () => {
  test('[T2] is free among the reseller’s own companies, whoever else has it', async () => {
    const { token } = world.northwind.admin;
    expect((await propose(token, 'Globex Ltd')).data.proposeCustomerCode).toBe('GLOBEX2');
    expect((await propose(token, 'Initech Ltd')).data.proposeCustomerCode).toBe('INITECH');
    await world.sql(`update company set customer_code = 'Globex2' where id = $1`, [world.globex.id]);
    expect((await propose(token, 'Globex Ltd')).data.proposeCustomerCode).toBe('GLOBEX');
    await world.sql(`update company set customer_code = 'GLOBEX' where id = $1`, [world.globex.id]);
  });

  test('[T1] staff ask for a reseller, or for the platform’s own channel', async () => {
    const { token } = world.platform.staff;
    expect((await propose(token, 'Acme plc')).data.proposeCustomerCode).toBe('ACME2');
    expect((await propose(token, 'Acme plc', world.northwind.id)).data.proposeCustomerCode).toBe('ACME');
    expect((await propose(token, 'Initech', world.contoso.id)).data.proposeCustomerCode).toBe('INITECH2');
  });

  test('[S10] another reseller is answered like one that does not exist', async () => {
    const theirs = await propose(world.northwind.admin.token, 'Initech', world.contoso.id);
    const nobodys = await propose(world.northwind.admin.token, 'Initech', newId());
    expect(theirs.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
  });

  test('is not for companies and end users, and wants a name', async () => {
    for (const { token } of [world.globex.admin, world.globex.user]) {
      expect((await propose(token, 'X')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const blank = await propose(world.northwind.admin.token, ' ');
    expect(blank.errors?.[0]?.extensions.fields).toEqual([{ path: 'name', message: 'Must be filled in.' }]);
  });
});

describe('proposeInvoicePrefix', () => {
  const proposePrefix = (token: string, name: string) =>
    app.ask<{ proposeInvoicePrefix: string }>(
      'query ($name: String!) { proposeInvoicePrefix(name: $name) }',
      { name },
      token,
    );

  test.each([
    ['Northwind West Ltd', 'NW2'],
    ['Tailspin Toys and Trains Limited', 'TTT'],
    ['Wingtip', 'WIN'],
    ['株式会社', 'R'],
  ])('[T1] for %s it is %s, which is free', async (name, prefix) => {
    expect((await proposePrefix(world.platform.staff.token, name)).data.proposeInvoicePrefix).toBe(prefix);
  });

  test('is for staff only', async () => {
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user])
      expect((await proposePrefix(token, 'X')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
