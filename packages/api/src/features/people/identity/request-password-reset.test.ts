import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../../../kernel/testing/world.ts';
import { resetSecret } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  // In the demonstration the text of every message stays to be read.
  app = await startTestApp({ config: { demo: true } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());
/** What was asked for so often before is forgotten. */
beforeEach(() => app.clock.forward(24 * 3_600_000));

const REQUEST = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) }';
const request = (email: string, from?: string) =>
  app.ask<{ requestPasswordReset: boolean }>(
    REQUEST,
    { input: { email } },
    undefined,
    from ? { 'x-forwarded-for': from } : {},
  );
const preview = (token: string) =>
  app.ask<{ passwordReset: { email: string; firstName: string; brand: { name: string } } }>(
    'query ($token: String!) { passwordReset(token: $token) { email firstName brand { name } } }',
    { token },
  );
const done = () => expect.poll(() => world.sql('select from graphile_worker._private_jobs')).toEqual([]);
const mailed = () =>
  world.sql<{ to: string }>(`select "to" from mail where cause = 'passwordReset' order by created_at, id`);

describe('requestPasswordReset', () => {
  test('[I1] [T8] mails a link in the name of the reseller, and notes in the audit log that it was asked for', async () => {
    const { data, errors } = await request('Admin@Globex.example');
    expect(errors).toBeUndefined();
    expect(data.requestPasswordReset).toBe(true);
    await done();
    const secret = (await resetSecret(world, 'admin@globex.example')) ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect((await preview(secret)).data.passwordReset).toEqual({
      email: 'admin@globex.example',
      firstName: 'Ada',
      brand: { name: 'Northwind IT' },
    });
    const [mail] = await world.letters<{ body: string }>(
      `select reseller_id, company_id, end_user_id, body from mail where cause = 'passwordReset'`,
    );
    expect(mail).toMatchObject({
      reseller_id: world.northwind.id,
      company_id: world.globex.id,
      end_user_id: null,
      body: expect.stringMatching(/within an hour:\n.*\/reset-password#[\w-]{43}\n[\s\S]*Northwind IT$/),
    });
    const audit = await world.sql(
      `select company_id, actor_level, subject_id from audit_entry where action = 'mailPasswordReset'`,
    );
    expect(audit).toEqual([
      { company_id: world.globex.id, actor_level: null, subject_id: world.globex.admin.membershipId },
    ]);
  });

  test('[S42] answers alike whether or not somebody signs in with the address, and mails to people only', async () => {
    const before = (await mailed()).length;
    const [known, unknown] = [await request('user@initech.example'), await request('nobody@initech.example')];
    expect(unknown).toEqual(known);
    await done();
    expect((await mailed()).slice(before)).toEqual([{ to: 'user@initech.example' }]);
  });

  test('[S42] leaves the same work for later either way, so that the answer takes as long', async () => {
    const idle = await startTestApp();
    const there = await createWorld(idle);
    for (const email of ['user@initech.example', 'nobody@initech.example'])
      await idle.ask(REQUEST, { input: { email } });
    const jobs = await there.sql<{ task: string; flags: object; members: string[] }>(
      `select t.identifier as task, j.flags, array(select json_object_keys(j.payload)) as members
         from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`,
    );
    expect(jobs).toHaveLength(2);
    expect(jobs[0]).toMatchObject({ task: 'mail-password-reset', members: ['resellerId', 'resetId'] });
    expect(jobs[1]).toEqual(jobs[0]);
    await idle.close();
  });

  test('[S47] mails nothing to whose tenant is suspended, for they could not sign in', async () => {
    await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.initech.id]);
    const before = (await mailed()).length;
    expect((await request('admin@initech.example')).errors).toBeUndefined();
    await done();
    expect(await mailed()).toHaveLength(before);
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.initech.id]);
  });

  test('[S43] mails nothing to whoever was invited and has no password yet', async () => {
    const email = `${newId()}@globex.example`;
    await app.ask(
      'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
      { input: { firstName: 'Grace', lastName: 'Hopper', email } },
      await world.signIn('admin@globex.example'),
    );
    expect((await request(email)).errors).toBeUndefined();
    await done();
    expect(await resetSecret(world, email)).toBeUndefined();
  });

  test('[S43] the newest link is the only one, and is good for an hour', async () => {
    await request('admin@acme.example');
    await done();
    const first = (await resetSecret(world, 'admin@acme.example')) ?? '';
    await request('admin@acme.example');
    await done();
    const second = (await resetSecret(world, 'admin@acme.example')) ?? '';
    expect(second).not.toBe(first);
    expect((await preview(first)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    app.clock.forward(3_600_000 - 1_000);
    expect((await preview(second)).errors).toBeUndefined();
    app.clock.forward(1_000);
    expect((await preview(second)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('[S43] [S55] of the link only a hash is kept, and when it has expired nothing', async () => {
    await request('user@acme.example');
    await done();
    const secret = (await resetSecret(world, 'user@acme.example')) ?? '';
    const kept = () =>
      world.sql<{ token_hash: string }>('select token_hash from password_reset where person_id = $1', [
        world.acme.user.personId,
      ]);
    expect(await kept()).toEqual([{ token_hash: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(await kept()).not.toEqual([{ token_hash: secret }]);
    app.clock.forward(3_600_000);
    await request('nobody@acme.example');
    await done();
    expect(await kept()).toEqual([]);
  });

  test('[I1] [S42] slows down after five for an account, whether or not it is there, and forgives with time', async () => {
    for (const email of ['admin@contoso.example', 'nobody@contoso.example']) {
      for (let i = 0; i < 5; i += 1) expect((await request(email)).errors).toBeUndefined();
      const { errors } = await request(email.toUpperCase().replace('CONTOSO', 'contoso'));
      expect(errors?.[0]).toMatchObject({
        message: 'Too many requests. Please try again in 2 seconds.',
        extensions: { code: 'RATE_LIMITED' },
      });
    }
    app.clock.forward(60_000);
    expect((await request('admin@contoso.example')).errors).toBeUndefined();
    await done();
  });

  test('[I1] slows down after thirty from one network, whomever they are for', async () => {
    const from = '198.51.100.77';
    for (let i = 0; i < 30; i += 1)
      expect((await request(`nobody${i}@nowhere.example`, from)).errors).toBeUndefined();
    expect((await request('nobody@nowhere.example', from)).errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect((await request('nobody@nowhere.example', '198.51.100.78')).errors).toBeUndefined();
    await done();
  });

  test('[I1] who has failed to sign in too often may ask all the same, and asking locks nobody out', async () => {
    const email = 'admin@northwind.example';
    const signIn = (password: string) =>
      app.ask(
        'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
        { email, password },
      );
    for (let i = 0; i < 6; i += 1) await signIn('wrong');
    for (let i = 0; i < 5; i += 1) expect((await request(email)).errors).toBeUndefined();
    app.clock.forward(60_000);
    expect((await signIn(PASSWORD)).errors).toBeUndefined();
    await done();
  });

  test.each(['', 'x', 'admin@globex', `${'x'.repeat(65)}@globex.example`])(
    'names the field when the address is none: %s',
    async (email) => {
      expect((await request(email)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'email' }],
      });
    },
  );
});

test('[S43] without a mail server nobody reads the link instead of its owner: staff are told why it went nowhere', async () => {
  const real = await startTestApp();
  const there = await createWorld(real);
  await real.app.work();
  await real.ask(REQUEST, { input: { email: 'admin@northwind.example' } });
  await expect
    .poll(() => there.letters(`select state, body, error from mail where cause = 'passwordReset'`))
    .toEqual([{ state: 'FAILED', body: null, error: expect.stringContaining('No mail server is set up') }]);
  await expect.poll(() => there.sql('select from graphile_worker._private_jobs')).toEqual([]);
  await real.close();
});
