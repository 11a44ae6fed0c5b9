import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers } from '../../people/directory/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';

let app: TestApp;
let world: World;
/** About the mailbox, which Globex's user holds. */
let maintenance: string;
/** About the archive, which Initech takes as a company. */
let outage: string;

const PUBLISH = 'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id } }';
const NOTICES = `query ($filter: NoticeFilter) {
  notices(filter: $filter) { totalCount nodes { id title kind seenAt unseen recipientCount product { name } } }
}`;
const NOTICE = 'query ($id: ID!) { notice(id: $id) { id title } }';
const SEEN = 'mutation ($id: ID!) { markNoticeSeen(input: { id: $id }) { id seenAt unseen } }';
const UNSEEN = '{ viewer { unseenNotices } }';

interface Notices {
  notices: {
    totalCount: number;
    nodes: { id: string; seenAt: string | null; unseen: boolean; recipientCount: number }[];
  };
}
interface Seen {
  markNoticeSeen: { id: string; seenAt: string | null; unseen: boolean };
}

const hold = (productId: string, company: TestCompany, endUserId: string | null) =>
  addSubscription(world, company, { productId, endUserId, startsOn: '2026-09-01' });

async function publish(input: object): Promise<string> {
  const { data } = await app.ask<{ publishNotice: { id: string } }>(
    PUBLISH,
    { input: { title: 'News', body: 'What is new.', ...input } },
    world.platform.staff.token,
  );
  return data.publishNotice.id;
}

const ids = async (token: string, filter: object = {}): Promise<string[]> =>
  (await app.ask<Notices>(NOTICES, { filter }, token)).data.notices.nodes.map((notice) => notice.id);
const unseenCount = async (token: string): Promise<number> =>
  (await app.ask<{ viewer: { unseenNotices: number } }>(UNSEEN, {}, token)).data.viewer.unseenNotices;
const markSeen = (id: string, token: string) => app.ask<Seen>(SEEN, { id }, token);

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await hold(world.mailbox, world.globex, world.globex.user.endUserId);
  await hold(world.archive, world.initech, null);
  maintenance = await publish({
    kind: 'MAINTENANCE',
    productId: world.mailbox,
    startsAt: '2026-10-03T21:00:00Z',
    endsAt: '2026-10-03T23:00:00Z',
  });
  app.clock.forward(60_000);
  outage = await publish({ kind: 'OUTAGE', productId: world.archive });
});
afterAll(() => app.close());

