import { newId } from '@steward/shared';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const update = (token: string | undefined, input: object) =>
  app.ask<{ updateReseller: Record<string, unknown> }>(
    `mutation ($input: UpdateResellerInput!) { updateReseller(input: $input) {
       name vatNumber accentColour logo status invoicePrefix isPlatform address { line1 city country } bank { sortCode } } }`,
    { input },
    token,
  );
const auditOf = (id: string) =>
  world.sql<{ changed: string[]; actor_level: string }>(
    `select changed, actor_level from audit_entry where action = 'updateReseller' and subject_id = $1 order by at, id`,
    [id],
  );

describe('updateReseller', () => {
  test('[T8] a reseller changes what it says of itself; the audit log names the fields', async () => {
    const logo = `data:image/png;base64,${PNG.sync.write(new PNG({ width: 2, height: 2 })).toString('base64')}`;
    const { data, errors } = await update(world.northwind.admin.token, {
      id: world.northwind.id,
      name: 'Northwind Information Technology',
      address: { line1: '5 Quay Street', city: 'Hull', postcode: 'HU1 1AA' },
      vatNumber: 'gb 123 4567 82',
      accentColour: '#AA3300',
      invoicePrefix: 'nwit',
      logo,
    });
    expect(errors).toBeUndefined();
    expect(data.updateReseller).toEqual({
      name: 'Northwind Information Technology',
      vatNumber: 'GB123456782',
      accentColour: '#aa3300',
      logo: expect.stringMatching(/^\/logos\/[0-9a-f]{64}\.png$/),
      status: 'ACTIVE',
      invoicePrefix: 'NWIT',
      isPlatform: false,
      address: { line1: '5 Quay Street', city: 'Hull', country: 'GB' },
      bank: { sortCode: '20-00-00' },
    });
    expect(await auditOf(world.northwind.id)).toEqual([
      {
        changed: ['name', 'address', 'vatNumber', 'invoicePrefix', 'accentColour', 'logo'],
        actor_level: 'RESELLER',
      },
    ]);
  });

  test('leaves alone what is left out, empties what is null, and notes nothing if nothing changes', async () => {
    const { data } = await update(world.contoso.admin.token, {
      id: world.contoso.id,
      vatNumber: null,
      bank: null,
    });
    expect(data.updateReseller).toMatchObject({
      name: 'Contoso Cloud',
      vatNumber: null,
      bank: null,
      invoicePrefix: 'CC',
    });
    expect(
      (await update(world.contoso.admin.token, { id: world.contoso.id, vatNumber: ' ' })).errors,
    ).toBeUndefined();
    expect((await auditOf(world.contoso.id)).map(({ changed }) => changed)).toEqual([['vatNumber', 'bank']]);
  });

  test('notes nothing when the bank details are what they were', async () => {
    const bank = { accountName: 'Contoso Cloud', sortCode: '20-00-01', accountNumber: '12345678' };
    for (let turn = 0; turn < 2; turn += 1)
      expect(
        (await update(world.contoso.admin.token, { id: world.contoso.id, bank })).errors,
      ).toBeUndefined();
    expect((await auditOf(world.contoso.id)).map(({ changed }) => changed)).toEqual([
      ['vatNumber', 'bank'],
      ['bank'],
    ]);
  });

  test('bank details are shown to those who pay to it, not to end users', async () => {
    const READ = '{ endUsers(first: 1) { nodes { company { reseller { name bank { sortCode } } } } } }';
    const seenBy = async (token: string) => (await app.ask(READ, {}, token)).data;
    const seeing = (bank: object | null) => ({
      endUsers: { nodes: [{ company: { reseller: { name: expect.any(String), bank } } }] },
    });
    expect(await seenBy(world.globex.admin.token)).toEqual(seeing({ sortCode: '20-00-00' }));
    expect(await seenBy(world.globex.user.token)).toEqual(seeing(null));
  });

  test('staff change any reseller, the platform’s own channel too', async () => {
    for (const id of [world.contoso.id, world.platform.id]) {
      const answer = await update(world.platform.staff.token, { id, accentColour: '#123456' });
      expect(answer.data.updateReseller).toMatchObject({ accentColour: '#123456' });
    }
  });

  test('[S10] [S17] another reseller is answered like one that does not exist', async () => {
    for (const id of [world.contoso.id, world.platform.id]) {
      const theirs = await update(world.northwind.admin.token, { id, name: 'Mine' });
      const nobodys = await update(world.northwind.admin.token, { id: newId(), name: 'Mine' });
      expect(theirs.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
      expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    }
  });

  test('[S1] a name or prefix of another reseller is not available, and nothing is said of that one', async () => {
    const { id } = world.northwind;
    const prefix = await update(world.northwind.admin.token, { id, invoicePrefix: 'cc' });
    expect(prefix.errors?.[0]?.extensions).toEqual({
      code: 'CONFLICT',
      fields: [{ path: 'invoicePrefix', message: 'CC is not available. CC2 is.' }],
    });
    const called = (prefix: string) =>
      world.sql('update reseller set invoice_prefix = $2 where id = $1', [world.platform.id, prefix]);
    await called('CC2');
    const next = await update(world.northwind.admin.token, { id, invoicePrefix: 'CC' });
    expect(next.errors?.[0]?.message).toContain('CC3 is.');
    const name = await update(world.northwind.admin.token, { id, name: 'CONTOSO cloud' });
    expect(name.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'name' }] });
    for (const { errors } of [prefix, next, name])
      expect(errors?.map(({ message }) => message).join()).not.toMatch(
        /contoso|reseller|in use|exists|already|taken/i,
      );
    expect((await update(world.northwind.admin.token, { id, invoicePrefix: 'CC3' })).errors).toBeUndefined();
    await called('XE2');
  });

  test('is not for companies and end users', async () => {
    for (const { token } of [world.globex.admin, world.globex.user]) {
      const answer = await update(token, { id: world.northwind.id, name: 'Mine' });
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await update(undefined, { id: world.northwind.id })).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('names every field that is wrong', async () => {
    const { errors } = await update(world.northwind.admin.token, {
      id: world.northwind.id,
      name: null,
      vatNumber: 'GB123456789',
      invoicePrefix: 'N-W',
      accentColour: 'red',
      logo: 'data:image/svg+xml;base64,PHN2Zy8+',
      bank: { accountName: 'N', sortCode: '1', accountNumber: '2' },
    });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'name',
      'vatNumber',
      'bank.sortCode',
      'bank.accountNumber',
      'invoicePrefix',
      'accentColour',
      'logo',
    ]);
  });

  test('a name or prefix that is taken is a conflict at its field', async () => {
    const names = await update(world.platform.staff.token, { id: world.contoso.id, name: 'XE2' });
    expect(names.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'name' }] });
    const prefixes = await update(world.platform.staff.token, { id: world.contoso.id, invoicePrefix: 'XE2' });
    expect(prefixes.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'invoicePrefix' }],
    });
  });
});

