import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvisioning } from './start-provisioning.ts';
import { place as placeOf } from './testing/place.ts';
import { useStandInKind } from './testing/stand-in.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  useStandInKind();
  t = await ProvisioningTest.start({ worker: false });
});
afterAll(() => t.close());

const RULES = 'driftRules { policy everyHours product { id } }';
const set = (input: object, token = t.world.platform.staff.token) =>
  t.test.ask<{ setDriftRule: { driftRules: object[] } }>(
    `mutation ($input: SetDriftRuleInput!) { setDriftRule(input: $input) { ${RULES} } }`,
    { input },
    token,
  );
const remove = (input: object, token = t.world.platform.staff.token) =>
  t.test.ask<{ removeDriftRule: { driftRules: object[] } }>(
    `mutation ($input: RemoveDriftRuleInput!) { removeDriftRule(input: $input) { ${RULES} } }`,
    { input },
    token,
  );

describe('rules for differences', () => {
  test('[P1] hold for a connector, or for one of its products, and are taken back', async () => {
    const { connectorId, productId } = await placeOf(t);
    await set({ connectorId, policy: 'CORRECT', everyHours: 2 });
    const both = await set({ connectorId, productId, policy: 'ACCEPT' });
    expect(both.data?.setDriftRule.driftRules).toEqual(
      expect.arrayContaining([
        { policy: 'CORRECT', everyHours: 2, product: null },
        { policy: 'ACCEPT', everyHours: 6, product: { id: productId } },
      ]),
    );
    expect((await remove({ connectorId, productId })).data?.removeDriftRule.driftRules).toEqual([
      { policy: 'CORRECT', everyHours: 2, product: null },
    ]);
    expect((await remove({ connectorId, productId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await remove({ connectorId })).data?.removeDriftRule.driftRules).toEqual([]);
  });

  test('are for staff, and name what is wrong', async () => {
    const { connectorId } = await placeOf(t);
    for (const { token } of [t.world.northwind.admin, t.world.globex.admin]) {
      expect((await set({ connectorId, policy: 'ASK' }, token)).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
      expect((await remove({ connectorId }, token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await remove({ connectorId: newId() })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const hours = await set({ connectorId, policy: 'ASK', everyHours: 200 });
    expect(hours.errors?.[0]?.extensions.fields?.[0]?.path).toBe('everyHours');
    const elsewhere = await set({ connectorId, productId: (await placeOf(t)).productId, policy: 'ASK' });
    expect(elsewhere.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

test('[P1] what is there is called by the product’s own words, with its unit', async () => {
  const productId = await t.product('MANUAL');
  await t.world.sql('update product set parameters = $2 where id = $1', [
    productId,
    JSON.stringify([
      { name: 'quotaGb', label: 'Quota', kind: 'NUMBER', unit: 'GB' },
      { name: 'legalHold', label: 'Legal hold', kind: 'FLAG' },
    ]),
  ]);
  const id = await t.subscription(productId);
  const { resellerId, id: companyId, user } = t.world.globex;
  const there = { product: 'CODE', quotaGb: 50, legalHold: false, other: 'x' };
  await t.world.sql(
    `insert into observation (id, reseller_id, company_id, end_user_id, subscription_id, desired, observed, observed_at, drift,
       drifted_at, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $8)`,
    [
      newId(),
      resellerId,
      companyId,
      user.endUserId,
      id,
      JSON.stringify(there),
      JSON.stringify({ ...there, quotaGb: 80 }),
      t.test.clock.now(),
      JSON.stringify([{ attribute: 'quotaGb', desired: 50, observed: 80, since: '2026-10-01T09:00:00Z' }]),
    ],
  );
  for (const { token } of [t.world.platform.staff, t.world.northwind.admin, t.world.globex.admin]) {
    const { data } = await t.test.ask<{ subscription: object }>(
      'query ($id: ID!) { subscription(id: $id) { desired { label value } drift { label desired observed } } }',
      { id },
      token,
    );
    expect(data?.subscription).toEqual({
      desired: [
        { label: 'Legal hold', value: 'No' },
        { label: 'other', value: 'x' },
        { label: 'Product', value: 'CODE' },
        { label: 'Quota', value: '50 GB' },
      ],
      drift: [{ label: 'Quota', desired: '50 GB', observed: '80 GB' }],
    });
  }
});

test('[P1] a job that waits for another says for which, and how that one stands', async () => {
  const { productId } = await placeOf(t);
  const id = await t.subscription(productId);
  await t.perform(startProvisioning, { subscriptionIds: [id] });
  const first = (await t.job(id))?.id;
  await t.world.sql(`update provisioning_job set state = 'PARKED' where id = $1`, [first]);
  const { resellerId, id: companyId, user } = t.world.globex;
  const second = newId();
  await t.world.sql(
    `insert into provisioning_job (id, reseller_id, company_id, end_user_id, subscription_id, action, connector, state, next_attempt_at,
       created_at) values ($1, $2, $3, $4, $5, 'CHANGE', 'WEBHOOK', 'QUEUED', $6, $6)`,
    [second, resellerId, companyId, user.endUserId, id, t.test.clock.now()],
  );
  const waitsFor = async (jobId: string | undefined, token: string) =>
    (
      await t.test.ask<{ provisioningJob: { waitsFor: object | null } }>(
        'query ($id: ID!) { provisioningJob(id: $id) { waitsFor { id action state product } } }',
        { id: jobId },
        token,
      )
    ).data?.provisioningJob.waitsFor;
  for (const { token } of [t.world.platform.staff, t.world.northwind.admin, t.world.globex.admin]) {
    expect(await waitsFor(second, token)).toEqual({
      id: first,
      action: 'PROVISION',
      state: 'PARKED',
      product: expect.any(String),
    });
    expect(await waitsFor(first, token)).toBeNull();
  }
});
