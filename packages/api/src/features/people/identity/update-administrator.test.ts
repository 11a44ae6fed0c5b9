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

const update = (token: string | undefined, membershipId: string, given: object) =>
  app.ask<{ updateAdministrator: { id: string; firstName: string; phone: string | null; status: string } }>(
    `mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id firstName phone mobile status } }`,
    { input: { membershipId, ...given } },
    token,
  );

/** A further administrator of Globex, invited by the first; and signed in, unless `accepted` is false. */
async function colleague(accepted = true) {
  const email = `${newId()}@globex.example`;
  const { data } = await app.ask<{ inviteAdministrator: { id: string } }>(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Grace', lastName: 'Hopper', email } },
    world.globex.admin.token,
  );
  const { id } = data.inviteAdministrator;
  if (!accepted) return { id, email, token: '' };
  await app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
    input: { token: await invitationSecret(world, email), password: PASSWORD },
  });
  return { id, email, token: await world.signIn(email) };
}
const askWho = (token: string) => app.ask<{ viewer: { email: string } }>('{ viewer { email } }', {}, token);

describe('updateAdministrator', () => {
  test('[T2] corrects the record; the log says which fields, and a second time changes nothing', async () => {
    const { id } = await colleague();
    const given = { firstName: 'Gráinne', phone: '020 7946 0018', mobile: null };
    for (const _time of [1, 2]) {
      const { data, errors } = await update(world.globex.admin.token, id, given);
      expect(errors).toBeUndefined();
      expect(data.updateAdministrator).toEqual({
        id,
        firstName: 'Gráinne',
        phone: '+442079460018',
        mobile: null,
        status: 'ACTIVE',
      });
    }
    expect(
      await world.sql(
        `select changed, company_id from audit_entry where subject_id = $1 and action = 'updateAdministrator'`,
        [id],
      ),
    ).toEqual([{ changed: ['firstName', 'phone'], company_id: world.globex.id }]);
  });

  test('[S47] who is suspended is out at once and cannot sign in, until they are taken back', async () => {
    const { id, email, token } = await colleague();
    expect((await askWho(token)).data.viewer.email).toBe(email);
    const reseller = await world.signIn('admin@northwind.example');
    expect((await update(reseller, id, { status: 'SUSPENDED' })).data.updateAdministrator.status).toBe(
      'SUSPENDED',
    );
    expect((await askWho(token)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await expect(world.signIn(email)).rejects.toThrow();
    await update(world.globex.admin.token, id, { status: 'ACTIVE' });
    expect((await askWho(await world.signIn(email))).data.viewer.email).toBe(email);
  });

  test('nobody suspends themselves, but may correct their own record', async () => {
    const { id, token } = await colleague();
    expect((await update(token, id, { status: 'SUSPENDED' })).errors?.[0]).toMatchObject({
      message: 'You cannot suspend yourself.',
      extensions: { code: 'CONFLICT', fields: [{ path: 'status' }] },
    });
    expect((await update(token, id, { firstName: 'Grete' })).data.updateAdministrator.firstName).toBe(
      'Grete',
    );
  });

  test('[S47] of two who suspend each other at the same moment one stays', async () => {
    const [one, other] = [await colleague(), await colleague()];
    const answers = await Promise.all([
      update(one.token, other.id, { status: 'SUSPENDED' }),
      update(other.token, one.id, { status: 'SUSPENDED' }),
    ]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort()).toEqual([
      'UNAUTHENTICATED',
      'done',
    ]);
  });

  test('an invitation that is open is withdrawn, not suspended; an end user is changed in the directory', async () => {
    const invited = await colleague(false);
    const { errors } = await update(world.globex.admin.token, invited.id, { status: 'SUSPENDED' });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'CONFLICT', fields: [{ path: 'status' }] } });
    expect(errors?.[0]?.message).toContain('withdraw it instead');
    const endUser = await update(world.globex.admin.token, world.globex.user.membershipId, { phone: null });
    expect(endUser.errors?.[0]?.message).toContain('in the directory');
  });

  test('[S10] of another tenant is answered like one that does not exist', async () => {
    const { id } = await colleague();
    const reseller = world.northwind.admin.membershipId;
    for (const [token, target] of [
      [world.contoso.admin.token, id],
      [world.initech.admin.token, id],
      [world.globex.admin.token, reseller],
      [world.northwind.admin.token, world.platform.staff.membershipId],
    ] as const) {
      const [theirs, nobodys] = [
        await update(token, target, { status: 'SUSPENDED' }),
        await update(token, newId(), { status: 'SUSPENDED' }),
      ];
      expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    }
  });

  test('is not for end users, nor for nobody, and names the field that is wrong', async () => {
    const { id } = await colleague();
    expect((await update(world.globex.user.token, id, {})).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await update(undefined, id, {})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const { errors } = await update(world.globex.admin.token, id, { phone: 'none', status: 'INVITED' });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toContain('status');
  });
});
