import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProvisioningTest, type Target } from '../../service/provisioning/testing.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { addEndUsers } from '../directory/factory.ts';
import { colleague } from '../roles/factory.ts';
import { hours, leave, leaverOf, settled } from './factory.ts';

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

/** Somebody with a mailbox at £4.50, and a colleague. */
async function somebody() {
  serial += 1;
  const { globex } = t.world;
  const [endUserId, heir] = (await addEndUsers(t.world, globex, [
    { firstName: 'Leah', lastName: `Ver ${serial}`, email: `leah${serial}@globex.example` },
    { firstName: 'Hugh', lastName: `Ayr ${serial}`, email: `hugh${serial}@globex.example` },
  ])) as [string, string];
  const mailbox = await t.started(target.productId, globex, endUserId);
  await expect.poll(() => told(mailbox), { timeout: 10_000 }).toBeDefined();
  await t.world.sql('update subscription set retail_minor = 450, started_at = created_at where id = $1', [
    mailbox,
  ]);
  await t.world.sql('update subscription_term set retail_minor = 450 where subscription_id = $1', [mailbox]);
  return { endUserId, heir, mailbox };
}
const plan = async (token: string, input: object) => {
  const { data, errors } = await leave(t.test, token, 'planLeaver', input);
  expect(errors).toBeUndefined();
  return data.planLeaver as NonNullable<typeof data.planLeaver>;
};
const confirm = async (token: string, id: string) => {
  const { errors } = await leave(t.test, token, 'confirmLeaver', { id });
  expect(errors).toBeUndefined();
  await settled(t.world);
};
const ends = async (id: string) =>
  (
    await t.world.sql<{ ends: string | null }>(
      'select ends_on::text as ends from subscription where id = $1',
      [id],
    )
  )[0]?.ends;
/** What the receiver was told last of a mailbox. */
const told = (id: string) =>
  target.receiver.received
    .map(({ body }) => JSON.parse(body).data)
    .filter((data) => data.subscriptionId === id)
    .at(-1);

