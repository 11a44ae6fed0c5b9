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

/** A further administrator of Globex, invited by the first. */
async function colleague({ accepted }: { accepted: boolean }) {
  const email = `${newId()}@globex.example`;
  const { data } = await app.ask<{ inviteAdministrator: { id: string } }>(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Grace', lastName: 'Hopper', email } },
    world.globex.admin.token,
  );
  const { id } = data.inviteAdministrator;
  if (accepted)
    await app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
      input: { token: await invitationSecret(world, email), password: PASSWORD },
    });
  return { id, email };
}

describe('withdrawInvitation', () => {
  const withdraw = (token: string | undefined, membershipId: string) =>
    app.ask<{ withdrawInvitation: string }>(
      'mutation ($input: WithdrawInvitationInput!) { withdrawInvitation(input: $input) }',
      { input: { membershipId } },
      token,
    );

  test('[S43] the link stops working, nothing is kept of whom it was for, and they can be invited anew', async () => {
    const { id, email } = await colleague({ accepted: false });
    const secret = await invitationSecret(world, email);
    const { data, errors } = await withdraw(world.northwind.admin.token, id);
    expect(errors).toBeUndefined();
    expect(data.withdrawInvitation).toBe(id);
    const accepted = await app.ask(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }',
      { input: { token: secret, password: PASSWORD } },
    );
    expect(accepted.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await world.sql('select from membership where email = $1', [email])).toEqual([]);
    expect(
      await world.sql(`select action, company_id from audit_entry where subject_id = $1 order by at, id`, [
        id,
      ]),
    ).toEqual([
      { action: 'inviteAdministrator', company_id: world.globex.id },
      { action: 'withdrawInvitation', company_id: world.globex.id },
    ]);
    const again = await app.ask(
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
      { input: { firstName: 'Grace', lastName: 'Hopper', email } },
      world.globex.admin.token,
    );
    expect(again.errors).toBeUndefined();
    expect((await withdraw(world.globex.admin.token, id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('is refused once it was accepted', async () => {
    const { id } = await colleague({ accepted: true });
    expect((await withdraw(world.globex.admin.token, id)).errors?.[0]).toMatchObject({
      message: expect.stringContaining('accepted already'),
      extensions: { code: 'CONFLICT', fields: [{ path: 'membershipId' }] },
    });
  });

  test('[U4] an end user whose invitation was withdrawn has no sign-in, as the directory says', async () => {
    const { data } = await app.ask<{ addEndUser: { id: string } }>(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      { input: { firstName: 'Ida', lastName: 'Rhodes', email: `${newId()}@globex.example` } },
      world.globex.admin.token,
    );
    const endUserId = data.addEndUser.id;
    await app.ask(
      'mutation ($input: InviteEndUserInput!) { inviteEndUser(input: $input) { id } }',
      { input: { endUserId } },
      world.globex.admin.token,
    );
    const [membership] = await world.sql<{ id: string }>('select id from membership where end_user_id = $1', [
      endUserId,
    ]);
    expect((await withdraw(world.globex.admin.token, membership?.id ?? '')).errors).toBeUndefined();
    const endUser = await app.ask<{ endUser: { signIn: string } }>(
      'query ($id: ID!) { endUser(id: $id) { signIn } }',
      { id: endUserId },
      world.globex.admin.token,
    );
    expect(endUser.data.endUser.signIn).toBe('NONE');
  });

  test('[S10] of another tenant is answered like one that does not exist', async () => {
    const { id } = await colleague({ accepted: false });
    for (const token of [world.contoso.admin.token, world.initech.admin.token]) {
      const [theirs, nobodys] = [await withdraw(token, id), await withdraw(token, newId())];
      expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    }
  });

  test('is not for end users, nor for nobody, and names the field when the id is none', async () => {
    const { id } = await colleague({ accepted: false });
    expect((await withdraw(world.globex.user.token, id)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await withdraw(undefined, id)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await withdraw(world.globex.admin.token, 'x')).errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'membershipId', message: 'Must be the id of a record.' }],
    });
  });
});
