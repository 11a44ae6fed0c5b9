import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { endProvisioning } from './end-provisioning.ts';
import { observeSubscription } from './observe-subscription.ts';
import { startChange } from './start-change.ts';
import { startProvisioning } from './start-provisioning.ts';
import { type Place, place as placeOf } from './testing/place.ts';
import { useStandInKind } from './testing/stand-in.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  useStandInKind();
  // The tests are the worker.
  t = await ProvisioningTest.start({ worker: false });
});
afterAll(() => t.close());

const place = () => placeOf(t);
const staff = () => t.world.platform.staff.token;

const attempt = async (subscriptionId: string, action: string) =>
  t.perform(attemptProvisioning, { jobId: (await t.job(subscriptionId, action))?.id ?? '' });
const look = (subscriptionId: string) => t.perform(observeSubscription, { subscriptionId });

async function provided(productId: string): Promise<string> {
  const id = await t.subscription(productId);
  await t.perform(startProvisioning, { subscriptionIds: [id] });
  expect(await attempt(id, 'PROVISION')).toBe('DONE');
  return id;
}

/** Staff give a connector another set of products. */
async function give(connectorId: string, productIds: string[]): Promise<void> {
  const { errors } = await t.test.ask(
    'mutation ($input: UpdateConnectorInput!) { updateConnector(input: $input) { id } }',
    { input: { id: connectorId, productIds } },
    staff(),
  );
  expect(errors).toBeUndefined();
}

const drift = async (id: string) =>
  (
    await t.test.ask<{ subscription: { drift: { attribute: string; label: string }[] } }>(
      'query ($id: ID!) { subscription(id: $id) { drift { attribute label desired observed } } }',
      { id },
      t.world.globex.admin.token,
    )
  ).data.subscription.drift;
const send = (name: 'acceptDrift' | 'correctDrift', subscriptionId: string) =>
  t.test.ask(
    `mutation ($input: ${name === 'acceptDrift' ? 'Accept' : 'Correct'}DriftInput!) { ${name}(input: $input) { id } }`,
    { input: { subscriptionId } },
    staff(),
  );

/** A service at one place, whose product has gone to another. */
async function moved(): Promise<{ from: Place; to: Place; id: string }> {
  const [from, to] = [await place(), await place()];
  const id = await provided(from.productId);
  await give(to.connectorId, [to.productId, from.productId]);
  return { from, to, id };
}

