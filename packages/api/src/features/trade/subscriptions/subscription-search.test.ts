import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { addProvisioningJob } from '../../service/provisioning/factory.ts';
import { addSubscription } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const add = async (
    company: TestCompany,
    reference: string,
    productId: string,
    endUserId: string | null,
  ) => {
    const { id } = await addSubscription(world, company, {
      reference,
      productId,
      endUserId,
      startsOn: '2026-10-01',
    });
    await addProvisioningJob(world, id);
  };
  const { globex, initech, mailbox, hosting } = world;
  await add(globex, 'S-G1', mailbox, globex.user.endUserId);
  await add(globex, 'S-G2', hosting, null);
  await add(initech, 'S-I1', mailbox, initech.user.endUserId);
});
afterAll(() => app.close());

const found = async (search: string, token: string) => {
  const { data, errors } = await app.ask<{
    subscriptions: { totalCount: number; nodes: { reference: string }[] };
    provisioningJobs: { nodes: { subscription: { reference: string } }[] };
  }>(
    `query ($search: String!) {
       subscriptions(filter: { search: $search }) { totalCount nodes { reference } }
       provisioningJobs(filter: { search: $search }) { nodes { subscription { reference } } } }`,
    { search },
    token,
  );
  expect(errors).toBeUndefined();
  const references = data.subscriptions.nodes.map(({ reference }) => reference).sort();
  expect(data.subscriptions.totalCount).toBe(references.length);
  expect(data.provisioningJobs.nodes.map(({ subscription }) => subscription.reference).sort()).toEqual(
    references,
  );
  return references;
};

test.each([
  ['a reference', 's-g2', ['S-G2']],
  ['a company', 'Globex Ltd', ['S-G1', 'S-G2']],
  ['a customer code', 'INITECH', ['S-I1']],
  ['a last name', 'initech', ['S-I1']],
  ['a first name and a last name', 'uma globex', ['S-G1']],
  ['an e-mail address', 'user@globex.ex', ['S-G1']],
  ['a product', 'mailb', ['S-G1', 'S-I1']],
  ['a company and a product', 'globex hosting', ['S-G2']],
  ['nothing', ' ', ['S-G1', 'S-G2', 'S-I1']],
  ['what is not there', 'xyz', []],
  ['signs of LIKE', '%', []],
])('[O2] subscriptions and their jobs are found by %s', async (_what, search, references) => {
  expect(await found(search, world.platform.staff.token)).toEqual(references);
});

test('[S10] nobody finds what is another’s, whatever they type', async () => {
  for (const search of ['initech', 's-i1', 'user@initech']) {
    for (const { token } of [world.northwind.admin, world.globex.admin])
      expect(await found(search, token)).toEqual([]);
  }
  expect(await found('mailbox', world.northwind.admin.token)).toEqual(['S-G1']);
  expect(await found('mailbox', world.globex.admin.token)).toEqual(['S-G1']);
});
