import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const GOOD = 'seven green bottles';
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { id status level email company { id agreementVersion agreementAcceptedAt } reseller { id } }
}`;
interface Accepted {
  acceptInvitation: {
    id: string;
    status: string;
    level: string;
    email: string;
    company: { id: string; agreementVersion: string; agreementAcceptedAt: string | null } | null;
    reseller: { id: string };
  };
}
const accept = (token: string, password: string, acceptAgreementVersion?: string) =>
  app.ask<Accepted>(ACCEPT, { input: { token, password, acceptAgreementVersion } });
const signIn = (email: string, password: string) =>
  app.ask<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
    { email, password },
  );

/** Invites someone new, or `email`, to look after Globex; gives address and secret of the link. */
async function invited(email = `${newId()}@globex.example`, token = world.globex.admin.token) {
  const answer = await app.ask(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Grace', lastName: 'Hopper', email } },
    token,
  );
  expect(answer.errors).toBeUndefined();
  return { email, secret: await invitationSecret(world, email) };
}

describe('acceptInvitation', () => {
  test('[T2] [S43] gives a new person their membership and their password, and says so in the audit log', async () => {
    const { email, secret } = await invited();
    const { data, errors } = await accept(secret, GOOD);
    expect(errors).toBeUndefined();
    expect(data.acceptInvitation).toMatchObject({ status: 'ACTIVE', level: 'COMPANY', email });
    expect(data.acceptInvitation.company?.id).toBe(world.globex.id);
    expect((await signIn(email, GOOD)).data.signIn.accessToken).toMatch(/^ey/);
    const audit = await world.sql(
      `select action, reseller_id, company_id, actor_level, actor_membership_id from audit_entry
        where subject_id = $1 and action = 'acceptInvitation'`,
      [data.acceptInvitation.id],
    );
    expect(audit).toEqual([
      {
        action: 'acceptInvitation',
        reseller_id: world.northwind.id,
        company_id: world.globex.id,
        actor_level: 'COMPANY',
        actor_membership_id: data.acceptInvitation.id,
      },
    ]);
  });

  test('[S43] works once', async () => {
    const { email, secret } = await invited();
    await accept(secret, GOOD);
    const again = await accept(secret, 'another good password');
    expect(again.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await signIn(email, 'another good password')).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('[S43] works once, also when two browsers accept in the same moment', async () => {
    const { secret } = await invited();
    const both = await Promise.all([accept(secret, GOOD), accept(secret, 'another good password')]);
    const codes = both.map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(['CONFLICT', 'NOT_FOUND']).toContain(codes.find((code) => code !== undefined));
  });

  test('[S43] works up to 24 hours after it was sent, not later', async () => {
    const [inTime, late] = [await invited(), await invited()];
    app.clock.forward(24 * 3_600_000 - 1_000);
    expect((await accept(inTime.secret, GOOD)).errors).toBeUndefined();
    app.clock.forward(1_000);
    const answer = await accept(late.secret, GOOD);
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(answer.errors?.[0]?.message).toContain('expired');
    app.clock.set('2026-10-01T09:00:00Z');
  });

  test('[S42] a secret that never was is answered like one that was used', async () => {
    const { secret } = await invited();
    await accept(secret, GOOD);
    const [used, never] = [await accept(secret, GOOD), await accept('never-was', GOOD)];
    expect(never.errors?.[0]?.message).toBe(used.errors?.[0]?.message);
    expect(never.errors?.[0]?.extensions).toEqual(used.errors?.[0]?.extensions);
  });

  test('[S55] keeps neither the secret nor the password in readable form', async () => {
    const { email, secret } = await invited();
    await accept(secret, GOOD);
    const stored = await world.sql<{ password_hash: string; token_hash: string }>(
      `select p.password_hash, i.token_hash from person p join membership m on m.person_id = p.id
         join invitation i on i.membership_id = m.id where p.email = $1`,
      [email],
    );
    expect(stored[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,/);
    expect(stored[0]?.token_hash).not.toBe(secret);
  });

  test.each([
    ['that is short', 'short', 'Must have at least 8 characters.'],
    ['of 129 characters', 'x'.repeat(129), 'May have at most 128 characters.'],
    ['that everyone has', 'password1', 'first that are guessed'],
    ['made of the company', 'Globex1!', 'name, address or company'],
    ['made of name and company', 'grace-globex', 'name, address or company'],
  ])('[S36] refuses a password %s and can be tried again', async (_what, password, message) => {
    const { secret } = await invited();
    const answer = await accept(secret, password);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'password' }],
    });
    expect(answer.errors?.[0]?.extensions.fields?.[0]?.message).toContain(message);
    expect((await accept(secret, GOOD)).errors).toBeUndefined();
  });

  test.each([
    ['of another script', 'пароль из слов'],
    ['of small letters and spaces only', 'seven green bottles hanging'],
    ['of 64 characters', 'x'.repeat(64)],
  ])('[S36] takes a password %s: no rules of composition', async (_what, password) => {
    const { email, secret } = await invited();
    expect((await accept(secret, password)).errors).toBeUndefined();
    expect((await signIn(email, password)).errors).toBeUndefined();
  });
});

describe("acceptInvitation by a company's first administrator", () => {
  let company: { id: string; email: string; secret: string };
  beforeEach(async () => {
    const email = `${newId()}@umbrella.example`;
    const answer = await app.ask<{ onboardCompany: { id: string } }>(
      'mutation ($input: OnboardCompanyInput!) { onboardCompany(input: $input) { id } }',
      {
        input: {
          name: 'Umbrella Ltd',
          address: { line1: '2 Mill Lane', city: 'York', postcode: 'YO1 7AA' },
          administrator: { firstName: 'Alan', lastName: 'Turing', email },
        },
      },
      world.northwind.admin.token,
    );
    company = { id: answer.data.onboardCompany.id, email, secret: await invitationSecret(world, email) };
  });

  test.each([undefined, '', '2020-01'])('[D1] is refused with the agreement version %j', async (version) => {
    const answer = await accept(company.secret, GOOD, version);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'acceptAgreementVersion' }],
    });
    expect((await signIn(company.email, GOOD)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('[D1] records version and moment, and who accepted in the audit log of company and reseller', async () => {
    const { data, errors } = await accept(company.secret, GOOD, '2026-01');
    expect(errors).toBeUndefined();
    expect(data.acceptInvitation.company).toEqual({
      id: company.id,
      agreementVersion: '2026-01',
      agreementAcceptedAt: expect.stringMatching(/^2026-10-01T09:00:00/),
    });
    const audit = await world.sql(
      `select reseller_id, company_id, actor_membership_id, reference from audit_entry where action = 'acceptAgreement' and company_id = $1`,
      [company.id],
    );
    expect(audit).toEqual([
      {
        reseller_id: world.northwind.id,
        company_id: company.id,
        actor_membership_id: data.acceptInvitation.id,
        reference: '2026-01',
      },
    ]);
  });

  test('[D1] is asked of the first administrator only', async () => {
    await accept(company.secret, GOOD, '2026-01');
    const { data } = await signIn(company.email, GOOD);
    const second = await invited(undefined, data.signIn.accessToken);
    app.clock.forward(60_000);
    const answer = await accept(second.secret, GOOD);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.acceptInvitation.company?.agreementAcceptedAt).toMatch(/^2026-10-01T09:00:00/);
    app.clock.set('2026-10-01T09:00:00Z');
  });
});

describe('acceptInvitation by someone who signs in already', () => {
  test('[T5] takes the password they have, and they hold both memberships', async () => {
    const { secret } = await invited('Admin@acme.example');
    const answer = await accept(secret, PASSWORD);
    expect(answer.errors).toBeUndefined();
    const token = await world.signIn('admin@acme.example');
    const { data } = await app.ask<{ viewer: { memberships: { level: string; tenantName: string }[] } }>(
      '{ viewer { memberships { level tenantName } } }',
      {},
      token,
    );
    expect(data.viewer.memberships).toEqual([
      { level: 'COMPANY', tenantName: 'Acme Ltd' },
      { level: 'COMPANY', tenantName: 'Globex Ltd' },
    ]);
  });

  test('[S43] is taken once, however many come with it at the same moment', async () => {
    const { secret } = await invited('user@acme.example');
    const answers = await Promise.all(Array.from({ length: 4 }, () => accept(secret, PASSWORD)));
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    for (const code of codes) expect([undefined, 'CONFLICT', 'NOT_FOUND']).toContain(code);
  });

  test('[T5] refuses any other password and changes nothing', async () => {
    const { secret } = await invited('admin@contoso.example');
    const answer = await accept(secret, GOOD);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'password' }],
    });
    expect((await signIn('admin@contoso.example', PASSWORD)).errors).toBeUndefined();
    const held = await world.sql('select id from membership where person_id = $1', [
      world.contoso.admin.personId,
    ]);
    expect(held).toHaveLength(1);
    expect((await accept(secret, PASSWORD)).errors).toBeUndefined();
  });

  test('[T5] [S42] slows guessing down as the front door does', async () => {
    const { secret } = await invited('admin@initech.example');
    for (let i = 0; i < 5; i += 1) await accept(secret, `not the password ${i}`);
    expect((await accept(secret, PASSWORD)).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect((await signIn('admin@initech.example', PASSWORD)).errors?.[0]?.extensions.code).toBe(
      'RATE_LIMITED',
    );
    app.clock.forward(60_000);
    expect((await accept(secret, PASSWORD)).errors).toBeUndefined();
    app.clock.set('2026-10-01T09:00:00Z');
  });
});