describe('a product that goes to another connector', () => {
  test('[P1] leaves its services where they are, and a look says so without asking anybody', async () => {
    const { from, to, id } = await moved();
    const requests = [from.standIn.requests, to.standIn.requests];
    expect(await look(id)).toEqual({});
    expect(await look(id)).toEqual({});
    expect([from.standIn.requests, to.standIn.requests]).toEqual(requests);
    expect(from.standIn.accounts.has(id)).toBe(true);
    // No word of whose systems they are: a customer reads it.
    expect(await drift(id)).toEqual([
      {
        attribute: 'place',
        label: 'System',
        desired: 'Where its product is set up now',
        observed: 'Where it was set up before',
      },
    ]);
    expect((await send('acceptDrift', id)).errors?.[0]?.message).toBe(
      'The service is not where its product is set up: correct that, or give the product back to its former connector.',
    );
    expect(await t.jobs(id)).toHaveLength(1);
  });

  test('[P1] has them moved when staff say so: taken away there, made here, and looked at here', async () => {
    const { from, to, id } = await moved();
    await look(id);
    expect((await send('correctDrift', id)).errors).toBeUndefined();
    expect(await attempt(id, 'CORRECT')).toBe('DONE');
    expect([from.standIn.accounts.size, to.standIn.accounts.has(id)]).toEqual([0, true]);
    expect(await drift(id)).toEqual([]);
    to.standIn.accounts.set(id, { ...to.standIn.accounts.get(id), quantity: 9 });
    await look(id);
    expect(await drift(id)).toMatchObject([{ attribute: 'quantity' }]);
  });

  test('[P1] by its rule has them moved without being asked', async () => {
    const { from, to, id } = await moved();
    await t.test.ask(
      'mutation ($input: SetDriftRuleInput!) { setDriftRule(input: $input) { id } }',
      { input: { connectorId: to.connectorId, policy: 'CORRECT' } },
      staff(),
    );
    await look(id);
    expect(await attempt(id, 'CORRECT')).toBe('DONE');
    expect([from.standIn.accounts.size, to.standIn.accounts.has(id)]).toEqual([0, true]);
  });

  test('[P1] and comes back before anybody moved them: nothing has happened', async () => {
    const { from, id } = await moved();
    await look(id);
    await give(from.connectorId, [from.productId]);
    await look(id);
    expect(await drift(id)).toEqual([]);
    expect(from.standIn.effects.get(id)).toBe(1);
  });

  test('[P1] what was accepted at the former is not accepted here', async () => {
    const [from, to] = [await place(), await place()];
    const id = await provided(from.productId);
    from.standIn.accounts.set(id, { ...from.standIn.accounts.get(id), name: 'Else' });
    await look(id);
    expect((await send('acceptDrift', id)).errors).toBeUndefined();
    await give(to.connectorId, [to.productId, from.productId]);
    await t.perform(startChange, { subscriptionIds: [id] });
    expect(await attempt(id, 'CHANGE')).toBe('DONE');
    expect(to.standIn.accounts.get(id)?.name).not.toBe('Else');
  });

  test('[P1] ends where it is, and a job that was broken off half way ends here', async () => {
    const ended = await moved();
    await t.world.sql(`update subscription set state = 'ENDING' where id = $1`, [ended.id]);
    await t.perform(endProvisioning, { subscriptionIds: [ended.id] });
    expect(await attempt(ended.id, 'DEPROVISION')).toBe('DONE');
    expect([ended.from.standIn.accounts.size, ended.to.standIn.requests]).toEqual([0, 0]);

    const { from, to, id } = await moved();
    await t.perform(startChange, { subscriptionIds: [id] });
    to.standIn.behaveAs('unavailable');
    expect(await attempt(id, 'CHANGE')).toBe('RETRYING');
    expect([from.standIn.accounts.size, to.standIn.accounts.size]).toEqual([0, 0]);
    to.standIn.behaveAs('normal');
    t.test.clock.forward(60_000);
    expect(await attempt(id, 'CHANGE')).toBe('DONE');
    expect(to.standIn.accounts.has(id)).toBe(true);
    expect([from.standIn.duplicates, to.standIn.duplicates]).toEqual([[], []]);
  });

  test('[P1] whose system is the same, by another way: nothing is taken away to be made again', async () => {
    const from = await place();
    const id = await provided(from.productId);
    const connectorId = newId();
    await t.world.sql(
      `insert into connector (id, kind, name, url, settings, secret, created_at)
         select $2, kind, 'Another way to ' || name, url, settings, secret, created_at from connector where id = $1`,
      [from.connectorId, connectorId],
    );
    // Credentials are sealed for their connector.
    await t.test.ask(
      'mutation ($input: SetConnectorCredentialsInput!) { setConnectorCredentials(input: $input) { id } }',
      { input: { id: connectorId, credentials: [{ name: 'token', value: 'secret' }] } },
      staff(),
    );
    await give(connectorId, [from.productId]);
    expect(await look(id)).toEqual({});
    expect(await drift(id)).toEqual([]);
    await t.world.sql('update subscription set quantity = 3 where id = $1', [id]);
    await t.perform(startChange, { subscriptionIds: [id] });
    expect(await attempt(id, 'CHANGE')).toBe('DONE');
    expect(from.standIn.accounts.get(id)).toMatchObject({ quantity: 3 });
    expect(from.standIn.effects.get(id)).toBe(2);
  });

  test('[P1] to one that is told by webhook: it is taken away, and the receiver is told', async () => {
    const from = await place();
    const id = await provided(from.productId);
    const to = await t.target();
    await t.world.sql(`update product set connector = 'WEBHOOK', connector_id = $2 where id = $1`, [
      from.productId,
      to.connectorId,
    ]);
    await look(id);
    expect(await drift(id)).toMatchObject([{ attribute: 'place' }]);
    expect((await send('correctDrift', id)).errors).toBeUndefined();
    expect(await attempt(id, 'CORRECT')).toBe('DONE');
    expect([from.standIn.accounts.size, to.receiver.received.length]).toEqual([0, 1]);
    expect(await drift(id)).toEqual([]);
  });
});
