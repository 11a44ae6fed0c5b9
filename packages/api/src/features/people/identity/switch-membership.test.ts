import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from './factory.ts';

let app: TestApp;
let world: World;
/** What the administrator of Acme becomes besides: an administrator of Contoso. */
let second: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.ask(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Ada', lastName: 'Acme', email: 'admin@acme.example' } },
    world.contoso.admin.token,
  );
  const { data } = await app.ask<{ acceptInvitation: { id: string } }>(
    'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }',
    { input: { token: await invitationSecret(world, 'admin@acme.example'), password: PASSWORD } },
  );
  second = data.acceptInvitation.id;
});
afterAll(() => app.close());

const VIEWER =
  '{ viewer { level membershipId reseller { id } company { id } memberships { id current } permissions } }';
interface Viewer {
  viewer: {
    level: string;
    membershipId: string;
    reseller: { id: string };
    company: { id: string } | null;
    memberships: { id: string; current: boolean }[];
    permissions: string[];
  };
}
const switchTo = (membershipId: string, token: string) =>
  app.ask<{ switchMembership: { accessToken: string } }>(
    'mutation ($id: ID!) { switchMembership(membershipId: $id) { accessToken } }',
    { id: membershipId },
    token,
  );

describe('switchMembership', () => {
  test('[T5] goes on as someone else of the same person, with other rights and other rows', async () => {
    const before = await world.signIn('admin@acme.example');
    const { data } = await switchTo(second, before);
    const { viewer } = (await app.ask<Viewer>(VIEWER, {}, data.switchMembership.accessToken)).data;
    expect(viewer).toMatchObject({
      level: 'RESELLER',
      membershipId: second,
      reseller: { id: world.contoso.id },
      company: null,
    });
    expect(viewer.memberships).toEqual([
      { id: world.acme.admin.membershipId, current: false },
      { id: second, current: true },
    ]);
    expect(viewer.permissions).toContain('COMPANY_ONBOARD');
    const { data: seen } = await app.ask<{ companies: { nodes: { id: string }[] } }>(
      '{ companies { nodes { id } } }',
      {},
      data.switchMembership.accessToken,
    );
    expect(seen.companies.nodes).toEqual([{ id: world.initech.id }]);
    const audit = await world.sql(`select company_id from audit_entry where action = 'switchMembership'`);
    expect(audit).toContainEqual({ company_id: world.acme.id });
  });

  test('[S50] the token of before is no longer good', async () => {
    const before = await world.signIn('admin@acme.example');
    const current = (await app.ask<Viewer>(VIEWER, {}, before)).data.viewer.membershipId;
    const other = current === second ? world.acme.admin.membershipId : second;
    await switchTo(other, before);
    expect((await app.ask(VIEWER, {}, before)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('[S50] the token of before is no longer good at the same level of another tenant', async () => {
    await app.ask(
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
      { input: { firstName: 'Ivy', lastName: 'Initech', email: 'admin@initech.example' } },
      world.globex.admin.token,
    );
    const { data } = await app.ask<{ acceptInvitation: { id: string } }>(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }',
      { input: { token: await invitationSecret(world, 'admin@initech.example'), password: PASSWORD } },
    );
    const before = world.initech.admin.token;
    const switched = await switchTo(data.acceptInvitation.id, before);
    const after = switched.data.switchMembership.accessToken;
    expect((await app.ask<Viewer>(VIEWER, {}, after)).data.viewer).toMatchObject({
      level: 'COMPANY',
      company: { id: world.globex.id },
    });
    const add = 'mutation { addEndUser(input: { firstName: "Old", lastName: "Tab" }) { id } }';
    expect((await app.ask(add, {}, before)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await world.sql(`select from end_user where last_name = 'Tab'`)).toEqual([]);
  });

  test('[T5] the next sign-in opens the membership used last', async () => {
    app.clock.forward(1_000);
    await switchTo(world.acme.admin.membershipId, await world.signIn('admin@acme.example'));
    app.clock.forward(1_000);
    const token = await world.signIn('admin@acme.example');
    expect((await app.ask<Viewer>(VIEWER, {}, token)).data.viewer.membershipId).toBe(
      world.acme.admin.membershipId,
    );
  });

  test('[S10] a membership of another person is answered like one that does not exist', async () => {
    const token = await world.signIn('admin@acme.example');
    const [theirs, nobodys] = [
      await switchTo(world.platform.staff.membershipId, token),
      await switchTo(newId(), token),
    ];
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(theirs.errors?.[0]?.message).toBe(nobodys.errors?.[0]?.message);
    expect((await app.ask(VIEWER, {}, token)).errors).toBeUndefined();
  });

  test('[S47] a membership of a suspended tenant is neither offered nor opened', async () => {
    const token = await world.signIn('admin@acme.example');
    const { viewer } = (await app.ask<Viewer>(VIEWER, {}, token)).data;
    const other = viewer.memberships.find(({ current }) => !current);
    const tenant = other?.id === second ? ['reseller', world.contoso.id] : ['company', world.acme.id];
    await world.sql(`update ${tenant[0]} set status = 'SUSPENDED' where id = $1`, [tenant[1]]);
    const { viewer: now } = (await app.ask<Viewer>(VIEWER, {}, token)).data;
    expect(now.memberships).toEqual([{ id: viewer.membershipId, current: true }]);
    expect((await switchTo(other?.id ?? '', token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await world.sql(`update ${tenant[0]} set status = 'ACTIVE' where id = $1`, [tenant[1]]);
  });
});
