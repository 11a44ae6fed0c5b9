import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addProvisioningJob } from '../../service/provisioning/factory.ts';
import { addInvoice } from '../../trade/billing/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';

let app: TestApp;
let world: World;

const FIGURES =
  'outstanding { currency minor } overdue { currency minor } runningSubscriptions recurring { currency minor } openJobs failedJobs';
const pounds = (minor: number) => [{ currency: 'GBP', minor }];
type Figures = Record<string, unknown>;
const NOTHING = {
  outstanding: null,
  overdue: null,
  runningSubscriptions: null,
  recurring: null,
  openJobs: null,
  failedJobs: null,
};

const ofCompany = async (token: string, id = world.globex.id) =>
  (
    await app.ask<{ company: Figures | null }>(
      `query ($id: ID!) { company(id: $id) { ${FIGURES} } }`,
      { id },
      token,
    )
  ).data?.company;
const ofReseller = async (token: string) =>
  (
    await app.ask<{ reseller: Figures | null }>(
      `query ($id: ID!) { reseller(id: $id) { ${FIGURES} } }`,
      { id: world.northwind.id },
      token,
    )
  ).data?.reseller;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
  const { globex, northwind, platform } = world;
  const mailbox = await addSubscription(world, globex, {
    productId: world.mailbox,
    endUserId: globex.user.endUserId,
    startsOn: '2026-09-01',
  });
  const hosting = await addSubscription(world, globex, {
    productId: world.hosting,
    quantity: 2,
    startsOn: '2026-09-01',
  });
  await addSubscription(world, globex, {
    productId: world.archive,
    endUserId: globex.user.endUserId,
    state: 'PENDING',
    startsOn: '2026-11-01',
  });
  await addProvisioningJob(world, mailbox.id, { action: 'PROVISION', state: 'PARKED' });
  await addProvisioningJob(world, hosting.id, { action: 'PROVISION', state: 'WAITING' });
  const toGlobex = { issuerId: northwind.id, resellerId: northwind.id, companyId: globex.id };
  const issued = { issuedOn: '2026-09-01', dueOn: '2026-10-01' };
  await addInvoice(world, {
    ...toGlobex,
    ...issued,
    period: '2026-08-01',
    state: 'PART_PAID',
    net: 5_000,
    paid: 1_000,
  });
  await addInvoice(world, {
    ...toGlobex,
    period: '2026-09-01',
    state: 'OPEN',
    net: 1_000,
    issuedOn: '2026-10-01',
    dueOn: '2026-10-20',
  });
  await addInvoice(world, {
    ...toGlobex,
    ...issued,
    period: '2026-07-01',
    state: 'PAID',
    net: 700,
    paid: 840,
  });
  await addInvoice(world, {
    issuerId: platform.id,
    resellerId: northwind.id,
    ...issued,
    period: '2026-08-01',
    state: 'OPEN',
    net: 400,
  });
});
afterAll(() => app.close());

describe('figures of a tenant', () => {
  test('[T2] [C3] what a company owes, what a month comes to at the prices of whoever asks, and what is still to do', async () => {
    const { platform, northwind, globex } = world;
    const retail = {
      outstanding: pounds(5_000 + 1_200),
      overdue: pounds(5_000),
      runningSubscriptions: 2,
      recurring: pounds(450 + 2 * 1_500),
      openJobs: 2,
      failedJobs: 1,
    };
    expect(await ofCompany(northwind.admin.token)).toEqual(retail);
    expect(await ofCompany(globex.admin.token)).toEqual(retail);
    expect(await ofCompany(platform.staff.token)).toEqual({ ...retail, recurring: pounds(300 + 2 * 1_000) });
  });

  test('[T1] what a reseller owes the platform is not what its customers owe', async () => {
    const { platform, northwind, contoso } = world;
    const figures = {
      outstanding: pounds(480),
      overdue: pounds(480),
      runningSubscriptions: 2,
      recurring: pounds(450 + 2 * 1_500),
      openJobs: 2,
      failedJobs: 1,
    };
    expect(await ofReseller(northwind.admin.token)).toEqual(figures);
    expect(await ofReseller(platform.staff.token)).toEqual({
      ...figures,
      recurring: pounds(300 + 2 * 1_000),
    });
    expect(await ofReseller(contoso.admin.token)).toBeFalsy();
  });

  test('[S9] end users and other tenants get none of them', async () => {
    expect(await ofCompany(world.globex.user.token)).toBeFalsy();
    expect(await ofCompany(world.contoso.admin.token)).toBeFalsy();
    expect(await ofCompany(world.acme.admin.token)).toBeFalsy();
  });

  test('[T3] where somebody does not reach an area the figure is none, not nought', async () => {
    const { northwind, globex } = world;
    const technician = await ofCompany((await colleague(world, globex.admin, 'TECHNICIAN')).token);
    expect(technician).toMatchObject({ runningSubscriptions: 2, openJobs: 2, outstanding: null });
    const close = (area: string) =>
      app.ask(
        'mutation ($input: SetDelegationInput!) { setDelegation(input: $input) { id } }',
        { input: { area, access: 'NONE' } },
        globex.admin.token,
      );
    const counted = async () =>
      (
        await app.ask<{ company: Figures }>(
          'query ($id: ID!) { company(id: $id) { endUserCount subscriptionCount } }',
          { id: globex.id },
          northwind.admin.token,
        )
      ).data.company;
    expect(await counted()).toEqual({ endUserCount: 1, subscriptionCount: 3 });
    for (const area of ['services', 'directory']) expect((await close(area)).errors).toBeUndefined();
    expect(await counted()).toEqual({ endUserCount: null, subscriptionCount: null });
    // What the reseller has issued stays in its books.
    expect(await ofCompany(northwind.admin.token)).toEqual({
      ...NOTHING,
      outstanding: pounds(6_200),
      overdue: pounds(5_000),
    });
    expect(await ofCompany(globex.admin.token)).toMatchObject({ openJobs: 2 });
  });

  test('[O1] they are what the lists they lead to hold', async () => {
    const { data } = await app.ask<{
      jobs: { totalCount: number };
      running: { totalCount: number };
      ofReseller: { totalCount: number };
    }>(
      `query ($company: ID!, $reseller: ID!) {
        jobs: provisioningJobs(filter: { companyId: $company, open: true }) { totalCount }
        running: subscriptions(filter: { companyId: $company, running: true }) { totalCount }
        ofReseller: provisioningJobs(filter: { resellerId: $reseller, open: true }) { totalCount }
      }`,
      { company: world.globex.id, reseller: world.northwind.id },
      world.platform.staff.token,
    );
    expect([data.jobs.totalCount, data.running.totalCount, data.ofReseller.totalCount]).toEqual([2, 2, 2]);
  });
});
