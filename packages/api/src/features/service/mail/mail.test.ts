import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestCompany } from '../../../kernel/testing/world.ts';
import { addEndUsers } from '../../people/directory/factory.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { ProvisioningTest, type Target } from '../provisioning/testing.ts';

let t: ProvisioningTest;
let target: Target;
let serial = 0;

beforeAll(async () => {
  // The world stands at the morning of 1 October 2026.
  t = await ProvisioningTest.start();
  target = await t.target();
  await t.world.sql(`update product set kind = 'Mailbox' where id = $1`, [target.productId]);
});
afterAll(() => t.close());

interface Shown {
  hasMail: boolean;
  mailLimits: { part: string }[];
  passedMail: {
    startsOn: string;
    endsOn: string | null;
    inForce: boolean;
    reply: string | null;
    forwardTo: { id: string } | null;
    delegates: { id: string }[];
  } | null;
}
const FIELDS = `hasMail mailLimits { part message } passedMail { startsOn endsOn inForce reply forwardTo { id displayName }
  delegates { id displayName } }`;
const send = async (token: string, name: 'passMailOn' | 'stopPassingMailOn', input: object) => {
  const { data, errors } = await t.test.ask<Record<string, Shown>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
  return {
    shown: data?.[name],
    code: errors?.[0]?.extensions.code,
    paths: errors?.[0]?.extensions.fields?.map(({ path }: { path: string }) => path),
  };
};
const shown = async (id: string, token: string): Promise<Shown | null> =>
  (
    await t.test.ask<{ subscription: Shown | null }>(
      `query ($id: ID!) { subscription(id: $id) { ${FIELDS} } }`,
      { id },
      token,
    )
  ).data.subscription;

/** Somebody with a mailbox that is there, and colleagues. */
async function mailbox(company: TestCompany = t.world.globex, productId = target.productId) {
  serial += 1;
  const domain = `box${serial}.example`;
  const people = await addEndUsers(t.world, company, [
    { firstName: 'Ada', lastName: `Way ${serial}`, email: `ada@${domain}` },
    { firstName: 'Cole', lastName: `League ${serial}`, email: `cole@${domain}` },
    { firstName: 'Dele', lastName: `Gate ${serial}`, email: `dele@${domain}` },
    { firstName: 'No', lastName: `Mail ${serial}`, email: null },
  ]);
  const [endUserId, cole, dele, none] = people as [string, string, string, string];
  const { id } = await addSubscription(t.world, company, { productId, endUserId, startsOn: '2026-09-01' });
  return { id, endUserId, cole, dele, none, domain };
}
/** What the receiver was told last of a mailbox. */
const told = (id: string) =>
  target.receiver.received
    .map(({ body }) => JSON.parse(body).data)
    .filter((data) => data.subscriptionId === id)
    .at(-1)?.mail;
const hour = () =>
  t.test.app.scopes.run({ kind: 'system', task: 'test', resellerId: null }, { requestId: 'test' }, (scope) =>
    scope.enqueue('due-mail', {}),
  );

