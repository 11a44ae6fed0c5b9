import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const add = (company: TestCompany, reference: string, productId: string, endUserId: string | null) =>
    world.sql(
      `with made as (insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on,
           retail_minor, wholesale_minor, currency, created_at)
         values (uuidv7(), $1, $2, $3, $4, $5, 1, 'ACTIVE', '2026-10-01', 0, 0, 'GBP', now()) returning *)
       insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, state, created_at)
         select uuidv7(), reseller_id, company_id, end_user_id, id, 'PROVISION', 'MANUAL', 'WAITING', created_at from made`,
      [company.resellerId, company.id, endUserId, productId, reference],
    );
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
