import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription, hourOfDays } from './factory.ts';

let app: TestApp;
let world: World;
let annual: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
  annual = await addProduct(world, 'ANNUAL', { commitment: { months: 12, noticeDays: 30, windowDays: 0 } });
});
afterAll(() => app.close());
beforeEach(() => goTo('2026-10-01'));

const goTo = async (day: string): Promise<void> => {
  app.clock.set(`${day}T09:00:00Z`);
  const { globex, northwind, contoso, platform } = world;
  for (const one of [globex.admin, globex.user, northwind.admin, contoso.admin, platform.staff])
    one.token = await world.signIn(one.email);
};
const begun = async (startsOn = '2026-06-01', productId = annual): Promise<string> =>
  (await addSubscription(world, world.globex, { productId, startsOn, quantity: 1 })).id;
const say = async (
  verb: 'doNotRenew' | 'renewAgain',
  id: string,
  token: string | undefined = world.globex.admin.token,
) => {
  const { data, errors } = await app.ask<Record<
    string,
    { endsOn: string | null; state: string } | null
  > | null>(`mutation ($id: ID!) { ${verb}(input: { id: $id }) { endsOn state } }`, { id }, token);
  return data?.[verb] ?? errors?.[0]?.extensions;
};
const refusal = (code: string, message: string) => ({
  code,
  fields: [{ path: 'id', message: expect.stringContaining(message) }],
});