describe('updateReseller, status', () => {
  const viewer = (token: string) => app.ask('{ viewer { level } }', {}, token);
  const setStatus = (token: string, id: string, status: string) => update(token, { id, status });

  test('[S47] suspending shuts out its own people at once, not its companies’, and taking it back lets them in', async () => {
    const shutOut = [world.contoso.admin];
    const stay = [world.initech.admin, world.initech.user, world.globex.admin];
    const signedIn = await app.ask<{ signIn: { accessToken: string } }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
      { email: world.contoso.admin.email, password: PASSWORD },
    );
    const cookie = signedIn.cookies[0]?.split(';')[0] ?? '';
    const refresh = () => app.ask('mutation { refreshSession { accessToken } }', {}, undefined, { cookie });

    const answer = await setStatus(world.platform.staff.token, world.contoso.id, 'SUSPENDED');
    expect(answer.data.updateReseller).toMatchObject({ status: 'SUSPENDED' });
    for (const { token, email } of shutOut) {
      expect((await viewer(token)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      await expect(world.signIn(email)).rejects.toThrow('UNAUTHENTICATED');
    }
    expect((await refresh()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    for (const { token, email } of stay) {
      expect((await viewer(token)).errors).toBeUndefined();
      await expect(world.signIn(email)).resolves.toEqual(expect.any(String));
    }

    await setStatus(world.platform.staff.token, world.contoso.id, 'ACTIVE');
    for (const { token } of shutOut) expect((await viewer(token)).errors).toBeUndefined();
    expect((await refresh()).errors).toBeUndefined();
  });

  test('[B5] what VAT it is charged is for staff to say', async () => {
    const { id, admin } = world.northwind;
    const own = await update(admin.token, { id, vatTreatment: 'OUTSIDE_UK' });
    expect(own.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      fields: [{ path: 'vatTreatment' }],
    });
    expect(
      (await update(world.platform.staff.token, { id, vatTreatment: 'OUTSIDE_UK' })).errors,
    ).toBeUndefined();
    expect(await world.sql('select vat_treatment from reseller where id = $1', [id])).toEqual([
      { vat_treatment: 'OUTSIDE_UK' },
    ]);
  });

  test('is for staff only', async () => {
    const { errors } = await setStatus(world.northwind.admin.token, world.northwind.id, 'SUSPENDED');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', fields: [{ path: 'status' }] });
    expect((await viewer(world.northwind.admin.token)).errors).toBeUndefined();
  });

  test('of the platform’s own channel stays, or nobody could ever sign in again', async () => {
    const { errors } = await setStatus(world.platform.staff.token, world.platform.id, 'SUSPENDED');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'status' }] });
  });

  test('[S24] the database itself refuses a reseller that would suspend itself or become the platform', async () => {
    const who = await app.app.services.tokens.verify(world.northwind.admin.token);
    for (const what of [`status = 'SUSPENDED'`, 'is_platform = true']) {
      await expect(
        app.app.scopes.run(who, { requestId: 'test' }, (scope) =>
          scope.sql(`update reseller set ${what} where id = $1`, [world.northwind.id]),
        ),
      ).rejects.toThrow('row-level security');
    }
    await expect(
      app.app.scopes.run(who, { requestId: 'test' }, (scope) =>
        scope.sql(`update membership set level = 'PLATFORM' where id = $1`, [
          world.northwind.admin.membershipId,
        ]),
      ),
    ).rejects.toThrow('row-level security');
  });
});
