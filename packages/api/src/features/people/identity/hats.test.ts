import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from './factory.ts';

/** One person who looks after Globex and, by another hat of the same sign-in, after Initech, a company of another reseller. */
let app: TestApp;
let world: World;
let email: string;
/** The hat at Initech. */
let second: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  email = world.globex.admin.email;
  second = await appoint(world.initech.admin.token, email);
});
afterAll(() => app.close());

const codeOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.extensions.code;

async function appoint(by: string, to: string): Promise<string> {
  await app.ask(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Gus', lastName: 'Twohats', email: to } },
    by,
  );
  const { data, errors } = await app.ask<{ acceptInvitation: { id: string } }>(
    'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }',
    { input: { token: await invitationSecret(world, to), password: PASSWORD } },
  );
  expect(errors).toBeUndefined();
  return data.acceptInvitation.id;
}

interface Switched {
  switchMembership: { accessToken: string; need: string | null };
}
const switchTo = async (membershipId: string, token: string) => {
  const { data, errors } = await app.ask<Switched>(
    'mutation ($id: ID!) { switchMembership(membershipId: $id) { accessToken need } }',
    { id: membershipId },
    token,
  );
  expect(errors).toBeUndefined();
  return data.switchMembership;
};
/** A session of its own for a hat. */
const wearing = async (membershipId: string): Promise<string> => {
  const token = await world.signIn(email);
  // The hat put on last is the one of the next sign-in.
  app.clock.forward(1_000);
  return (await switchTo(membershipId, token)).accessToken;
};
const users = (token: string) =>
  app.ask<{ endUsers: { nodes: { id: string }[] } }>('{ endUsers { nodes { id } } }', {}, token);
const user = (id: string, token: string) =>
  app.ask<{ endUser: object | null }>('query ($id: ID!) { endUser(id: $id) { id } }', { id }, token);

describe('[T5] several hats', () => {
  test('each is told with its tenant and role, and which one is on', async () => {
    const { data } = await app.ask<{ viewer: object }>(
      '{ viewer { roleName memberships { tenantName roleName current } } }',
      {},
      await wearing(second),
    );
    expect(data.viewer).toEqual({
      roleName: 'Owner',
      memberships: [
        { tenantName: expect.stringMatching(/^Globex/), roleName: 'Owner', current: false },
        { tenantName: expect.stringMatching(/^Initech/), roleName: 'Owner', current: true },
      ],
    });
  });

  test('[S50] the token of one reads nothing of the other, and changes nothing there, at the same moment', async () => {
    const [globex, initech] = [await wearing(world.globex.admin.membershipId), await wearing(second)];
    const theirs = [world.globex.user.endUserId, world.initech.user.endUserId] as const;
    expect((await users(globex)).data.endUsers.nodes).toEqual([{ id: theirs[0] }]);
    expect((await users(initech)).data.endUsers.nodes).toEqual([{ id: theirs[1] }]);
    expect((await user(theirs[0], globex)).data.endUser).toEqual({ id: theirs[0] });
    expect((await user(theirs[1], globex)).data?.endUser ?? null).toBeNull();
    expect((await user(theirs[0], initech)).data?.endUser ?? null).toBeNull();
    const change = await app.ask(
      'mutation ($id: ID!) { updateEndUser(input: { id: $id, jobTitle: "Spy" }) { id } }',
      { id: theirs[0] },
      initech,
    );
    expect(codeOf(change)).toBe('NOT_FOUND');
  });

  test('[S38] a second factor shown once serves each hat, and is asked for by the one that requires it only', async () => {
    const third = await appoint(world.contoso.admin.token, email);
    app.app.services.factors.compulsory = ['RESELLER'];
    const company = await wearing(second);
    const awaited = await switchTo(third, company);
    expect(awaited.need).toBe('ENROLMENT');
    expect(codeOf(await users(awaited.accessToken))).toBe('FORBIDDEN');
    // Whoever turns back there is not led to it again.
    app.clock.forward(1_000);
    const again = await app.ask<{ viewer: { membershipId: string } }>(
      '{ viewer { membershipId } }',
      {},
      await world.signIn(email),
    );
    expect(again.data.viewer.membershipId).toBe(second);
    const shown = await wearing(second);
    await world.showFactor(world.globex.admin);
    const proved = await switchTo(third, shown);
    expect(proved.need).toBeNull();
    expect((await switchTo(second, proved.accessToken)).need).toBeNull();
    app.app.services.factors.compulsory = [];
    await world.sql(`update membership set status = 'SUSPENDED' where id = $1`, [third]);
  });

  test('[S47] who loses one is signed out of it at once, and keeps the others', async () => {
    const [globex, initech] = [await wearing(world.globex.admin.membershipId), await wearing(second)];
    const { errors } = await app.ask(
      'mutation ($id: ID!) { updateAdministrator(input: { membershipId: $id, status: SUSPENDED }) { id } }',
      { id: second },
      world.initech.admin.token,
    );
    expect(errors).toBeUndefined();
    expect(codeOf(await users(initech))).toBe('UNAUTHENTICATED');
    expect((await users(globex)).errors).toBeUndefined();
    const { data } = await app.ask<{ viewer: { memberships: object[] } }>(
      '{ viewer { memberships { id } } }',
      {},
      await world.signIn(email),
    );
    expect(data.viewer.memberships).toEqual([{ id: world.globex.admin.membershipId }]);
  });
});
