import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const invite = (token: string, email: string, over = {}) =>
  app.ask<{ inviteAdministrator: { id: string } }>(
    'mutation ($i: InviteAdministratorInput!) { inviteAdministrator(input: $i) { id } }',
    { i: { firstName: 'Ann', lastName: 'Other', email, ...over } },
    token,
  );
const resend = (token: string, membershipId: string) =>
  app.ask(
    'mutation ($i: ResendInvitationInput!) { resendInvitation(input: $i) { id } }',
    { i: { membershipId } },
    token,
  );
const letters = async () => (await world.sql('select from mail')).length;
const used = (key: string, much: number) =>
  world.sql(
    `insert into mail_allowance (id, key, used, last_at)
       values (uuidv7(), encode(sha256(convert_to($1, 'UTF8')), 'hex'), $2, $3)
       on conflict (key) do update set used = excluded.used, last_at = excluded.last_at`,
    [key, much, app.clock.now()],
  );

test('[S19] one address is sent five letters in an hour, whoever has them sent', async () => {
  const { data } = await invite(world.globex.admin.token, 'ann@globex.example');
  for (let i = 0; i < 4; i += 1)
    expect((await resend(world.globex.admin.token, data.inviteAdministrator.id)).errors).toBeUndefined();
  const before = await letters();
  const refused = await resend(world.northwind.admin.token, data.inviteAdministrator.id);
  expect(refused.errors?.[0]).toMatchObject({
    message: 'Too many messages. Please try again in 12 minutes.',
    extensions: { code: 'RATE_LIMITED', retryAfterMs: 720_000 },
  });
  expect((await invite(world.acme.admin.token, 'ANN@globex.example')).errors?.[0]?.extensions.code).toBe(
    'RATE_LIMITED',
  );
  expect(await letters()).toBe(before);
  expect((await invite(world.globex.admin.token, 'ben@globex.example')).errors).toBeUndefined();
  app.clock.forward(13 * 60_000);
  const token = await world.signIn('admin@globex.example');
  expect((await resend(token, data.inviteAdministrator.id)).errors).toBeUndefined();
});

test('[S19] a person and a tenant may have so many sent; others go on', async () => {
  const [globex, initech] = [
    await world.signIn('admin@globex.example'),
    await world.signIn('admin@initech.example'),
  ];
  const northwind = await world.signIn('admin@northwind.example');
  await used(`person:${world.globex.admin.personId}`, 199.5);
  expect((await invite(globex, 'cleo@globex.example')).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  await used(`tenant:${world.initech.id}`, 499.5);
  expect((await invite(initech, 'dan@initech.example')).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  expect((await invite(northwind, 'eve@northwind.example')).errors).toBeUndefined();
});

test('[S63] what is sent to strangers in a person’s name holds no address to be lured to', async () => {
  const token = await world.signIn('admin@acme.example');
  for (const firstName of [
    'Win at https://evil.example',
    'www.evil.example',
    'mail a@evil.example',
    'See evil.example/x',
  ])
    expect((await invite(token, 'fay@acme.example', { firstName })).errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'firstName', message: 'May not contain an address of the web or of mail.' }],
    });
  for (const firstName of ['J.R.R.', 'Zoë-Ann', 'Mary St. John', 'D’Arcy (Jo)'])
    expect(
      (await invite(token, `ok-${firstName.length}@acme.example`, { firstName })).errors,
    ).toBeUndefined();
});
