import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription, hourOfDays } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

/** Goes to a day, where the hourly job comes twice. */
const hourOf = async (day: string): Promise<void> => {
  app.clock.set(`${day}T09:00:00Z`);
  for (const _ of [1, 2]) await hourOfDays(app, world);
  for (const { admin } of [world.globex, world.northwind]) admin.token = await world.signIn(admin.email);
};
const terms = (id: string) =>
  world.sql<{ from: string; until: string; quantity: number }>(
    `select "from"::text, until::text, quantity from subscription_commitment where subscription_id = $1 order by "from"`,
    [id],
  );
const prices = (id: string) =>
  world.sql(
    `select "from"::text, quantity, retail_minor as retail, wholesale_minor as wholesale from subscription_term where subscription_id = $1 order by "from"`,
    [id],
  );
const letters = (to: string, about: string) =>
  world.letters<{ subject: string; body: string }>(
    `select subject, body from mail where "to" = $1 and cause = 'terms-end' and body like '%' || $2 || '%'`,
    [to, about],
  );
const begun = async (productId: string, startsOn: string, quantity = 1): Promise<string> =>
  (await addSubscription(world, world.globex, { productId, startsOn, quantity })).id;
const cancel = async (id: string, endsOn?: string) => {
  const { data, errors } = await app.ask<{ cancelSubscription: { endsOn: string } | null }>(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { endsOn } }',
    { input: { id, endsOn } },
    world.globex.admin.token,
  );
  return data?.cancelSubscription?.endsOn ?? errors?.[0]?.extensions.fields?.[0]?.message;
};

