import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from '../../people/identity/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const LOGO = `data:image/png;base64,${PNG.sync.write(new PNG({ width: 4, height: 4 })).toString('base64')}`;
const TAILSPIN = {
  name: 'Tailspin Networks Ltd',
  address: { line1: '12 Harbour Way', city: 'Bristol', postcode: 'BS1 5TY' },
  vatNumber: 'GB 123 4567 82',
  bank: { accountName: 'Tailspin Networks', sortCode: '200000', accountNumber: '87654321' },
  invoicePrefix: 'tsn',
  accentColour: '#0A7F5A',
  logo: LOGO,
  administrator: {
    firstName: 'Tara',
    lastName: 'Spinner',
    email: 'tara@tailspin.example',
    mobile: '07700 900123',
  },
};
const onboard = (token: string | undefined, input: object) =>
  app.ask<{ onboardReseller: { id: string } }>(
    `mutation ($input: OnboardResellerInput!) { onboardReseller(input: $input) {
       id name isPlatform vatNumber invoicePrefix accentColour logo status companyCount
       address { line1 city postcode country } bank { accountName sortCode accountNumber }
       memberships { nodes { level status firstName lastName email phone mobile } } } }`,
    { input },
    token,
  );
const another = (over: object) => ({ ...TAILSPIN, name: 'Wingtip', invoicePrefix: 'WT', ...over });

describe('onboardReseller', () => {
  test('[T1] [T8] makes the reseller and its invited administrator', async () => {
    const { data, errors } = await onboard(world.platform.staff.token, TAILSPIN);
    expect(errors).toBeUndefined();
    const { id, ...reseller } = data.onboardReseller;
    expect(reseller).toEqual({
      name: 'Tailspin Networks Ltd',
      isPlatform: false,
      vatNumber: 'GB123456782',
      invoicePrefix: 'TSN',
      accentColour: '#0a7f5a',
      logo: expect.stringMatching(/^\/logos\/[0-9a-f]{64}\.png$/),
      status: 'ACTIVE',
      companyCount: 0,
      address: { line1: '12 Harbour Way', city: 'Bristol', postcode: 'BS1 5TY', country: 'GB' },
      bank: { accountName: 'Tailspin Networks', sortCode: '20-00-00', accountNumber: '87654321' },
      memberships: {
        nodes: [
          {
            level: 'RESELLER',
            status: 'INVITED',
            firstName: 'Tara',
            lastName: 'Spinner',
            email: 'tara@tailspin.example',
            phone: null,
            mobile: '+447700900123',
          },
        ],
      },
    });
    expect(
      await world.sql(`select action, actor_level, reference from audit_entry where reseller_id = $1`, [id]),
    ).toEqual([{ action: 'onboardReseller', actor_level: 'PLATFORM', reference: 'TSN' }]);
  });

  test('[S43] the invitation lets its administrator in, who sees this reseller and no other', async () => {
    const [mail] = await world.letters<{ subject: string; body: string; state: string }>(
      `select subject, body, state from mail where "to" = 'tara@tailspin.example'`,
    );
    expect(mail).toMatchObject({ subject: 'Your invitation to Tailspin Networks Ltd', state: 'QUEUED' });
    expect(mail?.body).toContain(`${app.app.services.publicUrl}/invitation#`);
    expect(mail?.body).toContain('Xe2 has invited you to look after Tailspin Networks Ltd in Steward.');
    expect(mail?.body).toMatch(/\nXe2$/);
    await app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
      input: { token: await invitationSecret(world, 'tara@tailspin.example'), password: PASSWORD },
    });
    const token = await world.signIn('tara@tailspin.example');
    const { data } = await app.ask<{ resellers: unknown }>('{ resellers { nodes { name } } }', {}, token);
    expect(data.resellers).toEqual({ nodes: [{ name: 'Tailspin Networks Ltd' }] });
  });

  test('[T1] those that are taken on at one moment get prefixes of their own, though they begin alike', async () => {
    const answers = await Promise.all(
      ['Garden', 'Gate', 'Glen', 'Grove'].map((name) =>
        onboard(
          world.platform.staff.token,
          another({
            name: `Umbrella ${name}`,
            invoicePrefix: null,
            administrator: { ...TAILSPIN.administrator, email: `${name}@umbrella.example` },
          }),
        ),
      ),
    );
    expect(answers.map(({ errors }) => errors)).toEqual(Array(4).fill(undefined));
    const rows = await world.sql<{ prefix: string }>(
      "select invoice_prefix as prefix from reseller where name like 'Umbrella G%'",
    );
    expect(rows.map(({ prefix }) => prefix).sort()).toEqual(['UG', 'UG2', 'UG3', 'UG4']);
  });

  test('asks for nothing more than name, address, prefix and administrator', async () => {
    const { name, address, administrator } = TAILSPIN;
    const answer = await onboard(world.platform.staff.token, {
      name: `${name} 2`,
      address,
      administrator,
      invoicePrefix: 'T2',
    });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.onboardReseller).toMatchObject({
      vatNumber: null,
      bank: null,
      accentColour: null,
      logo: null,
    });
  });

  test('is for staff only', async () => {
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user]) {
      expect((await onboard(token, another({}))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await onboard(undefined, another({}))).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('names every field that is wrong, and nothing is written', async () => {
    const { errors } = await onboard(
      world.platform.staff.token,
      another({
        name: 'x'.repeat(121),
        vatNumber: 'GB123456789',
        invoicePrefix: 'TOOLONGFOR',
        logo: 'data:image/png;base64,PHN2Zy8+',
        administrator: { firstName: 'T', lastName: '', email: 'tara@' },
      }),
    );
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'name',
      'vatNumber',
      'invoicePrefix',
      'logo',
      'administrator.lastName',
      'administrator.email',
    ]);
    expect(errors?.[0]?.extensions.fields?.[1]?.message).toContain('check digits');
  });

  test('[S24] cannot make a platform', async () => {
    const { errors } = await onboard(world.platform.staff.token, another({ isPlatform: true }));
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  test('twice is a conflict at the field, and sends no second invitation', async () => {
    const mails = () => world.sql(`select id from mail`);
    const before = await mails();
    const sameName = await onboard(world.platform.staff.token, another({ name: 'NORTHWIND it' }));
    expect(sameName.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'name' }] });
    const samePrefix = await onboard(world.platform.staff.token, another({ invoicePrefix: 'nw' }));
    expect(samePrefix.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'invoicePrefix' }],
    });
    expect(await mails()).toEqual(before);
  });
});
