import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProvisioningReceiver } from '../../src/demo/provisioning-receiver.ts';
import { ProvisioningTest } from '../../src/features/service/provisioning/testing.ts';
import { addInvoice } from '../../src/features/trade/billing/factory.ts';
import { chaseCustomers } from '../../src/features/trade/chasing/chase-customers.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  t = await ProvisioningTest.start();
});
afterAll(() => t.close());

const send = async (email: string, name: string, type: string, input: object) => {
  const { errors } = await t.test.ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`,
    { input },
    await t.world.signIn(email),
  );
  expect(errors).toBeUndefined();
};
const chaseOn = (day: string) => {
  t.test.clock.set(`${day}T06:20:00Z`);
  return t.perform(chaseCustomers, { issuerId: t.world.northwind.id });
};
/** What the receiver was last told of a subscription. */
const told = async (receiver: ProvisioningReceiver, subscriptionId: string) => {
  const said = await t.lastTold(receiver, subscriptionId);
  return said && { desired: said.desired, reason: said.reason ?? null };
};
const WAIT = { timeout: 20_000 };

test('[B7] [P1] a service is suspended at its provisioning system for debt, and comes back there with the payment; a task says both', async () => {
  t.test.clock.set('2026-10-12T09:00:00Z');
  const { productId, receiver } = await t.target();
  const byHand = await t.product('MANUAL');
  await t.world.sql('update product set suspendable = true where id = any ($1)', [[productId, byHand]]);
  const service = await t.started(productId);
  const manual = await t.started(byHand);
  const tasks = () =>
    t.world.sql<{ id: string; checklist: { words: string }[] }>(
      `select id, checklist from provisioning_job where subscription_id = $1 and state = 'WAITING' order by id`,
      [manual],
    );
  const doTask = async () => {
    for (const { id } of await tasks()) {
      await t.world.sql(`update provisioning_job set checklist = '[]' where id = $1`, [id]);
      await send('staff@xe2.example', 'completeManualTask', 'CompleteManualTaskInput', { jobId: id });
    }
  };
  await expect.poll(() => told(receiver, service), WAIT).toEqual({ desired: 'ACTIVE', reason: null });
  await expect.poll(tasks, WAIT).toHaveLength(1);
  await doTask();
  const invoiceId = await addInvoice(t.world, {
    issuerId: t.world.northwind.id,
    resellerId: t.world.northwind.id,
    companyId: t.world.globex.id,
    net: 1500,
  });
  await send('admin@northwind.example', 'setChasingPolicy', 'SetChasingPolicyInput', {
    active: true,
    steps: [{ day: 10, tone: 'FINAL', text: null, effect: 'SUSPENSION' }],
  });
  await chaseOn('2026-10-18');
  await chaseOn('2026-10-25');
  await expect.poll(() => told(receiver, service), WAIT).toEqual({ desired: 'SUSPENDED', reason: 'OVERDUE' });
  await expect
    .poll(tasks, WAIT)
    .toMatchObject([
      { checklist: [{ words: 'Suspend it, and keep what is there: its customer has not paid' }] },
    ]);
  await doTask();
  await send('admin@northwind.example', 'recordPayment', 'RecordPaymentInput', {
    invoiceId,
    amountMinor: 1800,
    receivedOn: '2026-10-25',
  });
  await expect.poll(() => told(receiver, service), WAIT).toEqual({ desired: 'ACTIVE', reason: null });
  await expect
    .poll(tasks, WAIT)
    .toMatchObject([{ checklist: [{ words: 'Put it back into use: it is no longer suspended' }] }]);
});
