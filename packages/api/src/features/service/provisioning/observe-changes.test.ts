import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { TestCompany } from '../../../kernel/testing/world.ts';
import { sealContext } from '../connectors/index.ts';
import { CREDENTIALS, startMicrosoft } from '../connectors/testing/microsoft-side.ts';
import { attemptProvisioning } from './attempt-provisioning.ts';
import { observeChanges } from './observe-changes.ts';
import { observeDue } from './observe-due.ts';
import { observeSubscription } from './observe-subscription.ts';
import { startProvisioning } from './start-provisioning.ts';
import { ProvisioningTest } from './testing.ts';

let t: ProvisioningTest;

beforeAll(async () => {
  // The tests are the worker.
  t = await ProvisioningTest.start({ worker: false });
});
afterAll(() => t.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A directory of Microsoft 365 with its connector, a product and three people who have it, until the test is over. */
async function place() {
  const remote = await startMicrosoft({ timeZone: '', language: 'en-GB' });
  onTestFinished(() => remote.stop());
  t.allow(`http://${remote.host}:${remote.port}`);
  const connectorId = newId();
  const productId = await t.product('WEBHOOK');
  const [product] = await t.world.sql<{ code: string }>('select code from product where id = $1', [
    productId,
  ]);
  const settings = {
    ...remote.settingsAt(remote.host, remote.port),
    licences: `${product?.code} = EXCHANGESTANDARD`,
    groups: `${product?.code} = All staff`,
  };
  const secret = t.test.app.services.seals.seal(JSON.stringify(CREDENTIALS), sealContext(connectorId));
  await t.world.sql(
    `insert into connector (id, kind, name, url, settings, secret, created_at) values ($1, 'MICROSOFT_365', $2, $3, $4, $5, $6)`,
    [connectorId, `M365 ${connectorId}`, settings.graphUrl, settings, secret, t.test.clock.now()],
  );
  await t.world.sql(`update product set connector = 'MICROSOFT_365', connector_id = $2 where id = $1`, [
    productId,
    connectorId,
  ]);
  const ids: string[] = [];
  for (const company of companies()) {
    const id = await t.subscription(productId, company);
    await t.perform(startProvisioning, { subscriptionIds: [id] }, company.resellerId);
    const jobId = (await t.job(id))?.id ?? '';
    expect(await t.perform(attemptProvisioning, { jobId }, company.resellerId)).toBe('DONE');
    ids.push(id);
  }
  const { graph } = remote;
  const accountOf = ({ user }: TestCompany) =>
    [...graph.users.values()].find(
      ({ onPremisesExtensionAttributes: extra }) => extra.extensionAttribute15 === user.endUserId,
    ) ?? expect.fail('There is no such account.');
  return { graph, connectorId, ids, accountOf };
}
type Place = Awaited<ReturnType<typeof place>>;

const companies = () => [t.world.globex, t.world.initech, t.world.acme];

/** Asks, as the queue would; how many services are looked at for it. */
const ask = ({ connectorId }: Pick<Place, 'connectorId'>) =>
  t.perform(observeChanges, { connectorId }, t.world.platform.id);

/** Asks and hears the answer, which is not settled yet. */
async function begun({ connectorId }: Pick<Place, 'connectorId'>) {
  const { log, scopes, services } = t.test.app;
  const { id: resellerId } = t.world.platform;
  const credentials = { kind: 'system', task: 'test', resellerId, does: [] } as const;
  const planned = await t.as(resellerId, (scope) => observeChanges.plan(scope, { connectorId }, services));
  const setting = { scopes, log, services, requestId: 'test', credentials };
  const called = await observeChanges.call(planned, { connectorId }, setting);
  const settle = () =>
    t.as(resellerId, async (scope) => {
      const outcome = await observeChanges.settle(scope, planned, called, { connectorId }, services);
      return outcome.result;
    });
  return { called, settle };
}

/** What the queue has to do for a connector and its services; it is taken out of it. */
async function queued({ connectorId, ids }: Place): Promise<{ asks: number; looks: string[] }> {
  const rows = await t.world.sql<{ key: string }>(
    `delete from graphile_worker._private_jobs where key = any ($1) returning key`,
    [[`observe-changes ${connectorId}`, ...ids.map((id) => `observe-subscription ${id}`)]],
  );
  const looks = rows.flatMap(({ key }) => (key.startsWith('observe-subscription ') ? key.slice(21) : []));
  return { asks: rows.length - looks.length, looks: looks.sort() };
}

/** A minute goes by; the queue does what has become due, asking first. Which services were looked at. */
async function round(at: Place): Promise<string[]> {
  t.test.clock.forward(MINUTE);
  await t.perform(observeDue, {}, null);
  const due = await queued(at);
  if (due.asks) await ask(at);
  for (const id of due.looks) {
    const company = companies()[at.ids.indexOf(id)];
    await t.perform(observeSubscription, { subscriptionId: id }, company?.resellerId);
  }
  return due.looks;
}

/** The first round asks from where on, the second looks at everything once, and what is found then is as it is to be. */
async function watched(): Promise<Place> {
  const at = await place();
  expect(await round(at)).toEqual([]);
  expect(await round(at)).toEqual([...at.ids].sort());
  at.graph.delta.state.asked = 0;
  return at;
}

const drift = async (id: string | undefined) =>
  (
    await t.world.sql<{ drift: { attribute: string }[] }>(
      'select drift from observation where subscription_id = $1',
      [id],
    )
  )[0]?.drift.map(({ attribute }) => attribute);
/** As staff, or somebody else, sees it; signed in anew, for days go by. */
const watchOf = async ({ connectorId }: Place, { email } = t.world.platform.staff) =>
  (
    await t.test.ask<{ connector: { watch: Record<string, unknown> | null } }>(
      `query ($id: ID!) { connector(id: $id) { watch { telling askedAt changed everythingAt problem askedEveryMinutes anywayDays untold } } }`,
      { id: connectorId },
      await t.world.signIn(email),
    )
  ).data?.connector?.watch;

describe('a connector that says what has changed', () => {
  test('[P1] is asked every quarter of an hour, and where nothing has nobody looks', async () => {
    const at = await watched();
    const { requests } = at.graph.state;
    for (let minute = 0; minute < 45; minute += 1) expect(await round(at)).toEqual([]);
    // One question about accounts and one about groups, three times; the sign-in holds.
    expect(at.graph.delta.state.asked).toBe(6);
    expect(at.graph.state.requests - requests).toBe(6);
    expect(await watchOf(at)).toMatchObject({
      telling: true,
      changed: 0,
      problem: null,
      askedEveryMinutes: 15,
    });
  });

  test('[P1] a change there is found at the next round, and nothing else is looked at', async () => {
    const at = await watched();
    at.accountOf(t.world.initech).accountEnabled = false;
    t.test.clock.forward(15 * MINUTE);
    expect(await round(at)).toEqual([]);
    expect(await watchOf(at)).toMatchObject({ changed: 1 });
    expect(await round(at)).toEqual([at.ids[1]]);
    expect(await drift(at.ids[1])).toEqual(['enabled']);
    expect(await drift(at.ids[0])).toEqual([]);
    t.test.clock.forward(15 * MINUTE);
    expect([await round(at), await round(at)]).toEqual([[], []]);
  });

  test('[P1] whoever was put out of a group, or whose account was deleted, is looked at', async () => {
    const at = await watched();
    const [globex, acme] = [at.accountOf(t.world.globex), at.accountOf(t.world.acme)];
    for (const { members } of at.graph.groups.values()) members.delete(globex.id);
    at.graph.directory.remove(acme);
    t.test.clock.forward(15 * MINUTE);
    await round(at);
    expect(await round(at)).toEqual([at.ids[0], at.ids[2]].sort());
    expect(await drift(at.ids[0])).toEqual(['groups']);
    expect(await drift(at.ids[2])).toEqual(['presence']);
    // It is known by its id even while it is missing.
    at.graph.directory.restore(acme.id);
    t.test.clock.forward(15 * MINUTE);
    await round(at);
    expect(await round(at)).toEqual([at.ids[2]]);
    expect(await drift(at.ids[2])).toEqual(['groups']);
  });

  test('[P1] a link that is too old has everything looked at, and a new one follows from before that', async () => {
    const at = await watched();
    at.graph.delta.expire();
    at.accountOf(t.world.globex).displayName = 'Else';
    t.test.clock.forward(15 * MINUTE);
    expect(await round(at)).toEqual([]);
    // While everything is being looked at something changes.
    at.accountOf(t.world.initech).displayName = 'Else';
    expect(await round(at)).toEqual([...at.ids].sort());
    expect([await drift(at.ids[0]), await drift(at.ids[1])]).toEqual([['name'], ['name']]);
    t.test.clock.forward(15 * MINUTE);
    await round(at);
    expect(await round(at)).toEqual([at.ids[1]]);
    expect(await watchOf(at)).toMatchObject({ everythingAt: expect.any(String), changed: 1 });
  });

  test('[P1] everything is looked at within eight days anyway, for what it does not say', async () => {
    const at = await watched();
    at.accountOf(t.world.globex).mailbox.language = { locale: 'de-DE' };
    const looks: string[] = [];
    for (let hour = 0; hour < 8 * 24; hour += 1) {
      t.test.clock.forward(59 * MINUTE);
      looks.push(...(await round(at)));
      if (hour === 5 * 24) expect(looks).toEqual([]);
    }
    expect([...new Set(looks)].sort()).toEqual([...at.ids].sort());
    expect(await drift(at.ids[0])).toEqual(['language']);
    expect(await watchOf(at)).toMatchObject({
      anywayDays: 7,
      untold: expect.arrayContaining(['Time zone', 'Language']),
    });
  });

  test('[P1] an answer that is lost with the worker is given again', async () => {
    const at = await watched();
    at.accountOf(t.world.globex).displayName = 'Else';
    // The worker is killed between the answer and the commit: what it was told is kept by nobody.
    expect((await begun(at)).called.changes?.names).toContain(t.world.globex.user.endUserId);
    expect(await ask(at)).toBe(1);
    expect(await ask(at)).toBe(0);
  });

  test('[P1] of two rounds at once one is heard, and the change is looked at once', async () => {
    const at = await watched();
    at.accountOf(t.world.globex).displayName = 'Else';
    const both = await Promise.all([begun(at), begun(at)]);
    expect(await Promise.all(both.map(({ settle }) => settle()))).toEqual(expect.arrayContaining([1, null]));
    expect(await round(at)).toEqual([at.ids[0]]);
    expect(await round(at)).toEqual([]);
  });

  test('[P1] what it says while somebody looks is looked at once more', async () => {
    const at = await watched();
    const subscriptionId = at.ids[0] ?? '';
    const { log, scopes, services } = t.test.app;
    const { northwind } = t.world;
    const credentials = { kind: 'system', task: 'test', resellerId: northwind.id, does: [] } as const;
    const setting = { scopes, log, services, requestId: 'test', credentials };
    const planned = await t.as(northwind.id, (scope) =>
      observeSubscription.plan(scope, { subscriptionId }, services),
    );
    const seen = await observeSubscription.call(planned, { subscriptionId }, setting);
    at.accountOf(t.world.globex).displayName = 'Else';
    expect(await ask(at)).toBe(1);
    await t.as(northwind.id, (scope) =>
      observeSubscription.settle(scope, planned, seen, { subscriptionId }, services),
    );
    expect(await drift(subscriptionId)).toEqual([]);
    expect(await round(at)).toEqual([subscriptionId]);
    expect(await drift(subscriptionId)).toEqual(['name']);
  });

  test('[P1] who is throttled is left alone for as long as asked, and nothing is lost', async () => {
    const at = await watched();
    at.accountOf(t.world.globex).displayName = 'Else';
    at.graph.state.throttled = '300';
    expect(await ask(at)).toBeNull();
    expect(await watchOf(at)).toMatchObject({
      telling: true,
      problem: 'The directory of Microsoft 365 was asked too often.',
    });
    at.graph.state.throttled = null;
    const { requests } = at.graph.state;
    for (let minute = 0; minute < 4; minute += 1) expect(await round(at)).toEqual([]);
    expect(at.graph.state.requests).toBe(requests);
    t.test.clock.forward(2 * MINUTE);
    await round(at);
    expect(await round(at)).toEqual([at.ids[0]]);
    expect(await watchOf(at)).toMatchObject({ problem: null });
  });

  test('[P1] who refuses to say is looked at one by one again, every few hours, until it says', async () => {
    const at = await watched();
    at.graph.delta.state.refused = true;
    t.test.clock.forward(15 * MINUTE);
    await round(at);
    expect(await watchOf(at)).toMatchObject({
      telling: false,
      problem: 'The directory of Microsoft 365 does not let the application do this: it lacks a permission.',
    });
    expect(await round(at)).toEqual([...at.ids].sort());
    t.test.clock.forward(7 * 60 * MINUTE);
    expect(await round(at)).toEqual([...at.ids].sort());
    at.graph.delta.state.refused = false;
    t.test.clock.forward(15 * MINUTE);
    await round(at);
    expect(await round(at)).toEqual([...at.ids].sort());
    t.test.clock.forward(DAY);
    expect([await round(at), await round(at)]).toEqual([[], []]);
    expect(await watchOf(at)).toMatchObject({ telling: true, problem: null });
  });

  test('is no other tenant’s nor a customer’s business, and is not asked while it is switched off', async () => {
    const at = await watched();
    for (const somebody of [t.world.northwind.admin, t.world.globex.admin]) {
      expect(await watchOf(at, somebody)).toBeUndefined();
    }
    await t.world.sql('update connector set disabled_at = $2 where id = $1', [
      at.connectorId,
      t.test.clock.now(),
    ]);
    expect(await ask(at)).toBeNull();
    expect(await ask({ connectorId: newId() })).toBeNull();
    expect(at.graph.delta.state.asked).toBe(0);
  });
});
