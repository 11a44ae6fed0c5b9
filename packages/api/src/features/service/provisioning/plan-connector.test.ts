import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { startProvisioning } from './start-provisioning.ts';
import { type Place, place } from './testing/place.ts';
import { useStandInKind } from './testing/stand-in.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  useStandInKind();
  // The tests are the worker.
  t = await ProvisioningTest.start({ worker: false });
});
afterAll(() => t.close());

interface Plan {
  more: number;
  services: {
    reference: string;
    product: string;
    person: string | null;
    company: string;
    there: boolean;
    desired: { attribute: string; label: string; value: string }[];
    observed: { attribute: string; value: string }[];
    steps: { name: string; words: string }[];
    problem: string | null;
  }[];
}

const ask = (input: object, token = t.world.platform.staff.token) =>
  t.test.ask<{ planConnector: Plan }>(
    `mutation ($input: PlanConnectorInput!) { planConnector(input: $input) { more services { subscriptionId reference product
      person company there desired { attribute label value } observed { attribute value } steps { name words } problem } } }`,
    { input },
    token,
  );
const plan = async (input: object, token?: string): Promise<Plan> => {
  const { data, errors } = await ask(input, token);
  expect(errors).toBeUndefined();
  return data.planConnector;
};
const refusal = async (input: object, token?: string) => (await ask(input, token)).errors?.[0];

async function provided({ productId }: Place, company = t.world.globex): Promise<string> {
  const subscriptionId = await t.subscription(productId, company);
  await t.perform(startProvisioning, { subscriptionIds: [subscriptionId] }, company.resellerId);
  const job = await t.job(subscriptionId);
  expect(await t.perform(attemptProvisioning, { jobId: job?.id ?? '' }, company.resellerId)).toBe('DONE');
  return subscriptionId;
}

/** Everything that a dry run could have changed here. */
const rows = () =>
  t.world.sql(
    `select (select jsonb_agg(o order by o.id) from observation o) as observations,
        (select jsonb_agg(j order by j.id) from provisioning_job j) as jobs,
        (select count(*)::int from provisioning_attempt) as attempts, (select count(*)::int from audit_entry) as audits`,
  );

