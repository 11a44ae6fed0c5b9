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

const PREVIEW = `query ($token: String!) { invitation(token: $token) {
  email level firstName tenantName expiresAt hasSignIn agreement { version title text } brand { name accentColour logo }
} }`;
const preview = (token: string) => app.ask<{ invitation: Record<string, unknown> }>(PREVIEW, { token });

async function invited(email: string) {
  await app.ask(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { firstName: 'Grace', lastName: 'Hopper', email } },
    world.globex.admin.token,
  );
  return invitationSecret(world, email);
}

describe('invitation', () => {
  test('[T8] says who invites whom to what, before anyone has signed in', async () => {
    const { data, errors } = await preview(await invited('grace@globex.example'));
    expect(errors).toBeUndefined();
    expect(data.invitation).toEqual({
      email: 'grace@globex.example',
      level: 'COMPANY',
      firstName: 'Grace',
      tenantName: 'Globex Ltd',
      expiresAt: '2026-10-02T09:00:00.000Z',
      hasSignIn: false,
      agreement: null,
      brand: { name: 'Northwind IT', accentColour: '#1c7ed6', logo: null },
    });
  });

  test('[T5] tells its holder, and nobody else, that the address has a sign-in', async () => {
    const { data } = await preview(await invited('admin@acme.example'));
    expect(data.invitation).toMatchObject({ hasSignIn: true });
  });

  test('[D1] shows the agreement that has to be accepted', async () => {
    await world.sql('update company set agreement_accepted_at = null where id = $1', [world.globex.id]);
    const { data } = await preview(await invited('first@globex.example'));
    expect(data.invitation).toMatchObject({
      agreement: { version: '2026-01', title: 'Data processing agreement', text: 'Terms.' },
    });
    await world.sql('update company set agreement_accepted_at = created_at where id = $1', [world.globex.id]);
  });

  test('[S43] is gone once it was accepted, has expired or was sent again', async () => {
    const accepted = await invited('one@globex.example');
    await app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
      input: { token: accepted, password: PASSWORD },
    });
    const expired = await invited('two@globex.example');
    app.clock.forward(24 * 3_600_000);
    const answers = await Promise.all([accepted, expired, 'never-was'].map(preview));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(Array(3).fill('NOT_FOUND'));
    expect(new Set(answers.map(({ errors }) => errors?.[0]?.message)).size).toBe(1);
    app.clock.set('2026-10-01T09:00:00Z');
  });

  test('[S47] is gone while its company is suspended', async () => {
    const secret = await invited('three@globex.example');
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.globex.id]);
    expect((await preview(secret)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.globex.id]);
    expect((await preview(secret)).errors).toBeUndefined();
  });
});
