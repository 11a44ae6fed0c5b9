import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProvisioningReceiver } from '../../../demo/provisioning-receiver.ts';
import { ProvisioningTest } from '../../service/provisioning/testing.ts';
import { CallsTest } from './factory.ts';

let p: ProvisioningTest;
let t: CallsTest;

beforeAll(async () => {
  p = await ProvisioningTest.start();
  t = await CallsTest.start(p.test, p.world);
});
afterAll(() => p.close());

const send = async (email: string, name: string, type: string, input: object) => {
  const { errors } = await p.test.ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`,
    { input },
    await p.world.signIn(email),
  );
  expect(errors).toBeUndefined();
};
const WAIT = { timeout: 20_000 };
/** What the receiver was last told of a subscription, but for what it is told of all. */
const told = async (receiver: ProvisioningReceiver, id: string) => {
  const said = await p.lastTold(receiver, id);
  return said && { desired: said.desired, barred: said.barred };
};
const tasks = (id: string) =>
  p.world.sql<{ id: string; state: string; words: string[]; dueAt: Date }>(
    `select j.id, j.state, due_at as "dueAt", array(select i ->> 'words' from jsonb_array_elements(j.checklist) i) as words from provisioning_job j
      where j.subscription_id = $1 and j.state = 'WAITING' order by j.id`,
    [id],
  );
const words = async (id: string) => (await tasks(id)).map((task) => task.words);
const finish = async (jobId: string, items: number) => {
  for (let item = 0; item < items; item += 1)
    await send('staff@xe2.example', 'tickTaskItem', 'TickTaskItemInput', { jobId, item, done: true });
  await send('staff@xe2.example', 'completeManualTask', 'CompleteManualTaskInput', { jobId });
};
const BAR =
  'Bar outgoing calls, except to emergency and free numbers: they have come to the limit of the day';
const FREE = 'Let outgoing calls go out again: they are no longer barred';

test('[B2] [P1] [P2] outgoing calls are barred where a company’s telephony is, but for emergency and free numbers, and go out the next day; a task says both', async () => {
  p.test.clock.set('2026-10-12T09:00:00Z');
  const { productId, receiver } = await p.target();
  const byHand = await p.product('MANUAL');
  const other = await p.product('MANUAL');
  await p.world.sql('update product set bars_calls = true where id = any ($1)', [[productId, byHand]]);
  const [service, manual, mailbox] = [
    await p.started(productId),
    await p.started(byHand),
    await p.started(other),
  ];
  await expect.poll(() => told(receiver, service), WAIT).toEqual({ desired: 'ACTIVE', barred: null });
  for (const id of [manual, mailbox]) {
    await expect.poll(() => tasks(id), WAIT).toHaveLength(1);
    await finish((await tasks(id))[0]?.id ?? '', 0);
  }
  await send('admin@northwind.example', 'setCallLimits', 'SetCallLimitsInput', { barMinor: 100 });
  await t.call(10);
  await expect
    .poll(() => told(receiver, service), WAIT)
    .toEqual({ desired: 'ACTIVE', barred: 'OUTGOING_EXCEPT_EMERGENCY_AND_FREE' });
  await expect.poll(() => words(manual), WAIT).toEqual([[BAR]]);
  expect(await words(mailbox), 'what is no telephony is left alone').toEqual([]);
  const [task] = await tasks(manual);
  expect(task?.dueAt.toISOString(), 'today').toBe('2026-10-12T16:30:00.000Z');
  const [warning] = await p.world.sql<{ services: number; byHand: string[] }>(
    `select services, by_hand as "byHand" from call_warning where kind = 'BARRED'`,
  );
  expect(warning).toEqual({ services: 2, byHand: [] });
  await finish(task?.id ?? '', 1);
  p.test.clock.set('2026-10-12T23:05:00Z');
  await t.comesRound();
  await expect.poll(() => told(receiver, service), WAIT).toEqual({ desired: 'ACTIVE', barred: null });
  await expect.poll(() => words(manual), WAIT).toEqual([[FREE]]);
});

test('[P2] a task to bar that nobody has done by the end of the day is over', async () => {
  p.test.clock.set('2026-10-14T09:00:00Z');
  const productId = await p.product('MANUAL');
  await p.world.sql('update product set bars_calls = id = $1', [productId]);
  const service = await p.started(productId);
  await expect.poll(() => tasks(service), WAIT).toHaveLength(1);
  await finish((await tasks(service))[0]?.id ?? '', 0);
  await t.call(10);
  await expect.poll(() => words(service), WAIT).toEqual([[BAR]]);
  p.test.clock.set('2026-10-14T23:05:00Z');
  await t.comesRound();
  await expect.poll(() => tasks(service), WAIT).toEqual([]);
});

test('[B2] what is ordered while calls are barred is barred as well; what no connector bars is named', async () => {
  p.test.clock.set('2026-10-16T09:00:00Z');
  const [first, second] = [await p.product('MANUAL'), await p.product('MANUAL')];
  await p.world.sql('update product set bars_calls = id = any ($1)', [[first, second]]);
  await p.world.sql(`update product set connector = 'SCIM', name = 'Teams Phone' where id = $1`, [second]);
  await p.subscription(second);
  await t.call(10);
  const [warning] = await p.world.sql<{ services: number; byHand: string[] }>(
    `select services, by_hand as "byHand" from call_warning where kind = 'BARRED' and day = '2026-10-16'`,
  );
  expect(warning).toEqual({ services: 0, byHand: ['Teams Phone'] });
  const [letter] = await p.world.letters<{ body: string }>(
    `select body from mail where cause = 'warning' and "to" = 'admin@northwind.example' order by created_at desc limit 1`,
  );
  expect(letter?.body).toContain('To be barred by hand: Teams Phone.');
  const late = await p.subscription(first);
  await t.comesRound();
  const [barred] = await p.world.sql(
    'select id from subscription where id = $1 and calls_barred_at is not null',
    [late],
  );
  expect(barred).toBeDefined();
});
