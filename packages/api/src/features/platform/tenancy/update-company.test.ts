import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addCompany } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const update = (token: string | undefined, input: object) =>
  app.ask<{ updateCompany: Record<string, unknown> }>(
    `mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) {
       name customerCode phone vatNumber status address { line1 line2 } } }`,
    { input },
    token,
  );
const auditOf = (id: string) =>
  world.sql<{ changed: string[]; reseller_id: string; reference: string }>(
    `select changed, reseller_id, company_id, reference from audit_entry where action = 'updateCompany' and subject_id = $1 order by at, id`,
    [id],
  );

describe('updateCompany', () => {
  test('[T2] a company corrects its own name, address and phone; its reseller reads so in the audit log', async () => {
    const { data, errors } = await update(world.globex.admin.token, {
      id: world.globex.id,
      name: 'Globex Holding 株式会社',
      phone: '0113 496 0000',
      address: { line1: '9 Dock Road', line2: '', city: 'Leeds', postcode: 'LS10 1AA', country: 'gb' },
      // As the form sends it, unchanged.
      customerCode: 'GLOBEX',
    });
    expect(errors).toBeUndefined();
    expect(data.updateCompany).toEqual({
      name: 'Globex Holding 株式会社',
      customerCode: 'GLOBEX',
      phone: '+441134960000',
      vatNumber: null,
      status: 'ACTIVE',
      address: { line1: '9 Dock Road', line2: null },
    });
    expect(await auditOf(world.globex.id)).toEqual([
      {
        changed: ['name', 'address', 'phone'],
        reseller_id: world.northwind.id,
        company_id: world.globex.id,
        reference: 'GLOBEX',
      },
    ]);
  });

  test('[T3] its reseller and staff also change the customer code', async () => {
    for (const [token, customerCode] of [
      [world.contoso.admin.token, 'ini-1'],
      [world.platform.staff.token, 'ini-2'],
    ] as const) {
      const { data } = await update(token, { id: world.initech.id, customerCode });
      expect(data.updateCompany).toMatchObject({ customerCode: customerCode.toUpperCase() });
    }
  });

  test.each([
    ['customerCode', { customerCode: 'BEST' }],
    ['status', { status: 'SUSPENDED' }],
    ['vatTreatment', { vatTreatment: 'OUTSIDE_UK' }],
  ])('a company does not change its own %s', async (path, change) => {
    const { errors } = await update(world.acme.admin.token, {
      id: world.acme.id,
      name: 'New name',
      ...change,
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', fields: [{ path }] });
    expect(await world.sql('select name from company where id = $1', [world.acme.id])).toEqual([
      { name: 'Acme Ltd' },
    ]);
    expect(await auditOf(world.acme.id)).toEqual([]);
  });

  test('[S10] [S17] another tenant’s company is answered like one that does not exist', async () => {
    for (const { token } of [world.northwind.admin, world.globex.admin]) {
      const theirs = await update(token, { id: world.initech.id, name: 'Mine' });
      const nobodys = await update(token, { id: newId(), name: 'Mine' });
      expect(theirs.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
      expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    }
  });

  test('is not for end users', async () => {
    const answer = await update(world.globex.user.token, { id: world.globex.id, name: 'Mine' });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('names every field that is wrong', async () => {
    const { errors } = await update(world.northwind.admin.token, {
      id: world.globex.id,
      name: '  ',
      phone: 'none',
      customerCode: 'a b',
      address: { line1: '', city: 'x'.repeat(81), postcode: 'LS1', country: 'England' },
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'name',
      'address.line1',
      'address.city',
      'address.country',
      'phone',
      'customerCode',
    ]);
  });

  test('a customer code that another of the reseller’s companies has is a conflict, in any case', async () => {
    await addCompany(world, world.northwind.id, 'Hooli');
    const { errors } = await update(world.northwind.admin.token, {
      id: world.globex.id,
      customerCode: 'hooli',
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'customerCode' }] });
    expect(
      (await update(world.contoso.admin.token, { id: world.initech.id, customerCode: 'hooli' })).errors,
    ).toBeUndefined();
  });
});

describe('updateCompany, status', () => {
  const viewer = (token: string) => app.ask('{ viewer { level } }', {}, token);

  test.each([
    ['its reseller', () => world.northwind.admin.token],
    ['staff', () => world.platform.staff.token],
  ])(
    '[S47] suspended by %s, its people are shut out at once; taken back, they are in again',
    async (_who, token) => {
      await update(token(), { id: world.globex.id, status: 'SUSPENDED' });
      for (const person of [world.globex.admin, world.globex.user]) {
        expect((await viewer(person.token)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
        await expect(world.signIn(person.email)).rejects.toThrow('UNAUTHENTICATED');
      }
      expect((await viewer(world.northwind.admin.token)).errors).toBeUndefined();
      await update(token(), { id: world.globex.id, status: 'ACTIVE' });
      for (const person of [world.globex.admin, world.globex.user]) {
        expect((await viewer(person.token)).errors).toBeUndefined();
      }
      expect((await auditOf(world.globex.id)).slice(-2).map(({ changed }) => changed)).toEqual([
        ['status'],
        ['status'],
      ]);
    },
  );

  test('[S47] a suspended end user is shut out too', async () => {
    await world.sql(`update end_user set status = 'SUSPENDED' where id = $1`, [world.acme.user.endUserId]);
    expect((await viewer(world.acme.user.token)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await viewer(world.acme.admin.token)).errors).toBeUndefined();
  });

  test('[S24] the database itself refuses a company that would suspend itself', async () => {
    const who = await app.app.services.tokens.verify(world.acme.admin.token);
    await expect(
      app.app.scopes.run(who, { requestId: 'test' }, (scope) =>
        scope.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.acme.id]),
      ),
    ).rejects.toThrow('row-level security');
  });
});
