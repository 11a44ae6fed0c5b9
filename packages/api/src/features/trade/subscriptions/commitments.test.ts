import { addDays, addMonths, commitmentFields, commitmentTerms, earliestEnd, newId } from '@steward/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from './factory.ts';

let app: TestApp;
let world: World;
let line: string;
let licence: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-15T09:00:00Z' });
  world = await createWorld(app);
  line = await addProduct(world, 'LINE', { commitment: { months: 24, follows: 'MONTHLY' } });
  licence = await addProduct(world, 'LICENCE', { commitment: {} });
});
afterAll(() => app.close());

const begun = async (productId: string, startsOn: string, quantity = 1): Promise<string> =>
  (await addSubscription(world, world.globex, { productId, startsOn, quantity })).id;
const cancel = async (id: string, endsOn?: string, token = world.globex.admin.token) => {
  const { data, errors } = await app.ask<{ cancelSubscription: { endsOn: string; state: string } | null }>(
    'mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { endsOn state } }',
    { input: { id, endsOn } },
    token,
  );
  return data?.cancelSubscription ?? errors?.[0]?.extensions;
};

describe('what was agreed', () => {
  test('[C4] stands with the subscription, whatever its product says later, and is there for whoever may see it', async () => {
    const id = await begun(line, '2026-10-01', 3);
    const { errors } = await app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      {
        input: {
          id: line,
          commitment: { ...TERMS, months: 36, follows: 'MONTHLY' },
          known: { commitment: { ...TERMS, follows: 'MONTHLY', months: 24 } },
        },
      },
      world.platform.staff.token,
    );
    expect(errors).toBeUndefined();
    const asked = `query ($id: ID!) { subscription(id: $id) { commitments { from until freeUntil quantity earliestEnd terms { months } } } }`;
    for (const { token } of [world.globex.admin, world.northwind.admin, world.platform.staff]) {
      const { data } = await app.ask<{ subscription: { commitments: unknown[] } }>(asked, { id }, token);
      expect(data.subscription.commitments).toEqual([
        {
          from: '2026-10-01',
          until: '2028-10-01',
          freeUntil: '2026-10-15',
          quantity: 3,
          earliestEnd: '2028-10-01',
          terms: { months: 24 },
        },
      ]);
    }
    await app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input: { id: line, commitment: { ...TERMS, months: 24, follows: 'MONTHLY' } } },
      world.platform.staff.token,
    );
  });

  test('[C4] may be none; and a product says nothing that could not be kept', async () => {
    const id = await begun(world.hosting, '2026-10-01');
    expect(await cancel(id)).toMatchObject({ endsOn: '2026-10-16' });
    const { errors } = await app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input: { id: licence, commitment: { ...TERMS, months: 0 } } },
      world.platform.staff.token,
    );
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'commitment.months', message: expect.stringContaining('at least 1') }, {}],
    });
  });

  test('[C4] what ends with its term has its last day from the beginning', async () => {
    const ending = await addProduct(world, 'ENDING', {
      commitment: { months: 3, follows: 'ENDS', windowDays: 0 },
    });
    const id = await begun(ending, '2026-10-01');
    expect(await world.sql('select ends_on::text from subscription where id = $1', [id])).toEqual([
      { ends_on: '2027-01-01' },
    ]);
    expect(await cancel(id, '2026-11-01')).toMatchObject({ fields: [{ path: 'endsOn' }] });
  });
});