describe('passMailOn', () => {
  test('[U5] [P1] has mail forwarded, the mailbox opened and a reply sent; said again it is no news, taken back it is over', async () => {
    const { admin } = t.world.globex;
    const { id, cole, dele, domain } = await mailbox();
    expect(await shown(id, admin.token)).toMatchObject({ hasMail: true, passedMail: null, mailLimits: [] });
    const input = { subscriptionId: id, forwardToId: cole, delegateIds: [dele, cole], reply: 'I am away.' };
    expect((await send(admin.token, 'passMailOn', input)).shown?.passedMail).toMatchObject({
      startsOn: '2026-10-01',
      endsOn: null,
      inForce: true,
      reply: 'I am away.',
      forwardTo: { id: cole },
      delegates: [{ id: dele }, { id: cole }],
    });
    const listed = async (token: string) =>
      (
        await t.test.ask<{ subscriptions: { nodes: { id: string }[] } }>(
          '{ subscriptions(filter: { mailPassedOn: true }) { nodes { id } } }',
          {},
          token,
        )
      ).data.subscriptions.nodes.map((one) => one.id);
    expect(await listed(admin.token)).toEqual([id]);
    expect(await listed(t.world.initech.admin.token)).toEqual([]);
    await expect
      .poll(() => told(id), { timeout: 10_000 })
      .toEqual({
        forwardTo: `cole@${domain}`,
        delegates: [`cole@${domain}`, `dele@${domain}`],
        reply: 'I am away.',
      });
    await send(admin.token, 'passMailOn', input);
    const audited = async () =>
      (
        await t.world.sql(
          `select from audit_entry where subject_id = $1 and action in ('passMailOn', 'stopPassingMailOn')`,
          [id],
        )
      ).length;
    expect(await audited()).toBe(1);

    const stopped = await send(admin.token, 'stopPassingMailOn', { subscriptionId: id });
    expect(stopped.shown?.passedMail).toBeNull();
    await expect.poll(() => told(id), { timeout: 10_000 }).toEqual({});
    await send(admin.token, 'stopPassingMailOn', { subscriptionId: id });
    expect(await audited()).toBe(2);
  });

  test('[S22] is for who may, and for their own mailboxes', async () => {
    const { globex, initech, northwind, contoso } = t.world;
    const { id, cole } = await mailbox();
    const input = { subscriptionId: id, forwardToId: cole };
    const reader = await colleague(t.world, globex.admin, 'READ_ONLY');
    for (const [name, given] of [
      ['passMailOn', input],
      ['stopPassingMailOn', { subscriptionId: id }],
    ] as const) {
      expect((await send(reader.token, name, given)).code).toBe('FORBIDDEN');
      expect((await send(globex.user.token, name, given)).code).toBe('FORBIDDEN');
      expect((await send(initech.admin.token, name, given)).code).toBe('NOT_FOUND');
      expect((await send(contoso.admin.token, name, given)).code).toBe('NOT_FOUND');
    }
    expect((await send(northwind.admin.token, 'passMailOn', input)).code).toBeUndefined();
    expect((await shown(id, initech.admin.token))?.passedMail).toBeUndefined();
  });

  test('[U5] says at its field what cannot be', async () => {
    const { admin } = t.world.globex;
    const { id, endUserId, cole, none } = await mailbox();
    const other = await mailbox(t.world.initech);
    const wrong = async (input: object) => {
      const { code, paths } = await send(admin.token, 'passMailOn', { subscriptionId: id, ...input });
      return [code, ...(paths ?? [])];
    };
    expect(await wrong({})).toEqual(['INVALID_INPUT', 'forwardToId']);
    expect(await wrong({ forwardToId: endUserId })).toEqual(['INVALID_INPUT', 'forwardToId']);
    expect(await wrong({ forwardToId: other.cole })).toEqual(['INVALID_INPUT', 'forwardToId']);
    expect(await wrong({ forwardToId: cole, delegateIds: [none] })).toEqual(['INVALID_INPUT', 'delegateIds']);
    expect(await wrong({ forwardToId: cole, startsOn: '2026-09-30' })).toEqual(['INVALID_INPUT', 'startsOn']);
    expect(await wrong({ forwardToId: cole, endsOn: '2026-10-01' })).toEqual(['INVALID_INPUT', 'endsOn']);
    expect(await wrong({ forwardToId: cole, endsOn: '2028-10-01' })).toEqual(['INVALID_INPUT', 'endsOn']);
    const phone = await addSubscription(t.world, t.world.globex, {
      productId: await addProduct(t.world, 'PHONE', { unit: 'PER_USER' }),
      endUserId,
      startsOn: '2026-09-01',
    });
    expect((await shown(phone.id, admin.token))?.hasMail).toBe(false);
    expect(await wrong({ subscriptionId: phone.id, forwardToId: cole })).toEqual([
      'INVALID_INPUT',
      'subscriptionId',
    ]);
    await t.world.sql(`update subscription set state = 'ENDING' where id = $1`, [id]);
    expect(await wrong({ forwardToId: cole })).toEqual(['CONFLICT', 'subscriptionId']);
  });

  test('[P2] what the connector cannot do is told', async () => {
    const { admin } = t.world.globex;
    const productId = await addProduct(t.world, 'MS', {
      unit: 'PER_USER',
      connector: 'MICROSOFT_365',
      kind: 'mailbox',
    });
    const { id } = await mailbox(t.world.globex, productId);
    expect((await shown(id, admin.token))?.mailLimits).toEqual([
      {
        part: 'delegates',
        message:
          'Letting others open the mailbox has to be set by hand: the connector, Microsoft 365, cannot do it.',
      },
    ]);
  });

  test('[P2] by hand it is a task that says in words what has to be done, and what no more', async () => {
    const { globex, platform } = t.world;
    const productId = await addProduct(t.world, 'BYHAND', {
      unit: 'PER_USER',
      connector: 'MANUAL',
      kind: 'Mailbox',
    });
    const { id, cole, dele, domain } = await mailbox(globex, productId);
    const task = async () => {
      const jobs = await t.world.sql<{ id: string; checklist: { words: string }[] }>(
        `select id, checklist from provisioning_job where subscription_id = $1 and state = 'WAITING'`,
        [id],
      );
      return jobs.map((job) => ({ id: job.id, words: job.checklist.map(({ words }) => words) }))[0];
    };
    await send(globex.admin.token, 'passMailOn', {
      subscriptionId: id,
      forwardToId: cole,
      delegateIds: [dele],
      reply: 'Gone.',
    });
    await expect
      .poll(async () => (await task())?.words, { timeout: 10_000 })
      .toEqual([
        `Forward what reaches the mailbox to cole@${domain}, and keep a copy`,
        `Let these open the mailbox: dele@${domain}`,
        'Reply automatically: Gone.',
      ]);
    const jobId = (await task())?.id ?? '';
    const ask = (name: string, input: object) =>
      t.test.ask(
        `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
        { input },
        platform.staff.token,
      );
    for (const item of [0, 1, 2]) {
      const { errors } = await ask('tickTaskItem', { jobId, item, done: true });
      expect(errors).toBeUndefined();
    }
    expect((await ask('completeManualTask', { jobId })).errors).toBeUndefined();
    await send(globex.admin.token, 'passMailOn', { subscriptionId: id, forwardToId: cole });
    await expect
      .poll(async () => (await task())?.words, { timeout: 10_000 })
      .toEqual(['Let nobody else open the mailbox', 'Switch the automatic reply off']);
    // One that waits says what is said meanwhile, too.
    await send(globex.admin.token, 'passMailOn', {
      subscriptionId: id,
      forwardToId: cole,
      reply: 'Back soon.',
    });
    await expect
      .poll(async () => (await task())?.words.at(-1), { timeout: 10_000 })
      .toBe('Reply automatically: Back soon.');
  });

  test('[U5] a colleague who is suspended gets nothing until they are back', async () => {
    const { globex } = t.world;
    const { id, cole, domain } = await mailbox();
    await send(globex.admin.token, 'passMailOn', { subscriptionId: id, forwardToId: cole, reply: 'Away.' });
    await expect.poll(() => told(id), { timeout: 10_000 }).toMatchObject({ forwardTo: `cole@${domain}` });
    await t.world.sql(`update end_user set status = 'SUSPENDED' where id = $1`, [cole]);
    await send(globex.admin.token, 'passMailOn', { subscriptionId: id, delegateIds: [], reply: 'Ill.' });
    await expect.poll(() => told(id), { timeout: 10_000 }).toEqual({ reply: 'Ill.' });
  });
});

describe('its days', () => {
  test('[U5] [P1] it begins on its day, and is over after its last; an hour that comes twice does nothing twice', async () => {
    const { admin } = t.world.globex;
    const { id, cole, domain } = await mailbox();
    const input = { subscriptionId: id, forwardToId: cole, startsOn: '2026-10-05', endsOn: '2026-10-10' };
    expect((await send(admin.token, 'passMailOn', input)).shown?.passedMail).toMatchObject({
      inForce: false,
    });
    await hour();
    expect(told(id)).toBeUndefined();
    t.test.clock.set('2026-10-05T08:00:00Z');
    await hour();
    await expect.poll(() => told(id), { timeout: 10_000 }).toEqual({ forwardTo: `cole@${domain}` });
    t.test.clock.set('2026-10-10T08:00:00Z');
    await hour();
    await expect.poll(() => told(id), { timeout: 10_000 }).toEqual({});
    await hour();
    const token = await t.world.signIn(admin.email);
    expect((await shown(id, token))?.passedMail).toBeNull();
    expect(target.receiver.received.filter(({ body }) => body.includes(id))).toHaveLength(2);
  });
});
