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

interface DomainAnswer {
  id: string;
  name: string;
  addressCount: number;
  company: { id: string };
}
const add = (token: string, input: object) =>
  app.ask<{ addDomain: DomainAnswer }>(
    'mutation ($input: AddDomainInput!) { addDomain(input: $input) { id name addressCount company { id } } }',
    { input },
    token,
  );
const remove = (token: string, id: string) =>
  app.ask<{ removeDomain: string }>(
    'mutation ($id: ID!) { removeDomain(input: { id: $id }) }',
    { id },
    token,
  );
const audited = (id: string) =>
  world.sql(
    'select action, actor_level, company_id, reference from audit_entry where subject_id = $1 order by at, id',
    [id],
  );

describe('addDomain', () => {
  test("[U1] adds a domain to the actor's own company, in one form", async () => {
    const { data } = await add(world.globex.admin.token, { name: ' Mail.GLOBEX.example ' });
    expect(data.addDomain).toMatchObject({
      name: 'mail.globex.example',
      addressCount: 0,
      company: { id: world.globex.id },
    });
    expect(await audited(data.addDomain.id)).toEqual([
      {
        action: 'addDomain',
        actor_level: 'COMPANY',
        company_id: world.globex.id,
        reference: 'mail.globex.example',
      },
    ]);
  });

  test('[T3] a reseller and staff name the company', async () => {
    const byReseller = await add(world.northwind.admin.token, {
      companyId: world.globex.id,
      name: 'globex.net',
    });
    expect(byReseller.data.addDomain.company.id).toBe(world.globex.id);
    const byStaff = await add(world.platform.staff.token, {
      companyId: world.initech.id,
      name: 'initech.net',
    });
    expect(byStaff.data.addDomain.company.id).toBe(world.initech.id);
    const unnamed = await add(world.northwind.admin.token, { name: 'globex.org' });
    expect(unnamed.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'companyId' }],
    });
  });

  test('an end user may not', async () => {
    const { errors } = await add(world.globex.user.token, { name: 'mine.example' });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] a company of another tenant is as one that does not exist', async () => {
    const answers = await Promise.all(
      [world.initech.id, world.acme.id, newId()].map((companyId) =>
        add(world.northwind.admin.token, { companyId, name: 'taken-over.example' }),
      ),
    );
    for (const { errors } of answers) {
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such company.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await world.sql(`select from domain where name = 'taken-over.example'`)).toEqual([]);
  });

  test.each([
    'localhost',
    'co.uk',
    'com.au',
    '10.0.0.12',
    'two words.example',
    'name@globex.example',
    `${'x'.repeat(64)}.example`,
    '',
  ])('refuses %s and says what would be right', async (name) => {
    const { errors } = await add(world.globex.admin.token, { name });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'name' }] });
  });

  test('a domain that someone has is a conflict, whoever it is and however it is written', async () => {
    for (const name of ['globex.example', 'initech.example', 'INITECH.example']) {
      const { errors } = await add(world.globex.admin.token, { name });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'name' }] });
    }
    await add(world.globex.admin.token, { name: 'münchen.example' });
    const same = await add(world.initech.admin.token, { name: 'xn--mnchen-3ya.example' });
    expect(same.errors?.[0]?.message).toBe('münchen.example is already in use.');
  });
});

describe('removeDomain', () => {
  const added = async (name: string): Promise<string> =>
    (await add(world.globex.admin.token, { name })).data.addDomain.id;
  const exists = async (id: string): Promise<boolean> =>
    (await world.sql('select from domain where id = $1', [id])).length === 1;

  test('[U1] removes an unused domain, which another company may then add', async () => {
    const id = await added('short-lived.example');
    expect((await remove(world.globex.admin.token, id)).data).toEqual({ removeDomain: id });
    expect(await exists(id)).toBe(false);
    expect((await audited(id)).at(-1)).toMatchObject({
      action: 'removeDomain',
      reference: 'short-lived.example',
    });
    expect((await add(world.initech.admin.token, { name: 'short-lived.example' })).errors).toBeUndefined();
  });

  test('[T3] staff may too', async () => {
    const id = await added('by-staff.example');
    expect((await remove(world.platform.staff.token, id)).data).toEqual({ removeDomain: id });
  });

  test('not while an address is allocated in it', async () => {
    const { errors } = await remove(world.globex.admin.token, world.globex.domainId);
    expect(errors?.[0]).toMatchObject({
      message: '1 address is allocated in globex.example: release them first.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await exists(world.globex.domainId)).toBe(true);
  });

  test('an end user may not', async () => {
    const { errors } = await remove(world.globex.user.token, world.globex.domainId);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] a domain of another tenant is as one that does not exist', async () => {
    const id = await added('not-yours.example');
    for (const unknown of [id, newId()]) {
      const { errors } = await remove(world.initech.admin.token, unknown);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such domain.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await exists(id)).toBe(true);
  });

  test('an id that is none is named', async () => {
    const { errors } = await remove(world.globex.admin.token, 'globex.example');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'id' }] });
  });

  test('twice: it is gone', async () => {
    const id = await added('twice.example');
    await remove(world.globex.admin.token, id);
    expect((await remove(world.globex.admin.token, id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
