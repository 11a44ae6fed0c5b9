import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { type Colleague, colleague } from '../../roles/factory.ts';
import { enrolTotp } from '../factors/factory.ts';

const SID = `AC${'0'.repeat(32)}`;

/** Takes messages as Twilio does, strictly, and refuses what it is told to in Twilio's words. */
class Gateway {
  readonly taken: { To: string; From: string; Body: string }[] = [];
  /** What the next answers are instead. */
  readonly refusals: { status: number; code: number }[] = [];
  readonly #server = createServer(async (request, response) => {
    const say = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const form = new URLSearchParams(await text(request));
    const refusal = this.refusals.shift() ?? this.#wrong(request.method, request.url, request.headers, form);
    const message = `The 'To' number ${form.get('To')} is not a valid phone number.`;
    if (refusal) return say(refusal.status, { ...refusal, message, more_info: '' });
    this.taken.push(Object.fromEntries(form) as never);
    return say(201, { sid: `SM${'0'.repeat(32)}`, status: 'queued', error_code: null });
  });

  #wrong(
    method: string | undefined,
    url: string | undefined,
    headers: IncomingHttpHeaders,
    form: URLSearchParams,
  ) {
    if (method !== 'POST' || url !== `/2010-04-01/Accounts/${SID}/Messages.json`)
      return { status: 404, code: 20404 };
    if (headers.authorization !== `Basic ${Buffer.from(`${SID}:to/ken`).toString('base64')}`)
      return { status: 401, code: 20003 };
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return { status: 415, code: 20001 };
    if ([...form.keys()].sort().join() !== 'Body,From,To') return { status: 400, code: 21603 };
    if (!/^\+[1-9]\d{6,14}$/.test(form.get('To') ?? '')) return { status: 400, code: 21211 };
    return undefined;
  }

  async start(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://${SID}:to%2Fken@127.0.0.1:${port}/?from=%2B441632960000`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const gateway = new Gateway();
let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ config: { smsUrl: await gateway.start() } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await gateway.stop();
});
/** What was asked for so often before is forgotten. */
beforeEach(() => {
  app.clock.forward(26 * 3_600_000);
  gateway.taken.length = 0;
});

const codeOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.extensions.code;
const send = (membershipId: string, token?: string) =>
  app.ask<{ sendTemporaryPassword: boolean }>(
    'mutation ($input: SendTemporaryPasswordInput!) { sendTemporaryPassword(input: $input) }',
    { input: { membershipId } },
    token,
  );
const request = (email: string) =>
  app.ask('mutation ($input: RequestTemporaryPasswordInput!) { requestTemporaryPassword(input: $input) }', {
    input: { email },
  });
const use = (email: string, password: string) =>
  app.ask<{ useTemporaryPassword: string }>(
    'mutation ($input: UseTemporaryPasswordInput!) { useTemporaryPassword(input: $input) }',
    { input: { email, password } },
  );
const choose = (token: string, password: string) =>
  app.ask('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }', {
    input: { token, password },
  });
const signIn = (email: string, password: string) =>
  app.ask<{ signIn: { accessToken: string; need: string | null } }>(
    'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken need } }',
    { email, password },
  );
/** A fresh session with a second factor shown. */
async function fresh(person: { email: string; personId: string }): Promise<string> {
  const token = await world.signIn(person.email);
  await world.showFactor(person);
  return token;
}
/** Records a mobile for an administrator of Globex, by their reseller. */
async function record(mobile: string | null, membershipId = world.globex.admin.membershipId): Promise<void> {
  const { errors } = await app.ask(
    'mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id } }',
    { input: { membershipId, mobile } },
    await fresh(world.northwind.admin),
  );
  expect(errors).toBeUndefined();
}
const MOBILE = '+447700900123';
/** The password in the only message that has come. */
async function texted(): Promise<string> {
  await expect.poll(() => gateway.taken, { timeout: 20_000 }).toHaveLength(1);
  return /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(gateway.taken[0]?.Body ?? '')?.[0] ?? '';
}
const outbox = () =>
  world.letters<{ to: string; state: string; body: string | null; error: string | null }>(
    `select "to", state, body, error from mail where channel = 'TEXT' order by created_at desc, id desc limit 1`,
  );

