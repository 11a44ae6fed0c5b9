import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addProvisioningJob } from '../../service/provisioning/factory.ts';
import { addInvoice } from '../../trade/billing/factory.ts';
import { addSubscription, type GivenSubscription } from '../../trade/subscriptions/factory.ts';

let app: TestApp;
let world: World;

const NOW = '2026-10-20T09:00:00Z';
const HOME = `{ home {
  resellers companies endUsers owed { currency minor } owedOverdueCount owedOverdue { currency minor } runningSubscriptions manualTasks parkedJobs jobsUnderway openInvitations
  overdueCount overdue { currency minor } outstanding { currency minor } recurring { currency minor } margin { currency minor }
  agreementDue revenue { month net { currency minor } }
} }`;

interface Money {
  currency: string;
  minor: number;
}
const pounds = (minor: number): Money[] => [{ currency: 'GBP', minor }];

interface Home {
  home: Record<string, unknown> & { revenue: { month: string; net: Money[] }[] };
}

const homeOf = async (token: string) => (await app.ask<Home>(HOME, {}, token)).data.home;
const monthsWithRevenue = (home: Home['home']) =>
  home.revenue.filter(({ net }) => net.some(({ minor }) => minor > 0));

const subscribe = async (company: TestCompany, productId: string, given: Partial<GivenSubscription> = {}) =>
  (await addSubscription(world, company, { productId, startsOn: '2026-09-01', ...given })).id;
let month = 0;
/** Each of a month of its own, so that no two are of one period. */
const invoice = (given: Omit<Parameters<typeof addInvoice>[1], 'period'>) => {
  month += 1;
  return addInvoice(world, { ...given, period: `2020-${String(month).padStart(2, '0')}-01` });
};
const inviteAdministrator = async ({ id: companyId, admin }: TestCompany, email: string) => {
  const { errors } = await app.ask(
    'mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }',
    { input: { companyId, firstName: 'Ivo', lastName: 'Invited', email } },
    admin.token,
  );
  if (errors) throw new Error(JSON.stringify(errors));
};

beforeAll(async () => {
  app = await startTestApp({ at: NOW });
  world = await createWorld(app);
  const { globex, initech, acme, platform, northwind, contoso } = world;
  const mailbox = await subscribe(globex, world.mailbox, { endUserId: globex.user.endUserId });
  const hosting = await subscribe(globex, world.hosting, { quantity: 2 });
  await subscribe(globex, world.archive, {
    endUserId: globex.user.endUserId,
    state: 'ENDED',
    endsOn: '2026-10-01',
  });
  await subscribe(acme, world.mailbox, { endUserId: acme.user.endUserId });
  const later = await subscribe(initech, world.archive, { state: 'PENDING', startsOn: '2026-11-01' });
  await addProvisioningJob(world, mailbox, { action: 'PROVISION', state: 'PARKED' });
  await addProvisioningJob(world, hosting, { action: 'PROVISION', state: 'WAITING' });
  await addProvisioningJob(world, later, { action: 'PROVISION', state: 'QUEUED' });
  await addProvisioningJob(world, later, { action: 'DEPROVISION', state: 'RETRYING' });
  await world.sql('update company set agreement_accepted_at = null where id = $1', [initech.id]);
  await inviteAdministrator(globex, 'ivo@globex.example');
  const toNorthwind = { issuerId: platform.id, resellerId: northwind.id };
  const toGlobex = { issuerId: northwind.id, resellerId: northwind.id, companyId: globex.id };
  await invoice({
    ...toNorthwind,
    state: 'PART_PAID',
    issuedOn: '2026-09-01',
    dueOn: '2026-10-01',
    net: 1000,
    paid: 200,
  });
  await invoice({
    ...toGlobex,
    state: 'PART_PAID',
    issuedOn: '2026-10-01',
    dueOn: '2026-10-20',
    net: 5000,
    paid: 1000,
  });
  await invoice({
    ...toGlobex,
    state: 'PAID',
    issuedOn: '2025-11-01',
    dueOn: '2025-11-15',
    net: 700,
    paid: 840,
  });
  await invoice({
    ...toGlobex,
    state: 'PAID',
    issuedOn: '2025-10-31',
    dueOn: '2025-11-15',
    net: 900,
    paid: 1080,
  });
  await invoice({
    issuerId: platform.id,
    resellerId: platform.id,
    companyId: acme.id,
    state: 'OPEN',
    issuedOn: '2026-10-02',
    dueOn: '2026-10-16',
    net: 450,
  });
  await invoice({ issuerId: platform.id, resellerId: contoso.id, state: 'DRAFT', issuedOn: null, net: 100 });
});
afterAll(() => app.close());

