import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const resend = (membershipId: string, token?: string) =>
  app.ask<{ resendInvitation: { id: string; status: string } }>(
    'mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { id status invitedAt invitationExpiresAt } }',
    { input: { membershipId } },
    token,
  );
const accept = (token: string) =>
  app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
    input: { token, password: PASSWORD },
  });

async function invited() {
  const email = `${newId()}@globex.example`;
  const { data } = await app.ask<{ inviteAdministrator: { id: string } }>(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Grace', lastName: 'Hopper', email } },
    world.globex.admin.token,
  );
  return { id: data.inviteAdministrator.id, email, secret: await invitationSecret(world, email) };
}

describe('resendInvitation', () => {
  test('[S43] mails a link that works for another 24 hours; the earlier one stops working', async () => {
    const first = await invited();
    app.clock.forward(20 * 3_600_000);
    const { data, errors } = await resend(first.id, await world.signIn('admin@northwind.example'));
    expect(errors).toBeUndefined();
    expect(data.resendInvitation).toEqual({
      id: first.id,
      status: 'INVITED',
      invitedAt: '2026-10-02T05:00:00+00:00',
      invitationExpiresAt: '2026-10-03T05:00:00+00:00',
    });
    const second = await invitationSecret(world, first.email);
    expect(second).not.toBe(first.secret);
    expect((await accept(first.secret)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    app.clock.forward(23 * 3_600_000);
    expect((await accept(second)).errors).toBeUndefined();
    const audit = await world.sql(
      `select company_id from audit_entry where action = 'resendInvitation' and subject_id = $1`,
      [first.id],
    );
    expect(audit).toEqual([{ company_id: world.globex.id }]);
    app.clock.set('2026-10-01T09:00:00Z');
  });

  test('is refused once it was accepted', async () => {
    const { id, secret } = await invited();
    await accept(secret);
    expect((await resend(id, world.globex.admin.token)).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });

  test('is refused for an end user, whose address is the directory’s to say', async () => {
    const { errors } = await resend(world.globex.user.membershipId, world.globex.admin.token);
    expect(errors?.[0]).toMatchObject({
      message: 'This is an end user: invite them from their entry in the directory.',
      extensions: { code: 'CONFLICT' },
    });
  });

  test('is refused while the company is suspended', async () => {
    const { id } = await invited();
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.globex.id]);
    const answer = await resend(id, world.northwind.admin.token);
    expect(answer.errors?.[0]).toMatchObject({
      message: 'Globex Ltd is suspended: nobody can be invited to it.',
      extensions: { code: 'CONFLICT' },
    });
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.globex.id]);
  });

  test('[S10] of another tenant is answered like one that does not exist', async () => {
    const { id } = await invited();
    for (const token of [world.contoso.admin.token, world.initech.admin.token]) {
      const [theirs, nobodys] = [await resend(id, token), await resend(newId(), token)];
      expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    }
  });

  test('is not for end users, nor for nobody', async () => {
    const { id } = await invited();
    expect((await resend(id, world.globex.user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await resend(id)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('names the field when the id is none', async () => {
    const { errors } = await resend('x', world.globex.admin.token);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'membershipId', message: 'Must be the id of a record.' }],
    });
  });
});

test('[S43] an invitation says when it was sent and until when it is good, to those who look after people', async () => {
  const token = await world.signIn('admin@initech.example');
  const email = 'ida@initech.example';
  const added = await app.ask<{ addEndUser: { id: string } }>(
    `mutation ($email: String!) { addEndUser(input: { firstName: "Ida", lastName: "Lovelace", email: $email }) { id } }`,
    { email },
    token,
  );
  const { id } = added.data.addEndUser;
  const read = async (reader: string) =>
    (
      await app.ask<{ endUser: object }>(
        'query ($id: ID!) { endUser(id: $id) { signIn invitedAt invitationExpiresAt } }',
        { id },
        reader,
      )
    ).data.endUser;
  const none = { invitedAt: null, invitationExpiresAt: null };
  expect(await read(token)).toEqual({ signIn: 'NONE', ...none });
  await app.ask('mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { id } }', { id }, token);
  const open = { invitedAt: '2026-10-01T09:00:00+00:00', invitationExpiresAt: '2026-10-02T09:00:00+00:00' };
  expect(await read(token)).toEqual({ signIn: 'INVITED', ...open });
  const [mail] = await world.letters<{ body: string }>('select body from mail where "to" = $1', [email]);
  expect(mail?.body).toContain('Initech Ltd has invited you to look after your own account');
  expect((await accept(await invitationSecret(world, email))).errors).toBeUndefined();
  expect(await read(token)).toEqual({ signIn: 'ACTIVE', ...none });
  expect(await read(await world.signIn(email))).toEqual({ signIn: 'ACTIVE', ...none });
});