describe('[I4] a temporary password by text message', () => {
  test('[S43] [S44] lets somebody choose a password of their own, once, and a second factor is still asked for', async () => {
    const { admin } = world.globex;
    await record(MOBILE);
    await enrolTotp(app, await world.signIn(admin.email));
    expect((await send(admin.membershipId, await fresh(world.northwind.admin))).errors).toBeUndefined();
    const password = await texted();
    expect(gateway.taken).toEqual([
      { To: MOBILE, From: '+441632960000', Body: expect.stringContaining('for half an hour and once') },
    ]);
    // It signs nobody in by itself.
    expect(codeOf(await signIn(admin.email, password))).toBe('UNAUTHENTICATED');
    const { data } = await use(admin.email.toUpperCase(), password.toLowerCase().replaceAll('-', ' '));
    expect(codeOf(await use(admin.email, password))).toBe('INVALID_INPUT');
    expect((await choose(data.useTemporaryPassword, 'seven green bottles')).errors).toBeUndefined();
    expect((await signIn(admin.email, 'seven green bottles')).data.signIn.need).toBe('FACTOR');
    // Nothing of it is kept but that it was sent, and to a number that ends like this.
    await expect.poll(outbox).toEqual([{ to: '… 123', state: 'SENT', body: null, error: null }]);
    const kept = await world.sql(
      `select action, actor_membership_id from audit_entry
      where subject_id = $1 and action like '%emporaryPassword' order by at, id`,
      [admin.membershipId],
    );
    expect(kept).toEqual([
      { action: 'sendTemporaryPassword', actor_membership_id: world.northwind.admin.membershipId },
      { action: 'textTemporaryPassword', actor_membership_id: null },
    ]);
  });

  test('[S43] of a hundred uses at once exactly one succeeds', async () => {
    await record(MOBILE);
    await request(world.globex.admin.email);
    const password = await texted();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => use(world.globex.admin.email, password)),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  });

  test('[S43] is good for half an hour, and void once another one was asked for', async () => {
    await record(MOBILE);
    const { email } = world.globex.admin;
    await request(email);
    const first = await texted();
    gateway.taken.length = 0;
    await request(email);
    const second = await texted();
    expect(codeOf(await use(email, first))).toBe('INVALID_INPUT');
    app.clock.forward(30 * 60_000);
    expect(codeOf(await use(email, second))).toBe('INVALID_INPUT');
  });

  test('[S42] is answered alike whoever asks for it, and nothing is sent where nobody is or no mobile is recorded', async () => {
    await record(null);
    const answers = [
      await request('nobody@globex.example'),
      await request(world.globex.admin.email),
      await request(world.initech.admin.email),
    ];
    for (const { data, errors } of answers)
      expect({ data, errors }).toEqual({ data: { requestTemporaryPassword: true } });
    await expect
      .poll(() =>
        world.sql(`select from graphile_worker.jobs where task_identifier = 'text-temporary-password'`),
      )
      .toEqual([]);
    expect(gateway.taken).toEqual([]);
    const [wrong, nobody] = [
      await use(world.globex.admin.email, 'AAAA-AAAA-AAAA'),
      await use('nobody@globex.example', 'AAAA-AAAA-AAAA'),
    ];
    expect(wrong.errors).toEqual(nobody.errors);
  });

  test('[S19] both asking and guessing are slowed down', async () => {
    for (let i = 0; i < 5; i += 1) expect(codeOf(await request('ann@acme.example'))).toBeUndefined();
    expect(codeOf(await request('ann@acme.example'))).toBe('RATE_LIMITED');
    for (let i = 0; i < 5; i += 1)
      expect(codeOf(await use('ann@acme.example', 'guess'))).toBe('INVALID_INPUT');
    expect(codeOf(await use('ann@acme.example', 'guess'))).toBe('RATE_LIMITED');
  });

  test('what the gateway will never take is given up, in words that do not name the number', async () => {
    await record(MOBILE);
    gateway.refusals.push({ status: 400, code: 21211 });
    await request(world.globex.admin.email);
    await expect
      .poll(outbox, { timeout: 20_000 })
      .toMatchObject([
        { to: '… 123', state: 'FAILED', error: expect.stringMatching(/no telephone number.*\(21211\)$/) },
      ]);
    await expect
      .poll(() =>
        world.sql(`select from graphile_worker.jobs where task_identifier = 'text-temporary-password'`),
      )
      .toEqual([]);
  });

  test('what it may take later is tried again, with another password', async () => {
    await record(MOBILE);
    gateway.refusals.push({ status: 503, code: 20503 });
    await request(world.globex.admin.email);
    await expect.poll(outbox, { timeout: 20_000 }).toMatchObject([{ state: 'FAILED' }]);
    await world.sql(
      `update graphile_worker._private_jobs set run_at = now() where task_id =
         (select id from graphile_worker._private_tasks where identifier = 'text-temporary-password')`,
    );
    const password = await texted();
    expect((await use(world.globex.admin.email, password)).errors).toBeUndefined();
    await expect.poll(outbox).toMatchObject([{ state: 'SENT', error: null }]);
  });
});