describe('notices', () => {
  test('[N1] each sees what reached them or their tenant, staff see all, newest first', async () => {
    expect(await ids(world.platform.staff.token)).toEqual([outage, maintenance]);
    for (const someone of [world.northwind.admin, world.globex.admin, world.globex.user]) {
      expect(await ids(someone.token)).toEqual([maintenance]);
    }
    for (const someone of [world.contoso.admin, world.initech.admin]) {
      expect(await ids(someone.token)).toEqual([outage]);
    }
    for (const someone of [world.initech.user, world.acme.admin, world.acme.user]) {
      expect(await ids(someone.token)).toEqual([]);
    }
  });

  test('[S10] one of another tenant is not found, exactly like one that does not exist', async () => {
    const random = await app.ask(NOTICE, { id: newId() }, world.initech.admin.token);
    const others = await app.ask(NOTICE, { id: maintenance }, world.initech.admin.token);
    expect(others.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect({ ...others, cookies: [] }).toEqual({ ...random, cookies: [] });
    expect((await app.ask(NOTICE, { id: maintenance }, world.globex.user.token)).data).toEqual({
      notice: { id: maintenance, title: 'News' },
    });
  });

  test('are filtered by kind, product and what waits', async () => {
    const { token } = world.platform.staff;
    expect(await ids(token, { kind: 'OUTAGE' })).toEqual([outage]);
    expect(await ids(token, { productId: world.mailbox })).toEqual([maintenance]);
    expect(await ids(token, { unseen: true })).toEqual([]);
    expect(await ids(world.globex.admin.token, { unseen: true })).toEqual([maintenance]);
    expect(await ids(world.globex.admin.token, { unseen: false })).toEqual([]);
  });

  test('recipients are counted as far as one may see them', async () => {
    const count = async (token: string) =>
      (await app.ask<Notices>(NOTICES, { filter: { kind: 'MAINTENANCE' } }, token)).data.notices.nodes[0]
        ?.recipientCount;
    expect(await count(world.platform.staff.token)).toBe(3);
    expect(await count(world.northwind.admin.token)).toBe(3);
    expect(await count(world.globex.admin.token)).toBe(2);
    expect(await count(world.globex.user.token)).toBe(1);
  });

  test('need a sign-in', async () => {
    expect((await app.ask(NOTICES)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('markNoticeSeen', () => {
  test('[N3] notes it for oneself only, once, and keeps the first time', async () => {
    const { user, admin } = world.globex;
    expect(await unseenCount(user.token)).toBe(1);
    const first = await markSeen(maintenance, user.token);
    expect(first.data.markNoticeSeen).toMatchObject({ id: maintenance, unseen: false });
    expect(new Date(first.data.markNoticeSeen.seenAt ?? '')).toEqual(app.clock.now());
    app.clock.forward(60_000);
    expect((await markSeen(maintenance, user.token)).data).toEqual(first.data);
    expect(await unseenCount(user.token)).toBe(0);
    expect(await unseenCount(admin.token)).toBe(1);
    expect(
      await world.sql(
        `select actor_membership_id, end_user_id from audit_entry where action = 'markNoticeSeen' and subject_id = $1`,
        [maintenance],
      ),
    ).toEqual([{ actor_membership_id: user.membershipId, end_user_id: user.endUserId }]);
  });

  test('changes nothing for somebody who may read it but was not addressed', async () => {
    const { data } = await markSeen(maintenance, world.platform.staff.token);
    expect(data.markNoticeSeen).toEqual({ id: maintenance, seenAt: null, unseen: false });
  });

  test('works for an end user who was told before they had a sign-in', async () => {
    const { globex } = world;
    const [endUserId = ''] = await addEndUsers(world, globex, [
      { firstName: 'Late', lastName: 'Comer', email: 'late@globex.example' },
    ]);
    await hold(world.hosting, globex, endUserId);
    const update = await publish({ kind: 'UPDATE', productId: world.hosting });
    // Their way in comes later; it is the person of the first end user who signs in here.
    await world.sql('update membership set end_user_id = $2 where id = $1', [
      globex.user.membershipId,
      endUserId,
    ]);
    const { token } = globex.user;
    expect(await ids(token, { unseen: true })).toEqual([update]);
    expect(await unseenCount(token)).toBe(1);
    expect((await markSeen(update, token)).data.markNoticeSeen.unseen).toBe(false);
    expect(await unseenCount(token)).toBe(0);
    await world.sql('update membership set end_user_id = $2 where id = $1', [
      globex.user.membershipId,
      globex.user.endUserId,
    ]);
  });

  test('[S10] a notice of another tenant is not found, exactly like one that does not exist', async () => {
    const random = await markSeen(newId(), world.initech.admin.token);
    const others = await markSeen(maintenance, world.initech.admin.token);
    expect(others.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect({ ...others, cookies: [] }).toEqual({ ...random, cookies: [] });
    const { errors } = await markSeen('nonsense', world.globex.admin.token);
    expect(errors?.[0]?.extensions.fields?.[0]?.path).toBe('id');
    expect((await app.ask(SEEN, { id: maintenance })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('noticeAudience', () => {
  const AUDIENCE =
    'query ($id: ID!) { noticeAudience(productId: $id) { resellers companies endUsers people } }';

  test('[N4] says whom a notice would reach', async () => {
    const { data } = await app.ask(AUDIENCE, { id: world.mailbox }, world.platform.staff.token);
    expect(data).toEqual({ noticeAudience: { resellers: 1, companies: 1, endUsers: 1, people: 3 } });
    const archive = await app.ask(AUDIENCE, { id: world.archive }, world.platform.staff.token);
    expect(archive.data).toEqual({ noticeAudience: { resellers: 1, companies: 1, endUsers: 0, people: 2 } });
  });

  test('is for those who publish', async () => {
    const { errors } = await app.ask(AUDIENCE, { id: world.mailbox }, world.northwind.admin.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a product that does not exist is not found', async () => {
    const { errors } = await app.ask(AUDIENCE, { id: newId() }, world.platform.staff.token);
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