describe('home', () => {
  test('[O1] staff see the whole platform, and the money that is owed to it', async () => {
    const home = await homeOf(world.platform.staff.token);
    expect(home).toMatchObject({
      resellers: 2,
      companies: 3,
      endUsers: 3,
      runningSubscriptions: 3,
      manualTasks: 1,
      parkedJobs: 1,
      jobsUnderway: 2,
      openInvitations: 1,
      // Northwind's 1 × £3.00 and 2 × £10.00 wholesale, and the direct customer's £4.50 retail.
      recurring: pounds(300 + 2_000 + 450),
      margin: null,
      overdueCount: 2,
      overdue: pounds(1_000 + 540),
      outstanding: pounds(1_000 + 540),
      agreementDue: false,
    });
    expect(monthsWithRevenue(home)).toEqual([
      { month: '2026-09', net: pounds(1_000) },
      { month: '2026-10', net: pounds(450) },
    ]);
  });

  test('[O1] a reseller sees its own customers, its margin, and what it has invoiced', async () => {
    const home = await homeOf(world.northwind.admin.token);
    expect(home).toMatchObject({
      resellers: null,
      companies: 1,
      endUsers: 1,
      runningSubscriptions: 2,
      manualTasks: 0,
      parkedJobs: 1,
      jobsUnderway: 0,
      openInvitations: 1,
      recurring: pounds(450 + 2 * 1_500),
      margin: pounds(150 + 2 * 500),
      // Due today is not overdue yet, and what Northwind itself owes the platform is not owed to it.
      overdueCount: 0,
      overdue: pounds(0),
      outstanding: pounds(5_000),
      owed: pounds(1_000),
      owedOverdueCount: 1,
      owedOverdue: pounds(1_000),
    });
    expect(home.revenue.map(({ month }) => month)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
    ]);
    expect(monthsWithRevenue(home)).toEqual([
      { month: '2025-11', net: pounds(700) },
      { month: '2026-10', net: pounds(5_000) },
    ]);
    expect(await homeOf(world.contoso.admin.token)).toMatchObject({
      runningSubscriptions: 0,
      jobsUnderway: 2,
      recurring: pounds(0),
      margin: pounds(0),
      outstanding: pounds(0),
    });
  });

  test('[O1] a company sees its people, its spending and what it owes, and no margin', async () => {
    const home = await homeOf(world.globex.admin.token);
    expect(home).toMatchObject({
      resellers: null,
      companies: null,
      endUsers: 1,
      runningSubscriptions: 2,
      manualTasks: null,
      parkedJobs: 1,
      openInvitations: 1,
      recurring: pounds(3_450),
      margin: null,
      outstanding: pounds(5_000),
      agreementDue: false,
    });
    expect(monthsWithRevenue(home).at(-1)).toEqual({ month: '2026-10', net: pounds(5_000) });
    expect(await homeOf(world.acme.admin.token)).toMatchObject({ overdueCount: 1, overdue: pounds(540) });
    expect(await homeOf(world.initech.admin.token)).toMatchObject({
      agreementDue: true,
      outstanding: pounds(0),
    });
  });

  test('[O1] an end user sees their services and nothing else', async () => {
    const { runningSubscriptions, agreementDue, revenue, ...others } = await homeOf(world.globex.user.token);
    expect({ runningSubscriptions, agreementDue, revenue }).toEqual({
      runningSubscriptions: 1,
      agreementDue: false,
      revenue: [],
    });
    expect(new Set(Object.values(others))).toEqual(new Set([null]));
  });

  test('[O1] the lists that figures lead to are what they count', async () => {
    const { contoso, initech, northwind } = world;
    const parked = await subscribe(initech, world.archive, { state: 'PARKED', endsOn: '2026-10-21' });
    await subscribe(initech, world.hosting, { endsOn: '2026-10-20' });
    const listed = async (token: string) => {
      const { data } = await app.ask<{
        subscriptions: { nodes: { id: string; quantity: number; retailMinor: number }[] };
        invoices: { nodes: { dueMinor: number }[] };
        owed: { nodes: { dueMinor: number }[] };
      }>(
        `{ subscriptions(filter: { running: true }) { nodes { id quantity retailMinor } }
           invoices(filter: { unpaid: true, issuedByMe: true }) { nodes { dueMinor } }
           owed: invoices(filter: { unpaid: true, issuedByMe: false }) { nodes { dueMinor } } }`,
        {},
        token,
      );
      const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
      return {
        ids: data.subscriptions.nodes.map(({ id }) => id),
        runningSubscriptions: data.subscriptions.nodes.length,
        recurring: pounds(sum(data.subscriptions.nodes.map((row) => row.quantity * row.retailMinor))),
        outstanding: pounds(sum(data.invoices.nodes.map((row) => row.dueMinor))),
        owed: pounds(sum(data.owed.nodes.map((row) => row.dueMinor))),
      };
    };
    for (const { token } of [northwind.admin, contoso.admin]) {
      const { ids: _, ...sums } = await listed(token);
      expect(await homeOf(token)).toMatchObject(sums);
    }
    expect((await listed(contoso.admin.token)).ids).toEqual([parked]);
    const { data } = await app.ask<{ subscriptions: { totalCount: number } }>(
      '{ subscriptions(filter: { running: false }) { totalCount } }',
      {},
      contoso.admin.token,
    );
    // One is over since today, one is still to come.
    expect(data.subscriptions.totalCount).toBe(2);
  });

  test('[O1] what is still to come or over is neither counted nor summed, whatever its state says yet', async () => {
    const { acme, hosting } = world;
    const figures = async () => {
      const { runningSubscriptions, recurring } = await homeOf(acme.admin.token);
      return { runningSubscriptions, recurring };
    };
    const before = { runningSubscriptions: 1, recurring: pounds(450) };
    expect(await figures()).toEqual(before);
    await subscribe(acme, hosting, { state: 'PENDING', startsOn: '2026-10-21' });
    await subscribe(acme, hosting, { state: 'ACTIVE', endsOn: '2026-10-20' });
    await subscribe(acme, hosting, { state: 'ENDING', endsOn: '2026-10-20' });
    await subscribe(acme, hosting, { state: 'ENDED', endsOn: '2026-10-01' });
    expect(await figures()).toEqual(before);
    await subscribe(acme, hosting, { state: 'PARKED' });
    await subscribe(acme, hosting, { state: 'PENDING', startsOn: '2026-10-20', endsOn: '2026-10-21' });
    expect(await figures()).toEqual({ runningSubscriptions: 3, recurring: pounds(450 + 2 * 1_500) });
  });

  test('[O1] sums may be larger than 32 bits', async () => {
    const { contoso, initech } = world;
    await invoice({
      issuerId: contoso.id,
      resellerId: contoso.id,
      companyId: initech.id,
      state: 'OPEN',
      issuedOn: '2026-10-01',
      dueOn: '2026-10-15',
      net: 5_000_000_000,
    });
    expect(await homeOf(contoso.admin.token)).toMatchObject({ outstanding: pounds(6_000_000_000) });
  });

  test('needs a sign-in', async () => {
    expect((await app.ask(HOME)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