describe('[P2] a dry run', () => {
  test('of a new service says the steps that would be taken, and changes nothing there or here', async () => {
    const at = await place(t);
    const subscriptionId = await t.subscription(at.productId);
    const before = await rows();
    const { services, more } = await plan({ subscriptionId });
    expect(more).toBe(0);
    expect(services).toMatchObject([
      { there: true, observed: [], problem: null, steps: [{ name: 'create', words: 'Create the account' }] },
    ]);
    expect(services[0]?.desired).toContainEqual({ attribute: 'quantity', label: 'Quantity', value: '1' });
    expect(at.standIn.effects.size).toBe(0);
    expect(await rows()).toEqual(before);
  });

  test('of one that differs says just that, to its company and its reseller too', async () => {
    const at = await place(t);
    const subscriptionId = await provided(at);
    expect((await plan({ subscriptionId })).services[0]?.steps).toEqual([]);
    at.standIn.accounts.set(subscriptionId, { ...at.standIn.accounts.get(subscriptionId), quantity: 9 });
    for (const { token } of [t.world.globex.admin, t.world.northwind.admin, t.world.platform.staff]) {
      const [service] = (await plan({ subscriptionId }, token)).services;
      expect(service?.steps).toEqual([{ name: 'set', words: 'Set quantity to 1' }]);
      expect(service?.observed).toContainEqual({ attribute: 'quantity', value: '9' });
    }
    expect(at.standIn.accounts.get(subscriptionId)).toMatchObject({ quantity: 9 });
    expect(at.standIn.duplicates).toEqual([]);
  });

  test('of one that ends says that it is taken away', async () => {
    const at = await place(t);
    const subscriptionId = await provided(at);
    await t.world.sql(`update subscription set state = 'ENDING' where id = $1`, [subscriptionId]);
    const [service] = (await plan({ subscriptionId })).services;
    expect(service).toMatchObject({ there: false, desired: [], steps: [{ name: 'remove' }] });
    expect(at.standIn.accounts.has(subscriptionId)).toBe(true);
  });

  test('of a product that goes elsewhere now says first what is taken away where it was', async () => {
    const [former, at] = [await place(t), await place(t)];
    const subscriptionId = await provided(former);
    await t.world.sql('update product set connector_id = $2 where id = $1', [
      former.productId,
      at.connectorId,
    ]);
    const [service] = (await plan({ subscriptionId })).services;
    expect(service?.steps.map(({ words }) => words)).toEqual([
      `At Stand-in ${former.connectorId}: Remove the account`,
      'Create the account',
    ]);
  });

  test('of what is told by webhook or done by hand says who would be asked', async () => {
    for (const [how, words] of [
      ['WEBHOOK', 'Ask the receiver of the webhook to set it up'],
      ['MANUAL', 'Ask somebody to set it up by hand'],
    ] as const) {
      const productId = how === 'MANUAL' ? await t.product('MANUAL') : (await t.target()).productId;
      const [service] = (await plan({ subscriptionId: await t.subscription(productId) })).services;
      expect(service).toMatchObject({ observed: [], steps: [{ words }] });
    }
  });

  test('says why nothing can be told: the other side, or what cannot be at any account', async () => {
    const at = await place(t);
    const subscriptionId = await t.subscription(at.productId);
    at.standIn.behaveAs('unavailable');
    expect((await plan({ subscriptionId })).services).toMatchObject([
      { steps: [], problem: 'The stand-in is out of order.' },
    ]);
    at.standIn.behaveAs('normal');
    await t.world.sql('update subscription set quantity = 101 where id = $1', [subscriptionId]);
    expect((await plan({ subscriptionId })).services).toMatchObject([
      { steps: [], problem: 'The stand-in takes 100 at most.' },
    ]);
  });

  test('of a connector shows what is left to do first, of all resellers, bounded, and one product if asked', async () => {
    const at = await place(t);
    await provided(at, t.world.initech);
    const subscriptionId = await t.subscription(at.productId);
    await t.perform(startProvisioning, { subscriptionIds: [subscriptionId] });
    const { services, more } = await plan({ connectorId: at.connectorId });
    expect(more).toBe(0);
    expect(services.map(({ steps }) => steps.length)).toEqual([1, 0]);
    const other = await t.product('WEBHOOK');
    expect(await plan({ connectorId: at.connectorId, productId: other })).toEqual({ services: [], more: 0 });

    for (let made = 0; made < 20; made += 1) await t.subscription(at.productId, t.world.globex, null);
    const many = await plan({ connectorId: at.connectorId, productId: at.productId });
    expect([many.services.length, many.more]).toEqual([20, 2]);
    expect(many.services[0]?.reference).toBe(services[0]?.reference);
  });

  test('a connector that is busy is left alone', async () => {
    const at = await place(t);
    const subscriptionId = await provided(at);
    await t.world.sql(`update connector_pace set held_until = $2 where connector_id = $1`, [
      at.connectorId,
      new Date(t.test.clock.now().getTime() + 60_000),
    ]);
    const { requests } = at.standIn;
    expect(await refusal({ subscriptionId })).toMatchObject({
      message: 'The provisioning system is busy. Please try again in a minute.',
    });
    expect(at.standIn.requests).toBe(requests);
  });

  test('is for whoever may look: not for end users, nor of another tenant’s; connectors are for staff', async () => {
    const at = await place(t);
    const subscriptionId = await t.subscription(at.productId);
    expect((await refusal({ subscriptionId }, t.world.globex.user.token))?.extensions.code).toBe('FORBIDDEN');
    for (const token of [t.world.initech.admin.token, t.world.contoso.admin.token]) {
      expect((await refusal({ subscriptionId }, token))?.extensions.code).toBe('NOT_FOUND');
    }
    for (const token of [t.world.northwind.admin.token, t.world.globex.admin.token]) {
      expect((await refusal({ connectorId: at.connectorId }, token))?.extensions.code).toBe('NOT_FOUND');
    }
  });

  test('names one thing: a subscription or a connector', async () => {
    const { connectorId, productId } = await place(t);
    const subscriptionId = await t.subscription(productId);
    expect((await refusal({}))?.extensions.code).toBe('INVALID_INPUT');
    expect((await refusal({ subscriptionId, connectorId }))?.extensions.code).toBe('INVALID_INPUT');
    expect((await refusal({ subscriptionId, productId }))?.message).toContain('productId');
  });
});

describe('[P2] a connector’s page', () => {
  test('shows its work, its failures by reason and its latest jobs', async () => {
    const at = await place(t);
    await provided(at);
    at.standIn.behaveAs('refusing');
    const failing = await t.subscription(at.productId, t.world.globex, null);
    await t.perform(startProvisioning, { subscriptionIds: [failing] });
    const job = await t.job(failing);
    expect(await t.perform(attemptProvisioning, { jobId: job?.id ?? '' })).toBe('PARKED');
    await t.perform(startProvisioning, {
      subscriptionIds: [await t.subscription(at.productId, t.world.globex, null)],
    });
    const { data } = await t.test.ask(
      `query ($id: ID!) { connector(id: $id) { work { waiting running failed drifted doneLastHour } failures { fault jobs reason }
        jobs(first: 5) { totalCount nodes { state } } } }`,
      { id: at.connectorId },
      t.world.platform.staff.token,
    );
    expect(data.connector).toEqual({
      work: { waiting: 1, running: 0, failed: 1, drifted: 0, doneLastHour: 1 },
      failures: [{ fault: 'REFUSED', jobs: 1, reason: 'The stand-in refused it: No licence is left.' }],
      jobs: {
        totalCount: 3,
        nodes: expect.arrayContaining([{ state: 'QUEUED' }, { state: 'PARKED' }, { state: 'DONE' }]),
      },
    });
  });
});
