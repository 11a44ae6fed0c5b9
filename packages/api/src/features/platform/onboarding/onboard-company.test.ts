import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { ensureAgreement } from '../../people/identity/index.ts';
import { AGREEMENT } from '../../trust/agreements/index.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const HOOLI = {
  name: 'Hooli Ltd',
  address: { line1: '3 Canal Street', city: 'Manchester', postcode: 'M1 3HE' },
  phone: '0161 496 0000',
  administrator: {
    firstName: 'Gavin',
    lastName: 'Belson',
    email: 'gavin@hooli.example',
    phone: '0161 496 0001',
    mobile: '07700 900456',
    fax: '0161 496 0002',
  },
};
interface Onboarded {
  onboardCompany: { id: string; customerCode: string; agreementVersion: string; reseller: { id: string } };
}
let onboarded = 0;
/** Whom it appoints is somebody else each time: nobody is sent many letters in one hour. */
const appointed = () => {
  onboarded += 1;
  const email = onboarded === 1 ? HOOLI.administrator.email : `gavin${onboarded}@hooli.example`;
  return { ...HOOLI.administrator, email };
};
const onboard = (token: string | undefined, over: object = {}) =>
  app.ask<Onboarded>(
    `mutation ($input: OnboardCompanyInput!) { onboardCompany(input: $input) {
       id name customerCode phone vatNumber status agreementVersion agreementAcceptedAt reseller { id } address { city country }
       memberships { nodes { level status firstName lastName email phone mobile fax } } } }`,
    { input: { ...HOOLI, administrator: appointed(), ...over } },
    token,
  );

describe('onboardCompany', () => {
  test('[T2] [D1] a reseller takes on a company with its administrator, bound to accept the agreement', async () => {
    const { data, errors } = await onboard(world.northwind.admin.token);
    expect(errors).toBeUndefined();
    const { id, ...company } = data.onboardCompany;
    expect(company).toEqual({
      name: 'Hooli Ltd',
      customerCode: 'HOOLI',
      phone: '+441614960000',
      vatNumber: null,
      status: 'ACTIVE',
      agreementVersion: '2026-01',
      agreementAcceptedAt: null,
      reseller: { id: world.northwind.id },
      address: { city: 'Manchester', country: 'GB' },
      memberships: {
        nodes: [
          {
            level: 'COMPANY',
            status: 'INVITED',
            firstName: 'Gavin',
            lastName: 'Belson',
            email: 'gavin@hooli.example',
            phone: '+441614960001',
            mobile: '+447700900456',
            fax: '+441614960002',
          },
        ],
      },
    });
    const audit = await world.sql(
      `select action, actor_level, reseller_id, reference from audit_entry where company_id = $1`,
      [id],
    );
    expect(audit).toEqual([
      {
        action: 'onboardCompany',
        actor_level: 'RESELLER',
        reseller_id: world.northwind.id,
        reference: 'HOOLI',
      },
    ]);
    const mail = await world.letters(
      `select reseller_id, company_id, subject, body from mail where "to" = 'gavin@hooli.example'`,
    );
    expect(mail).toEqual([
      {
        reseller_id: world.northwind.id,
        company_id: id,
        subject: 'Your invitation to Hooli Ltd',
        body: expect.stringMatching(/Hello Gavin,.*Northwind IT has invited you.*\/invitation#[\w-]{43}/s),
      },
    ]);
  });

  test('[T2] companies that are taken on at one moment get codes of their own, though they begin alike', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        onboard(world.contoso.admin.token, {
          name: `Umbrella ${i}`,
          administrator: { ...HOOLI.administrator, email: `one@umbrella-${i}.example` },
        }),
      ),
    );
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
    const codes = answers.map(({ data }) => data.onboardCompany.customerCode);
    expect(codes.toSorted()).toEqual([
      'UMBRELLA',
      ...Array.from({ length: 7 }, (_, i) => `UMBRELLA${i + 2}`),
    ]);
  });

  test('[T1] staff take on direct customers, or customers of a reseller they name', async () => {
    const { token } = world.platform.staff;
    expect((await onboard(token)).data.onboardCompany.reseller.id).toBe(world.platform.id);
    const named = await onboard(token, { resellerId: world.contoso.id });
    expect(named.data.onboardCompany.reseller.id).toBe(world.contoso.id);
  });

  test('a reseller may name itself', async () => {
    const { data } = await onboard(world.contoso.admin.token, { resellerId: world.contoso.id });
    expect(data.onboardCompany.reseller.id).toBe(world.contoso.id);
  });

  test('[S10] [S11] a reseller that names another is answered as if that did not exist', async () => {
    for (const resellerId of [world.contoso.id, world.platform.id]) {
      const theirs = await onboard(world.northwind.admin.token, { resellerId });
      const nobodys = await onboard(world.northwind.admin.token, { resellerId: newId() });
      expect(theirs.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND' });
      expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    }
  });

  test('is not for companies and end users', async () => {
    for (const { token } of [world.globex.admin, world.globex.user]) {
      expect((await onboard(token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await onboard(undefined)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('[T2] takes a customer code of one’s own, unique per reseller', async () => {
    const own = await onboard(world.northwind.admin.token, { customerCode: ' hol-7 ' });
    expect(own.data.onboardCompany.customerCode).toBe('HOL-7');
    const again = await onboard(world.northwind.admin.token, { customerCode: 'HOL-7' });
    expect(again.errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'customerCode' }],
    });
    const elsewhere = await onboard(world.contoso.admin.token, { customerCode: 'HOL-7' });
    expect(elsewhere.errors).toBeUndefined();
  });

  test('twice makes a second company with a code of its own', async () => {
    const { data } = await onboard(world.northwind.admin.token);
    expect(data.onboardCompany.customerCode).toMatch(/^HOOLI\d+$/);
  });

  test('names every field that is wrong, and nothing is written', async () => {
    const count = () => world.sql('select (select count(*) from company) c, (select count(*) from mail) m');
    const before = await count();
    const { errors } = await onboard(world.northwind.admin.token, {
      resellerId: 'northwind',
      name: '',
      phone: '12',
      vatNumber: '123',
      customerCode: 'no spaces',
      administrator: { ...HOOLI.administrator, email: 'gavin', fax: 'none' },
    });
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'resellerId',
      'name',
      'phone',
      'vatNumber',
      'customerCode',
      'administrator.email',
      'administrator.fax',
    ]);
    const { errors: missing } = await onboard(world.northwind.admin.token, {
      administrator: { firstName: 'Gavin' },
    });
    expect(missing?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(await count()).toEqual(before);
  });

  test('[D1] binds to the agreement published last', async () => {
    const asPlatform = { kind: 'system', task: 'test', resellerId: null } as const;
    await app.app.scopes.run(asPlatform, { requestId: 'test' }, (scope) =>
      ensureAgreement(scope, { ...AGREEMENT, version: '2026-02', publishedOn: '2026-02-01' }),
    );
    const { data } = await onboard(world.northwind.admin.token);
    expect(data.onboardCompany.agreementVersion).toBe('2026-02');
  });

  test('is refused under a suspended reseller', async () => {
    await world.sql(`update reseller set status = 'SUSPENDED' where id = $1`, [world.contoso.id]);
    const { errors } = await onboard(world.platform.staff.token, { resellerId: world.contoso.id });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'resellerId' }] });
  });
});