describe('what follows a term', () => {
  test('[C4] over fourteen months: people are told once in time, then it renews once, at the price it had, and binds again', async () => {
    const annual = await addProduct(world, 'ANNUAL', {
      commitment: { months: 12, renewalMonths: 12, noticeDays: 30, remindDays: 30 },
    });
    const id = await begun(annual, '2026-10-31', 3);
    await world.sql('update product set list_retail_minor = 300, list_wholesale_minor = 150 where id = $1', [
      annual,
    ]);
    // Notice by 30 September 2027; told from thirty days before.
    await hourOf('2027-08-30');
    expect(await letters(world.globex.admin.email, 'ANNUAL')).toEqual([]);
    await hourOf('2027-08-31');
    await hourOf('2027-09-15');
    const told = await letters(world.globex.admin.email, 'ANNUAL');
    expect(told).toEqual([
      {
        subject: 'ANNUAL renews soon',
        body: expect.stringContaining(
          '3 × ANNUAL: renews on 31 October 2027 for 12 months, at the price it has; notice by 30 September 2027 ends it',
        ),
      },
    ]);
    expect(await letters(world.northwind.admin.email, 'ANNUAL')).toMatchObject([
      { subject: expect.stringMatching(/^ANNUAL of .* renews soon$/) },
    ]);
    expect(await letters(world.globex.user.email, 'ANNUAL')).toEqual([]);
    expect(await letters(world.contoso.admin.email, 'ANNUAL')).toEqual([]);
    await hourOf('2027-10-30');
    expect(await terms(id)).toHaveLength(1);
    await hourOf('2027-10-31');
    await hourOf('2027-12-31');
    expect(await terms(id)).toEqual([
      { from: '2026-10-31', until: '2027-10-31', quantity: 3 },
      { from: '2027-10-31', until: '2028-10-31', quantity: 3 },
    ]);
    expect(await prices(id)).toEqual([{ from: '2026-10-31', quantity: 3, retail: 200, wholesale: 100 }]);
    expect(await cancel(id, '2028-06-01')).toContain('31 October 2028');
    expect(await letters(world.globex.admin.email, 'ANNUAL')).toHaveLength(1);
    const { data } = await app.ask<{ auditEntries: { nodes: object[] } }>(
      `{ auditEntries(filter: { action: "renewDueCommitments" }) { nodes { subjectId } } }`,
      {},
      world.globex.admin.token,
    );
    expect(data.auditEntries.nodes).toEqual([{ subjectId: id }]);
  });

  test('[C3] [C4] it is at the price of new ones from the day it renews, where that was agreed, and as many as there are bind', async () => {
    app.clock.set('2026-10-01T09:00:00Z');
    const listed = await addProduct(world, 'LISTED', {
      commitment: { months: 1, renewalMonths: 1, noticeDays: 7, renewalPrice: 'LIST', windowDays: 0 },
    });
    const id = await begun(listed, '2026-10-01', 3);
    await world.sql(
      `insert into subscription_term select (jsonb_populate_record(t, jsonb_build_object('id', uuidv7(), 'from', '2026-10-20', 'quantity', 5))).*
         from subscription_term t where t.subscription_id = $1`,
      [id],
    );
    await world.sql(
      `insert into subscription_term select (jsonb_populate_record(t, jsonb_build_object('id', uuidv7(), 'from', '2026-11-10', 'quantity', 6, 'begun_at', null))).*
         from subscription_term t where t.subscription_id = $1 and t."from" = '2026-10-01'`,
      [id],
    );
    await world.sql('update product set list_retail_minor = 260, list_wholesale_minor = 120 where id = $1', [
      listed,
    ]);
    await hourOf('2026-11-01');
    expect(await terms(id)).toEqual([
      { from: '2026-10-01', until: '2026-11-01', quantity: 3 },
      { from: '2026-11-01', until: '2026-12-01', quantity: 5 },
    ]);
    expect(await prices(id)).toEqual([
      { from: '2026-10-01', quantity: 3, retail: 200, wholesale: 100 },
      { from: '2026-10-20', quantity: 5, retail: 200, wholesale: 100 },
      { from: '2026-11-01', quantity: 5, retail: 260, wholesale: 120 },
      { from: '2026-11-10', quantity: 6, retail: 260, wholesale: 120 },
    ]);
    const shown = await world.sql('select retail_minor as retail, quantity from subscription where id = $1', [
      id,
    ]);
    expect(shown).toEqual([{ retail: 260, quantity: 5 }]);
    // Nobody worked for two months: each hour takes up another term.
    await hourOf('2027-01-15');
    expect((await terms(id)).map(({ until }) => until)).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
      '2027-02-01',
    ]);
  });

  test('[C4] notice in time ends it with its term; a later day than that is no further term', async () => {
    app.clock.set('2026-10-01T09:00:00Z');
    world.globex.admin.token = await world.signIn(world.globex.admin.email);
    const monthly = await addProduct(world, 'NOTICED', {
      commitment: { months: 3, renewalMonths: 3, noticeDays: 20, remindDays: 10 },
    });
    const [ended, later] = [await begun(monthly, '2026-09-01', 1), await begun(monthly, '2026-09-01', 2)];
    expect(await cancel(ended)).toBe('2026-12-01');
    expect(await cancel(later, '2026-12-24')).toBe('2026-12-24');
    await hourOf('2026-11-05');
    await hourOf('2026-12-01');
    await hourOf('2026-12-25');
    expect(await terms(ended)).toHaveLength(1);
    expect(await terms(later)).toHaveLength(1);
    // What ends with its term is named once, while that can be taken back; what ends on a later day waits for it.
    expect(await letters(world.globex.admin.email, 'NOTICED')).toMatchObject([
      {
        subject: 'NOTICED comes to the end of its term soon',
        body: expect.stringContaining(
          '1 × NOTICED: does not renew and ends with 30 November 2026; that can be taken back until 10 November 2026',
        ),
      },
    ]);
    const states = await world.sql<{ state: string }>('select state from subscription where id = any ($1)', [
      [ended, later],
    ]);
    for (const { state } of states) expect(['ENDING', 'ENDED']).toContain(state);
  });

  test('[C4] what runs on by the month needs its notice only; what ends with its term ends', async () => {
    app.clock.set('2026-10-01T09:00:00Z');
    world.globex.admin.token = await world.signIn(world.globex.admin.email);
    const line = await addProduct(world, 'RUNSON', {
      commitment: { months: 3, follows: 'MONTHLY', noticeDays: 30, remindDays: 10 },
    });
    const trial = await addProduct(world, 'TRIAL', {
      commitment: { months: 3, follows: 'ENDS', noticeDays: 0, remindDays: 10 },
    });
    const [runs, ends] = [await begun(line, '2026-09-01'), await begun(trial, '2026-09-01')];
    await hourOf('2026-10-25');
    expect(await letters(world.globex.admin.email, 'RUNSON')).toMatchObject([
      { body: expect.stringContaining('the minimum term ends with 30 November 2026') },
    ]);
    await hourOf('2026-11-21');
    expect(await letters(world.globex.admin.email, 'TRIAL')).toMatchObject([
      { body: expect.stringContaining('1 × TRIAL: ends with 30 November 2026') },
    ]);
    await hourOf('2026-12-05');
    expect(await terms(runs)).toHaveLength(1);
    expect(await terms(ends)).toHaveLength(1);
    expect(await cancel(runs)).toBe('2027-01-05');
    const [state] = await world.sql<{ state: string }>('select state from subscription where id = $1', [
      ends,
    ]);
    expect(['ENDING', 'ENDED']).toContain(state?.state);
  });

  test('[C4] nobody but the product does it', async () => {
    for (const name of ['renewDueCommitments', 'remindOfTerms']) {
      const { errors } = await app.ask(
        `mutation { ${name}(input: { companyId: "${world.globex.id}" }) }`,
        {},
        world.platform.staff.token,
      );
      expect(errors?.[0]?.message).toContain('Cannot query field');
    }
  });
});
