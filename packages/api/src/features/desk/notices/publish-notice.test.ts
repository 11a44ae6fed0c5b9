import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { addSubscription, addSubscriptions } from '../../trade/subscriptions/factory.ts';
import type { SubscriptionState } from '../../trade/subscriptions/subscription.entity.ts';
import { AUDIENCE } from './audience.ts';

let app: TestApp;
let world: World;

const NOW = '2026-10-01T09:00:00Z';
const PUBLISH = `mutation ($input: PublishNoticeInput!) {
  publishNotice(input: $input) { id reference kind title body startsAt endsAt publishedAt recipientCount product { id } }
}`;

beforeAll(async () => {
  app = await startTestApp({ at: NOW });
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Published {
  publishNotice: { id: string; reference: string; recipientCount: number };
}

const maintenance = (productId: string, over: object = {}) => ({
  kind: 'MAINTENANCE',
  title: 'Mail stores are moved',
  body: 'Mail waits meanwhile and arrives afterwards.',
  productId,
  startsAt: '2026-10-03T21:00:00Z',
  endsAt: '2026-10-03T23:30:00Z',
  ...over,
});

const publish = (input: object, token = world.platform.staff.token) =>
  app.ask<Published>(PUBLISH, { input }, token);

const newProduct = (code: string) => addProduct(world, code, { unit: 'PER_USER' });

async function newEndUser(company: TestCompany, email: string | null): Promise<string> {
  const [id] = await addEndUsers(world, company, [{ firstName: 'Ann', lastName: 'Other', email }]);
  return id as string;
}

const hold = (productId: string, company: TestCompany, endUserId: string | null, state?: SubscriptionState) =>
  addSubscription(world, company, { productId, endUserId, state, startsOn: '2026-09-01' });

const addresses = async (table: 'mail' | 'notice_recipient', noticeId: string): Promise<string[]> => {
  const rows =
    table === 'mail'
      ? await world.letters<{ email: string }>(
          `select "to" as email from mail where body like '%' || (select reference from notice where id = $1) || '%'`,
          [noticeId],
        )
      : await world.sql<{ email: string }>('select email from notice_recipient where notice_id = $1', [
          noticeId,
        ]);
  return rows.map((row) => row.email).sort();
};

describe('publishNotice', () => {
  test('[N1] reaches exactly those who hold the service, their administrators and their resellers’', async () => {
    const product = await newProduct('EXACT');
    await hold(product, world.globex, world.globex.user.endUserId);
    await hold(product, world.globex, await newEndUser(world.globex, 'ann@globex.example'), 'PENDING');
    await hold(product, world.globex, await newEndUser(world.globex, 'left@globex.example'), 'ENDED');
    await hold(product, world.globex, await newEndUser(world.globex, null));
    await hold(product, world.initech, world.initech.user.endUserId, 'ENDED');
    await hold(world.mailbox, world.initech, world.initech.user.endUserId);
    // A direct customer takes it as a company: its people hold nothing themselves.
    await hold(product, world.acme, null);
    const { data } = await publish(maintenance(product));
    const { id, reference, recipientCount } = data.publishNotice;
    const concerned = [
      'admin@acme.example',
      'admin@globex.example',
      'admin@northwind.example',
      'ann@globex.example',
      'user@globex.example',
    ];
    expect(await addresses('notice_recipient', id)).toEqual(concerned);
    expect(await addresses('mail', id)).toEqual(concerned);
    expect(recipientCount).toBe(5);
    expect(reference).toMatch(/^N-[0-9A-Z]{8}$/);
    expect(data.publishNotice).toMatchObject({
      kind: 'MAINTENANCE',
      startsAt: '2026-10-03T21:00:00+00:00',
      product: { id: product },
    });
  });

  test('[N1] the rows lie in the tenancy of each recipient', async () => {
    const product = await newProduct('TENANCY');
    const ann = await newEndUser(world.globex, 'anna@globex.example');
    await hold(product, world.globex, ann);
    await hold(product, world.globex, world.globex.user.endUserId);
    const { data } = await publish(maintenance(product));
    const globex = { reseller_id: world.northwind.id, company_id: world.globex.id };
    const user = world.globex.user;
    expect(
      await world.sql(
        `select level, reseller_id, company_id, end_user_id, membership_id from notice_recipient where notice_id = $1 order by email`,
        [data.publishNotice.id],
      ),
    ).toEqual([
      { level: 'COMPANY', ...globex, end_user_id: null, membership_id: world.globex.admin.membershipId },
      {
        level: 'RESELLER',
        reseller_id: world.northwind.id,
        company_id: null,
        end_user_id: null,
        membership_id: world.northwind.admin.membershipId,
      },
      { level: 'END_USER', ...globex, end_user_id: ann, membership_id: null },
      { level: 'END_USER', ...globex, end_user_id: user.endUserId, membership_id: user.membershipId },
    ]);
    expect(
      await world.letters(
        `select "to", company_id, end_user_id, state, cause from mail where body like '%' || $1 || '%' order by "to"`,
        [data.publishNotice.reference],
      ),
    ).toEqual([
      {
        to: 'admin@globex.example',
        company_id: world.globex.id,
        end_user_id: null,
        state: 'QUEUED',
        cause: 'notice',
      },
      {
        to: 'admin@northwind.example',
        company_id: null,
        end_user_id: null,
        state: 'QUEUED',
        cause: 'notice',
      },
      {
        to: 'anna@globex.example',
        company_id: world.globex.id,
        end_user_id: ann,
        state: 'QUEUED',
        cause: 'notice',
      },
      {
        to: user.email,
        company_id: world.globex.id,
        end_user_id: user.endUserId,
        state: 'QUEUED',
        cause: 'notice',
      },
    ]);
  });

  test('[N1] the mail says what, when in UK time, in whose name, and that it cannot be switched off', async () => {
    const product = await newProduct('WORDS');
    await hold(product, world.globex, world.globex.user.endUserId);
    await hold(product, world.initech, null);
    const { data } = await publish(maintenance(product, { title: 'Wartung · 保守', body: 'Two\nlines.' }));
    const mails = await world.letters<{ to: string; subject: string; body: string }>(
      `select "to", subject, body from mail where body like '%' || $1 || '%'`,
      [data.publishNotice.reference],
    );
    const body = mails.find(({ to }) => to === 'user@globex.example')?.body;
    expect(new Set(mails.map(({ subject }) => subject))).toEqual(
      new Set(['Planned maintenance: Wartung · 保守']),
    );
    expect(body).toContain('When: Saturday 3 October 2026, 22:00 to Sunday 4 October 2026, 00:30 BST');
    expect(body).toContain('Two\nlines.');
    expect(body).toContain('cannot be switched off');
    expect(body).toContain('Northwind IT\nReference');
    expect(mails.find(({ to }) => to === 'admin@initech.example')?.body).toContain(
      'Contoso Cloud\nReference',
    );
  });

  test('[N3] somebody who is administrator and end user gets one mail', async () => {
    const product = await newProduct('BOTH');
    await hold(product, world.globex, await newEndUser(world.globex, 'Admin@globex.example'));
    const { data } = await publish(maintenance(product));
    expect((await addresses('notice_recipient', data.publishNotice.id)).length).toBe(3);
    expect((await addresses('mail', data.publishNotice.id)).length).toBe(2);
    expect(data.publishNotice.recipientCount).toBe(2);
  });

  test('[D9] stands in the audit log of every level concerned, and of nobody else', async () => {
    const product = await newProduct('AUDIT');
    await hold(product, world.globex, world.globex.user.endUserId);
    await hold(product, world.acme, null);
    const { data } = await publish(maintenance(product));
    const entries = await world.sql(
      `select reseller_id, company_id, actor_level, actor_membership_id, subject_type, reference from audit_entry
        where action = 'publishNotice' and subject_id = $1 order by company_id nulls first`,
      [data.publishNotice.id],
    );
    const common = {
      actor_level: 'PLATFORM',
      actor_membership_id: world.platform.staff.membershipId,
      subject_type: 'Notice',
      reference: data.publishNotice.reference,
    };
    expect(entries).toEqual([
      { ...common, reseller_id: world.platform.id, company_id: null },
      { ...common, reseller_id: world.northwind.id, company_id: world.globex.id },
      { ...common, reseller_id: world.platform.id, company_id: world.acme.id },
    ]);
  });

  test('a notice about a service that nobody holds is published to nobody', async () => {
    const { data } = await publish(maintenance(await newProduct('NOBODY')));
    expect(data.publishNotice.recipientCount).toBe(0);
  });

  test('published twice, it is two notices', async () => {
    const product = await newProduct('TWICE');
    const [first, second] = [await publish(maintenance(product)), await publish(maintenance(product))];
    expect(second.data.publishNotice.id).not.toBe(first.data.publishNotice.id);
    expect(second.data.publishNotice.reference).not.toBe(first.data.publishNotice.reference);
  });

  test('is for staff only, and nothing is written for anyone else', async () => {
    const before = await world.sql('select count(*) from notice');
    for (const { token } of [world.northwind.admin, world.globex.admin, world.globex.user]) {
      expect((await publish(maintenance(world.mailbox), token)).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
    }
    expect((await app.ask(PUBLISH, { input: maintenance(world.mailbox) })).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    expect(await world.sql('select count(*) from notice')).toEqual(before);
  });

  test.each([
    ['maintenance without a window', { startsAt: null, endsAt: null }, ['startsAt', 'endsAt']],
    ['maintenance without an end', { endsAt: null }, ['endsAt']],
    ['an end before the beginning', { endsAt: '2026-10-03T20:00:00Z' }, ['endsAt']],
    [
      'a window that is over',
      { startsAt: '2026-09-30T20:00:00Z', endsAt: '2026-09-30T21:00:00Z' },
      ['endsAt'],
    ],
    ['an end without a beginning', { kind: 'OUTAGE', startsAt: null }, ['startsAt']],
    ['no title', { title: '  ' }, ['title']],
    ['[S64] a line break in the title', { title: 'Hello\r\nBcc: thief@elsewhere.example' }, ['title']],
    ['a title that is too long', { title: 'x'.repeat(151) }, ['title']],
    ['a text that is too long', { body: 'x'.repeat(5_001) }, ['body']],
    ['control characters', { body: 'a\u0000b' }, ['body']],
  ])('refuses %s and names the field', async (_what, over, paths) => {
    const { errors } = await publish(maintenance(world.mailbox, over));
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual(paths);
  });

  test('an outage may have begun already and have no end', async () => {
    const { data } = await publish(
      maintenance(world.mailbox, { kind: 'OUTAGE', startsAt: '2026-10-01T08:00:00Z', endsAt: null }),
    );
    expect(data.publishNotice).toMatchObject({ kind: 'OUTAGE', endsAt: null });
  });

  test('a product that does not exist is not found', async () => {
    expect((await publish(maintenance(newId()))).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('[N1] 3,000 people are told in a handful of statements over as many rows', async () => {
    const product = await newProduct('MANY');
    const people = await addEndUsers(world, world.initech, numbered(3000, 'initech.example'));
    await addSubscriptions(
      world,
      world.initech,
      people.map((endUserId) => ({ productId: product, endUserId, startsOn: '2026-09-01' })),
    );
    await world.sql('analyze end_user, subscription, membership');
    const jobs = () =>
      world.sql<{ n: number }>(
        `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'send-circular'`,
      );
    const before = (await jobs())[0]?.n ?? 0;
    const { data } = await publish(maintenance(product));
    expect(data.publishNotice.recipientCount).toBe(3_002);
    expect(await addresses('mail', data.publishNotice.id)).toHaveLength(3_002);
    expect((await jobs())[0]?.n).toBe(before + 3_002);

    const staff = { kind: 'system', task: 'test', resellerId: null } as const;
    const [explained] = await app.app.scopes.run(staff, { requestId: 'test' }, (scope) =>
      scope.sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, format json) with ${AUDIENCE} select * from person`,
        [[product]],
      ),
    );
    const visited = rowsVisited(explained?.['QUERY PLAN'][0].Plan);
    expect(visited).toBeGreaterThan(3_000);
    expect(visited).toBeLessThan(20 * 3_002);
  });
});

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** Rows that any node of a plan produced or threw away: grows with the square if something is done per recipient. */
function rowsVisited(node: PlanNode | undefined): number {
  if (!node) return 0;
  const own = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return own + (node.Plans ?? []).reduce((sum, plan) => sum + rowsVisited(plan), 0);
}