describe('doNotRenew', () => {
  test('[C4] it ends with its term: for whoever may order, once; and that is in the audit log', async () => {
    for (const { token } of [world.globex.admin, world.northwind.admin, world.platform.staff]) {
      const id = await begun();
      expect(await say('doNotRenew', id, token)).toEqual({ endsOn: '2027-06-01', state: 'ACTIVE' });
      expect(await say('doNotRenew', id, token)).toMatchObject(
        refusal('CONFLICT', 'does not renew: it is to end by 1 June 2027 already'),
      );
      const { data } = await app.ask<{ auditEntries: { nodes: object[] } }>(
        `query ($id: ID!) { auditEntries(filter: { action: "doNotRenew", subjectId: $id }) { nodes { changed differences { field before after } } } }`,
        { id },
        world.globex.admin.token,
      );
      expect(data.auditEntries.nodes).toEqual([
        { changed: ['endsOn'], differences: [{ field: 'endsOn', before: null, after: '2027-06-01' }] },
      ]);
    }
  });

  test('[C4] after the last day of notice it renews, and the answer says until when it is bound', async () => {
    await goTo('2027-05-02');
    const id = await begun();
    expect(await say('doNotRenew', id)).toMatchObject(
      refusal(
        'CONFLICT',
        'Notice for this term could be given until 1 May 2027: it renews on 1 June 2027. Cancel it to have it end by 1 June 2028.',
      ),
    );
  });

  test('[C4] what has no term that renews, or is over, cannot be told so', async () => {
    const monthly = await addProduct(world, 'MONTHLY', { commitment: { months: 12, follows: 'MONTHLY' } });
    for (const product of [monthly, world.hosting])
      expect(await say('doNotRenew', await begun('2026-06-01', product))).toMatchObject(
        refusal('CONFLICT', 'no term that renews'),
      );
    const { id } = await addSubscription(world, world.globex, {
      productId: annual,
      startsOn: '2026-06-01',
      state: 'ENDED',
      endsOn: '2026-07-01',
    });
    expect(await say('doNotRenew', id)).toMatchObject(refusal('CONFLICT', 'cancelled already'));
  });

  test('[C4] [S10] [S22] not by end users, by nobody, of another tenant, or of none', async () => {
    const id = await begun();
    for (const verb of ['doNotRenew', 'renewAgain'] as const) {
      expect(await say(verb, id, world.globex.user.token)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await say(verb, id, '')).toMatchObject({ code: 'UNAUTHENTICATED' });
      expect(await say(verb, id, world.contoso.admin.token)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await say(verb, world.globex.id)).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('renewAgain', () => {
  test('[C4] takes it back until the last day of notice, and it renews as was agreed', async () => {
    const product = await addProduct(world, `AGAIN-${++count}`, {
      commitment: { months: 3, renewalMonths: 3, noticeDays: 20, windowDays: 0, remindDays: 10 },
    });
    const [kept, left] = [await begun('2026-09-01', product), await begun('2026-09-01', product)];
    expect(await say('renewAgain', kept)).toMatchObject(refusal('CONFLICT', 'goes on already'));
    for (const id of [kept, left])
      expect(await say('doNotRenew', id)).toMatchObject({ endsOn: '2026-12-01' });
    await goTo('2026-11-10');
    expect(await say('renewAgain', kept, world.northwind.admin.token)).toEqual({
      endsOn: null,
      state: 'ACTIVE',
    });
    await goTo('2026-11-11');
    expect(await say('renewAgain', left)).toMatchObject(
      refusal('CONFLICT', 'until 10 November 2026, the last day of notice'),
    );
    await goTo('2026-12-01');
    await hourOfDays(app, world);
    const terms = await world.sql(
      'select until::text from subscription_commitment where subscription_id = $1 order by "from"',
      [kept],
    );
    expect(terms).toEqual([{ until: '2026-12-01' }, { until: '2027-03-01' }]);
    const states = await world.sql<{ id: string; over: boolean }>(
      `select id, state in ('ENDING', 'ENDED') as over from subscription where id = any ($1)`,
      [[kept, left]],
    );
    expect(states.filter(({ over }) => over).map(({ id }) => id)).toEqual([left]);
    await goTo('2026-12-02');
    expect(await say('renewAgain', left)).toMatchObject(refusal('CONFLICT', 'has ended: order it again'));
  });

  test('[C4] not where what it needs ends, or where others have what there may be of it', async () => {
    const base = await addProduct(world, `BASE-${++count}`);
    const top = await addProduct(world, `TOP-${count}`, { commitment: { months: 12, windowDays: 0 } });
    await world.sql('update product set needs = array[$2] where id = $1', [top, `BASE-${count}`]);
    const [below, above] = [await begun('2026-06-01', base), await begun('2026-06-01', top)];
    expect(await say('doNotRenew', above)).toMatchObject({ endsOn: '2027-06-01' });
    await world.sql(`update subscription set ends_on = '2027-06-01' where id = $1`, [below]);
    expect(await say('renewAgain', above)).toMatchObject(refusal('CONFLICT', 'needs BASE'));
    await world.sql(`update subscription set ends_on = null where id = $1`, [below]);

    const { errors } = await app.ask(
      'mutation ($input: SetQuotaInput!) { setQuota(input: $input) { id } }',
      { input: { companyId: world.globex.id, productId: top, most: 1 } },
      world.northwind.admin.token,
    );
    expect(errors).toBeUndefined();
    await addSubscription(world, world.globex, { productId: top, startsOn: '2027-06-01', state: 'PENDING' });
    expect(await say('renewAgain', above)).toMatchObject(
      refusal('CONFLICT', `TOP-${count} would come to 2 of 1, the quota of this company`),
    );
  });

  test('[C4] is no way round an approval', async () => {
    const id = await begun();
    expect(await say('doNotRenew', id)).toMatchObject({ endsOn: '2027-06-01' });
    const set = (approval: string) =>
      app.ask(
        'mutation ($input: SetOrderApprovalInput!) { setOrderApproval(input: $input) }',
        { input: { approval } },
        world.northwind.admin.token,
      );
    expect((await set('ALWAYS')).errors).toBeUndefined();
    expect(await say('renewAgain', id)).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'approval', message: expect.stringContaining('order it again') }],
    });
    await set('NEVER');
  });
});
