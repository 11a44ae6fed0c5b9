import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { addProvisioningJob } from './factory.ts';

let app: TestApp;
let world: World;
let product: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  product = await addProduct(world, 'HEALTH');
});
afterAll(() => app.close());

interface Health {
  provisioningHealth: {
    products: Record<'inPlace' | 'underWay' | 'failed' | 'drifting', number>[] & { productId: string }[];
    failures: { fault: string | null; jobs: number; reason: string | null }[];
    days: { day: string; done: number }[];
  };
}
const health = (token: string) =>
  app.ask<Health>(
    `{ provisioningHealth { products { productId inPlace underWay failed drifting } failures { fault jobs reason } days { day done } } }`,
    {},
    token,
  );
const listed = async (token: string, filter: string) =>
  (
    await app.ask<{ subscriptions: { nodes: { id: string }[] } }>(
      `query ($id: ID) { subscriptions(first: 50, filter: { productId: $id, health: ${filter} }) { nodes { id } } }`,
      { id: product },
      token,
    )
  ).data.subscriptions.nodes.map(({ id }) => id);

describe('provisioningHealth', () => {
  test('[P1] [O1] counts each service once, as it stands, with what failed and why; its lists hold the same', async () => {
    const { globex, initech, northwind, contoso, platform } = world;
    const has = async (state: 'ACTIVE' | 'PENDING' | 'PARKED' | 'ENDED', company = globex) =>
      (await addSubscription(world, company, { productId: product, startsOn: '2026-09-01', state })).id;
    const inPlace = await has('ACTIVE');
    await addProvisioningJob(world, inPlace, { action: 'PROVISION', state: 'DONE' });
    await world.sql(`update provisioning_job set finished_at = $2 where subscription_id = $1`, [
      inPlace,
      app.clock.now(),
    ]);
    const failed = await has('PARKED');
    await addProvisioningJob(world, failed, { action: 'PROVISION', state: 'PARKED' });
    await world.sql(
      `update provisioning_job set fault = 'REFUSED', reason = 'No licence is left.' where subscription_id = $1`,
      [failed],
    );
    const underWay = await has('PENDING');
    await addProvisioningJob(world, underWay, { action: 'PROVISION', state: 'WAITING' });
    const drifting = await has('ACTIVE');
    await world.sql(
      `insert into observation (id, reseller_id, company_id, subscription_id, drift, drifted_at, created_at)
         select $1, reseller_id, company_id, id, '[{"attribute":"quota","desired":"5","observed":"4","since":"2026-09-30T00:00:00Z"}]', $3, $3
           from subscription where id = $2`,
      [newId(), drifting, app.clock.now()],
    );
    await has('ENDED');
    await has('PENDING');
    await has('ACTIVE', initech);

    const of = async (token: string) => {
      const { data, errors } = await health(token);
      expect(errors).toBeUndefined();
      return data.provisioningHealth;
    };
    for (const { token } of [globex.admin, northwind.admin]) {
      const { products, failures, days } = await of(token);
      expect(products).toEqual([{ productId: product, inPlace: 1, underWay: 1, failed: 1, drifting: 1 }]);
      expect(failures).toEqual([{ fault: 'REFUSED', jobs: 1, reason: 'No licence is left.' }]);
      expect(days).toHaveLength(30);
      expect(days.at(-1)).toEqual({ day: '2026-10-01', done: 1 });
    }
    expect((await of(platform.staff.token)).products[0]).toMatchObject({ inPlace: 2, failed: 1 });
    expect(await of(contoso.admin.token)).toMatchObject({
      products: [{ inPlace: 1, failed: 0 }],
      failures: [],
    });

    const { token } = globex.admin;
    expect(await listed(token, 'IN_PLACE')).toEqual([inPlace]);
    expect(await listed(token, 'UNDER_WAY')).toEqual([underWay]);
    expect(await listed(token, 'FAILED')).toEqual([failed]);
    expect(await listed(token, 'DRIFTING')).toEqual([drifting]);
    const { data } = await app.ask<{ provisioningJobs: { totalCount: number } }>(
      '{ provisioningJobs(filter: { state: PARKED, fault: "REFUSED" }) { totalCount } }',
      {},
      token,
    );
    expect(data.provisioningJobs.totalCount).toBe(1);
  });

  test('[S22] is not for end users', async () => {
    expect((await health(world.globex.user.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