describe('[U5] the mail of who leaves', () => {
  test('[C4] [P1] is passed on from the day they are gone until the mailbox ends, which is paid for until then', async () => {
    const { globex } = t.world;
    const { endUserId, heir, mailbox } = await somebody();
    const phone = await addSubscription(t.world, globex, {
      productId: t.world.archive,
      endUserId,
      startsOn: '2026-09-01',
    });
    await t.world.sql('update subscription_term set retail_minor = 200 where subscription_id = $1', [
      phone.id,
    ]);
    const mail = { until: '2026-11-14', forwardToId: heir, delegateIds: [heir], reply: 'I have left.' };
    const shown = await plan(globex.admin.token, {
      endUserId,
      lastDay: '2026-10-15',
      choices: [{ heldId: mailbox, fate: 'PASS_ON', mail }],
    });
    expect(shown).toMatchObject({
      inTheWay: [],
      monthlyMinor: -650,
      // Of October only what ends after the last day: 16 of its 31 days.
      firstInvoiceMinor: -103,
      items: [
        { kind: 'SUBSCRIPTION', heldId: phone.id, fate: 'END' },
        { kind: 'MAILBOX', heldId: mailbox, fate: 'PASS_ON', possible: [{}, { fate: 'PASS_ON' }, {}] },
        { kind: 'DIRECTORY_ENTRY' },
      ],
    });
    await confirm(globex.admin.token, shown.id);
    expect(await ends(phone.id)).toBe('2026-10-16');
    expect(await ends(mailbox)).toBe('2026-11-15');
    expect(told(mailbox).mail).toEqual({});

    t.test.clock.set('2026-10-16T09:00:00Z');
    await hours(t.test, t.world, 'due-leavers');
    await expect
      .poll(() => told(mailbox)?.mail, { timeout: 10_000 })
      .toEqual({
        forwardTo: `hugh${serial}@globex.example`,
        delegates: [`hugh${serial}@globex.example`],
        reply: 'I have left.',
      });
    const token = await t.world.signIn(globex.admin.email);
    expect(await leaverOf(t.test, token, shown.id)).toMatchObject({
      state: 'DONE',
      endUser: { status: 'SUSPENDED' },
    });
    const [letter] = await t.world.letters<{ body: string }>(
      `select body from mail where subject like 'Leah Ver ${serial} has left%'`,
    );
    expect(letter?.body).toContain('Kept for a while, and its mail passed on, until 14 November 2026');

    t.test.clock.set('2026-11-15T09:00:00Z');
    await hours(t.test, t.world, 'due-subscriptions');
    await expect.poll(() => told(mailbox)?.desired, { timeout: 10_000 }).toBe('CANCELLED');
    t.test.clock.set('2026-11-16T09:00:00Z');
  });

  test('[C1] is that of the mailbox in a bundle, which ends as a whole', async () => {
    const { globex } = t.world;
    const token = await t.world.signIn(globex.admin.email);
    const { endUserId, heir } = await somebody();
    const box = await addProduct(t.world, 'SUITE-BOX', { unit: 'PER_USER', kind: 'Mailbox' });
    const productId = await addProduct(t.world, 'SUITE', { unit: 'PER_USER', parts: [box] });
    const suite = await addSubscription(t.world, globex, { productId, endUserId, startsOn: '2026-09-01' });
    const { id, items } = await plan(token, {
      endUserId,
      lastDay: '2026-11-16',
      choices: [{ heldId: suite.id, fate: 'PASS_ON', mail: { until: '2026-11-30', forwardToId: heir } }],
    });
    expect(items).toContainEqual(expect.objectContaining({ kind: 'MAILBOX', heldId: suite.id }));
    await confirm(token, id);
    const [part] = await t.world.sql<{ id: string; inForce: boolean }>(
      `select s.id, m.in_force as "inForce" from passed_mail m join subscription s on s.id = m.subscription_id where s.part_of_id = $1`,
      [suite.id],
    );
    expect(part?.inForce).toBe(true);
    for (const one of [suite.id, part?.id ?? '']) expect(await ends(one)).toBe('2026-12-01');
  });

  test('is theirs alone again when it is undone, before its day and after', async () => {
    const { globex } = t.world;
    const token = await t.world.signIn(globex.admin.email);
    const today = '2026-11-16';
    for (const lastDay of [today, '2026-11-20']) {
      const { endUserId, heir, mailbox } = await somebody();
      const { id } = await plan(token, {
        endUserId,
        lastDay,
        choices: [{ heldId: mailbox, fate: 'PASS_ON', mail: { until: '2026-12-20', forwardToId: heir } }],
      });
      await confirm(token, id);
      if (lastDay === today)
        await expect
          .poll(() => told(mailbox)?.mail, { timeout: 10_000 })
          .toMatchObject({ forwardTo: expect.stringContaining('hugh') });
      await leave(t.test, token, 'undoLeaver', { id });
      await settled(t.world);
      expect(await leaverOf(t.test, token, id)).toMatchObject({ state: 'UNDONE' });
      expect(await ends(mailbox)).toBeNull();
      await expect.poll(() => told(mailbox)?.mail ?? {}, { timeout: 10_000 }).toEqual({});
    }
  });

  test('goes to nobody who leaves, nor until a day that cannot be, which is said at its field', async () => {
    const { globex, initech } = t.world;
    const token = await t.world.signIn(globex.admin.email);
    const { endUserId, heir, mailbox } = await somebody();
    const wrong = async (mail: object | null, more: object = {}) => {
      const { inTheWay } = await plan(token, {
        endUserId,
        lastDay: '2026-11-20',
        choices: [{ heldId: mailbox, fate: 'PASS_ON', mail, ...more }],
      });
      return inTheWay.map(({ path }) => path);
    };
    expect(await wrong(null)).toEqual(['choices.0.mail']);
    expect(await wrong({ until: '2026-12-20' })).toEqual(['choices.0.mail.forwardToId']);
    expect(await wrong({ until: '2026-12-20', forwardToId: initech.user.endUserId })).toEqual([
      'choices.0.mail.forwardToId',
    ]);
    expect(await wrong({ until: '2027-12-20', forwardToId: heir })).toEqual(['choices.0.mail.until']);
    expect(await wrong({ until: '2026-12-20', forwardToId: heir }, { fate: 'END' })).toEqual([
      'choices.0.mail',
    ]);
    const going = await plan(token, { endUserId: heir, lastDay: '2026-11-25' });
    await confirm(token, going.id);
    expect(await wrong({ until: '2026-12-20', forwardToId: heir })).toEqual(['choices.0.mail.forwardToId']);
  });

  test('is a colleague’s no more who leaves, too, or goes on to somebody else; undone it is theirs again', async () => {
    const { globex } = t.world;
    const token = await t.world.signIn(globex.admin.email);
    const { heir, mailbox } = await somebody();
    const [next] = (await addEndUsers(t.world, globex, [
      { firstName: 'Nell', lastName: 'Ext', email: 'nell@globex.example' },
    ])) as [string];
    const input = { subscriptionId: mailbox, forwardToId: heir, reply: 'Away.' };
    const { errors } = await t.test.ask(
      'mutation ($input: PassMailOnInput!) { passMailOn(input: $input) { id } }',
      { input },
      token,
    );
    expect(errors).toBeUndefined();
    const address = `hugh${serial}@globex.example`;
    await expect
      .poll(() => told(mailbox)?.mail, { timeout: 10_000 })
      .toEqual({ forwardTo: address, reply: 'Away.' });
    for (const [choice, then] of [
      [{ fate: 'END' }, { reply: 'Away.' }],
      [
        { fate: 'HAND_OVER', toEndUserId: next },
        { forwardTo: 'nell@globex.example', reply: 'Away.' },
      ],
    ] as const) {
      const seen = await plan(token, { endUserId: heir, lastDay: '2026-11-16' });
      const held = seen.items.find(({ kind }) => kind === 'MAIL_OF_OTHERS');
      expect(held).toMatchObject({ name: `Leah Ver ${serial}`, detail: 'Forwarded to them' });
      const { id } = await plan(token, {
        endUserId: heir,
        lastDay: '2026-11-16',
        choices: [{ heldId: held?.heldId, ...choice }],
      });
      await confirm(token, id);
      await expect.poll(() => told(mailbox)?.mail, { timeout: 10_000 }).toEqual(then);
      await leave(t.test, token, 'undoLeaver', { id });
      await settled(t.world);
      await expect
        .poll(() => told(mailbox)?.mail, { timeout: 10_000 })
        .toEqual({ forwardTo: address, reply: 'Away.' });
    }
  });

  test('[S22] is not to be chosen by whose role does not let them pass mail on', async () => {
    const { globex } = t.world;
    const { endUserId, heir, mailbox } = await somebody();
    const token = await t.world.signIn(globex.admin.email);
    const permissions = [
      'END_USER_READ',
      'LEAVER_READ',
      'LEAVER_WRITE',
      'SESSION_OWN',
      'SUBSCRIPTION_READ',
      'SUBSCRIPTION_WRITE',
    ];
    const { data, errors } = await t.test.ask<{ createRole: { id: string } }>(
      'mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }',
      { input: { name: 'Personnel', permissions } },
      token,
    );
    expect(errors).toBeUndefined();
    const personnel = await colleague(t.world, globex.admin, { id: data.createRole.id });
    const { items, inTheWay } = await plan(personnel.token, {
      endUserId,
      lastDay: '2026-11-20',
      choices: [{ heldId: mailbox, fate: 'PASS_ON', mail: { until: '2026-12-20', forwardToId: heir } }],
    });
    expect(items[0]?.possible.map(({ fate }) => fate)).toEqual(['END', 'KEEP']);
    expect(inTheWay.map(({ path }) => path)).toEqual(expect.arrayContaining(['choices.0.fate']));
  });
});