describe('sendTemporaryPassword', () => {
  test('is refused if no mobile is recorded, of oneself, and of who signs in elsewhere too', async () => {
    await record(null);
    const northwind = await fresh(world.northwind.admin);
    const none = await send(world.globex.admin.membershipId, northwind);
    expect(none.errors?.[0]?.message).toContain('No mobile is recorded');
    expect((await send(world.northwind.admin.membershipId, northwind)).errors?.[0]?.message).toContain(
      'your own',
    );
    await record(MOBILE);
    await world.sql(
      `insert into membership (id, person_id, level, reseller_id, first_name, last_name, email, status, created_at, role_id)
         select uuidv7(), $1, 'RESELLER', $2, 'A', 'B', $3, 'ACTIVE', now(), r.id from role r
           where r.level = 'RESELLER' and r.kind = 'OWNER'`,
      [world.globex.admin.personId, world.contoso.id, world.globex.admin.email],
    );
    const elsewhere = await send(world.globex.admin.membershipId, northwind);
    expect(elsewhere.errors?.[0]?.message).toContain('signs in elsewhere');
    await world.sql('delete from membership where person_id = $1 and reseller_id = $2', [
      world.globex.admin.personId,
      world.contoso.id,
    ]);
  });

  test('[S10] of another tenant it is as of nobody; it takes the permission and a second factor', async () => {
    const stranger = await fresh(world.contoso.admin);
    expect(codeOf(await send(world.globex.admin.membershipId, stranger))).toBe('NOT_FOUND');
    expect(codeOf(await send(world.globex.id, stranger))).toBe('NOT_FOUND');
    expect(
      codeOf(await send(world.globex.admin.membershipId, await world.signIn(world.globex.user.email))),
    ).toBe('FORBIDDEN');
    const { errors } = await send(
      world.globex.admin.membershipId,
      await world.signIn(world.northwind.admin.email),
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
    expect(codeOf(await send(world.globex.admin.membershipId))).toBe('UNAUTHENTICATED');
  });
});

test('[S43] without a gateway it stays in the outbox, where staff do not read what it says, except in the demonstration', async () => {
  for (const demo of [false, true]) {
    const other = await startTestApp({ config: { demo } });
    const there = await createWorld(other);
    await other.app.work();
    const mobile = { membershipId: there.globex.admin.membershipId, mobile: MOBILE };
    await other.ask(
      'mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id } }',
      { input: mobile },
      there.northwind.admin.token,
    );
    await other.ask(
      'mutation ($input: RequestTemporaryPasswordInput!) { requestTemporaryPassword(input: $input) }',
      {
        input: { email: there.globex.admin.email },
      },
    );
    const mails = async () =>
      (
        await other.ask<{ mails: { nodes: { channel: string; to: string; state: string; body: string }[] } }>(
          '{ mails { nodes { channel to state body } } }',
          {},
          there.platform.staff.token,
        )
      ).data.mails.nodes.filter(({ channel }) => channel === 'TEXT');
    await expect.poll(mails, { timeout: 20_000 }).toEqual([
      {
        channel: 'TEXT',
        to: '… 123',
        state: 'OUTBOX',
        body: expect.stringMatching(demo ? /^[0-9A-Z]{4}-/ : /^••••-••••-•••• is your temporary password/),
      },
    ]);
    await other.close();
  }
});

describe('sendTemporaryPasswords', () => {
  const sendAll = (membershipIds: readonly string[], token?: string) =>
    app.ask<{ sendTemporaryPasswords: { done: number; refused: { id: string; reason: string }[] } }>(
      'mutation ($input: SendTemporaryPasswordsInput!) { sendTemporaryPasswords(input: $input) { done refused { id reason } } }',
      { input: { membershipIds } },
      token,
    );

  test('[I4] sends each one, and says who was not sent one and why', async () => {
    const { northwind } = world;
    const [reached, without, elsewhere] = (await Promise.all(
      [1, 2, 3].map(() => colleague(world, northwind.admin, 'FINANCE')),
    )) as [Colleague, Colleague, Colleague];
    for (const { membershipId } of [reached, elsewhere]) await record(MOBILE, membershipId);
    const other = await colleague(world, world.initech.admin, 'FINANCE');
    await world.sql('update membership set person_id = $1 where id = $2', [
      elsewhere.personId,
      other.membershipId,
    ]);
    const token = await fresh(northwind.admin);
    gateway.taken.length = 0;
    const ids = [reached, without, elsewhere, northwind.admin].map(({ membershipId }) => membershipId);
    const { data, errors } = await sendAll([...ids, reached.membershipId], token);
    expect(errors).toBeUndefined();
    expect(data.sendTemporaryPasswords.done).toBe(1);
    const reasons = Object.fromEntries(
      data.sendTemporaryPasswords.refused.map(({ id, reason }) => [id, reason]),
    );
    expect(reasons).toEqual({
      [without.membershipId]: expect.stringContaining('No mobile is recorded'),
      [elsewhere.membershipId]: expect.stringContaining('signs in elsewhere'),
      [northwind.admin.membershipId]: expect.stringContaining('your own'),
    });
    expect(await use(reached.email, await texted())).toMatchObject({
      data: { useTemporaryPassword: expect.any(String) },
    });
    const entries = await world.sql<{ id: string }>(
      `select subject_id as id from audit_entry where action = 'sendTemporaryPasswords'`,
    );
    expect(entries.map(({ id }) => id)).toEqual([reached.membershipId]);
  });

  test('is for who looks after all of them, with a second factor shown just now', async () => {
    const { membershipId } = world.globex.admin;
    const stale = await world.signIn(world.northwind.admin.email);
    expect((await sendAll([membershipId], stale)).errors?.[0]?.extensions).toMatchObject({ need: 'FACTOR' });
    const contoso = await fresh(world.contoso.admin);
    expect(codeOf(await sendAll([membershipId], contoso))).toBe('NOT_FOUND');
    const user = await fresh(world.globex.user);
    expect(codeOf(await sendAll([membershipId], user))).toBe('FORBIDDEN');
    expect(codeOf(await sendAll([], contoso))).toBe('INVALID_INPUT');
    expect(codeOf(await sendAll([membershipId]))).toBe('UNAUTHENTICATED');
  });
});