describe('ending it', () => {
  test('[C4] not before its term is over, by anybody: the answer names the day', async () => {
    const id = await begun(line, '2026-09-01');
    for (const { token } of [world.globex.admin, world.northwind.admin, world.platform.staff])
      expect(await cancel(id, '2027-01-01', token)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [
          {
            path: 'endsOn',
            message:
              'Must not be before 1 September 2028: it runs until 31 August 2028 at least; notice by 1 August 2028.',
          },
        ],
      });
    expect(await cancel(id)).toEqual({ endsOn: '2028-09-01', state: 'ACTIVE' });
    expect(await cancel(id)).toMatchObject({ code: 'CONFLICT' });
    expect(await cancel(id, '2028-10-01')).toMatchObject({ endsOn: '2028-10-01' });
  });

  test('[C4] freely in its first days', async () => {
    expect(await cancel(await begun(line, '2026-10-10'))).toEqual({ endsOn: '2026-10-16', state: 'ENDED' });
  });

  test('[C4] of many those are left that run on, each with its day', async () => {
    const [bound, free] = [await begun(line, '2026-09-01'), await begun(world.hosting, '2026-09-01')];
    const { data } = await app.ask<{ cancelSubscriptions: unknown }>(
      'mutation ($input: CancelSubscriptionsInput!) { cancelSubscriptions(input: $input) { done refused { id reason } } }',
      { input: { ids: [bound, free], endsOn: '2026-12-01' } },
      world.globex.admin.token,
    );
    expect(data.cancelSubscriptions).toEqual({
      done: 1,
      refused: [{ id: bound, reason: expect.stringContaining('1 September 2028') }],
    });
  });

  test('[S10] nobody of another tenant, nor an end user', async () => {
    const id = await begun(line, '2026-09-01');
    expect(await cancel(id, undefined, world.initech.admin.token)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await cancel(newId())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await cancel(id, undefined, world.globex.user.token)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('[C4] an order is refused at its line, for fewer as for an end; more may be had, and given back', async () => {
    const id = await begun(licence, '2026-09-01', 5);
    const order = async (input: object, startsOn = '2026-12-01') => {
      const { data } = await app.ask<{ previewOrder: { problems: object[] } }>(
        'query ($input: PlaceOrderInput!) { previewOrder(input: $input) { problems { path message } } }',
        { input: { startsOn, lines: [{ subscriptionId: id, ...input }] } },
        world.globex.admin.token,
      );
      return data.previewOrder.problems;
    };
    expect(await order({ ends: true })).toEqual([
      {
        path: 'lines.0.subscriptionId',
        message:
          'LICENCE: Must not be before 1 September 2027: it runs until 31 August 2027 at least; notice by 1 August 2027.',
      },
    ]);
    expect(await order({ quantity: 4 })).toMatchObject([{ path: 'lines.0.quantity' }]);
    expect(await order({ quantity: 6 })).toEqual([]);
    expect(await order({ ends: true }, '2027-09-01')).toEqual([]);
  });

  test('[C4] nor by SQL: the database refuses it to everyone who acts', async () => {
    const id = await begun(line, '2026-09-01');
    for (const member of [world.globex.admin, world.northwind.admin, world.platform.staff]) {
      const ended = app.app.scopes.run(
        await app.app.services.tokens.verify(member.token),
        { requestId: 'test' },
        (scope) => scope.sql(`update subscription set ends_on = '2027-01-01' where id = $1`, [id]),
      );
      await expect(ended).rejects.toThrow('Must not be before 1 September 2028');
    }
  });

  test('[C4] the database has the same days as what people are told', async () => {
    const fields = Object.keys(commitmentFields().shape);
    expect(Object.keys(TERMS).sort()).toEqual(fields.sort());
    const cases = fc
      .sample(
        fc
          .record({
            ...Object.fromEntries(
              fields.map((field) => [field, fc.constant(TERMS[field as keyof typeof TERMS])]),
            ),
            months: fc.integer({ min: 0, max: 36 }),
            noticeDays: fc.integer({ min: 0, max: 60 }),
            noticeToMonthEnd: fc.boolean(),
            follows: fc.constantFrom('MONTHLY', 'RENEWS', 'ENDS'),
            renewalMonths: fc.integer({ min: 1, max: 36 }),
            windowDays: fc.integer({ min: 0, max: 20 }),
            start: fc.integer({ min: 0, max: 1_500 }),
            after: fc.integer({ min: -20, max: 2_000 }),
          })
          .filter(({ start, after, ...terms }) => commitmentTerms().safeParse(terms).success),
        400,
      )
      .map(({ start, after, ...given }) => {
        const terms = commitmentTerms().parse(given);
        const from = addDays('2026-01-01', start);
        const until = terms.months ? addMonths(from, terms.months) : null;
        const freeUntil = terms.windowDays ? addDays(from, terms.windowDays) : null;
        const today = addDays(from, after);
        const { endsOn } = earliestEnd({ from, until, freeUntil, anchor: from, terms }, today);
        return { from, until, free_until: freeUntil, anchor: from, terms, today, endsOn };
      });
    const other = await world.sql(
      `select c from jsonb_array_elements($1) c
        where earliest_end(jsonb_populate_record(null::subscription_commitment, c), (c ->> 'today')::date) <> (c ->> 'endsOn')::date`,
      [JSON.stringify(cases)],
    );
    expect(other).toEqual([]);
  });
});

const TERMS = {
  months: 12,
  noticeDays: 30,
  noticeToMonthEnd: false,
  follows: 'RENEWS',
  renewalMonths: 12,
  renewalPrice: 'KEPT',
  windowDays: 14,
  remindDays: 30,
};
