import { addDays, monthOf, monthPeriod } from '@steward/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-01-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

/** A service that begins and ends some days around a month, entered before its billing or after. */
const service = fc.record({
  company: fc.constantFrom('globex', 'initech', 'acme'),
  startsAfter: fc.integer({ min: -31, max: 45 }),
  days: fc.option(fc.integer({ min: 1, max: 70 })),
});
const chapter = fc.record({
  before: fc.array(service, { maxLength: 8 }),
  runs: fc.array(
    fc.record({ by: fc.constantFrom('staff', 'northwind'), monthsAgo: fc.integer({ min: 0, max: 2 }) }),
    { maxLength: 2 },
  ),
  after: fc.array(service, { maxLength: 8 }),
});
type Service = (typeof service extends fc.Arbitrary<infer S> ? S : never) & { company: string };

async function enter(services: Service[], month: string) {
  for (const { company, startsAfter, days } of services) {
    const startsOn = addDays(month, startsAfter);
    await addSubscription(world, world[company as 'globex' | 'initech' | 'acme'], {
      productId: world.hosting,
      startsOn,
      endsOn: days === null ? null : addDays(startsOn, days),
      createdAt: app.clock.now().toISOString(),
    });
  }
}

const monthsFrom = (first: string, count: number): string[] => {
  const months = [first];
  while (months.length < count) months.push(monthPeriod(monthOf(months.at(-1) as string)).endExclusive);
  return months;
};

test('[B4] [S75] whenever services are entered and in whatever order months are billed, each day is charged once at each side', async () => {
  let year = 2026;
  await fc.assert(
    fc.asyncProperty(fc.array(chapter, { minLength: 4, maxLength: 5 }), async (chapters) => {
      const months = monthsFrom(`${year}-01-01`, chapters.length + 1);
      year += 1;
      for (const [i, { before, runs, after }] of chapters.entries()) {
        const [month = '', next = ''] = months.slice(i);
        app.clock.set(`${addDays(next, -1)}T09:00:00Z`);
        await enter(before, month);
        app.clock.set(`${next}T09:00:00Z`);
        for (const { by, monthsAgo } of runs) {
          const email = by === 'staff' ? 'staff@xe2.example' : 'admin@northwind.example';
          await bill({ app, world, email }, monthOf(months[Math.max(0, i - monthsAgo)] as string));
        }
        await enter(after, month);
      }
      const end = months.at(-1) as string;
      const last = monthOf(months.at(-2) as string);
      app.clock.set(`${addDays(end, 40)}T09:00:00Z`);
      await bill({ app, world, email: 'staff@xe2.example' }, last);
      await bill({ app, world, email: 'staff@xe2.example' }, last);
      // What was entered after the month's invoice of its customer waits for the next one.
      await bill({ app, world, email: 'staff@xe2.example' }, monthOf(end));
      const wrong = await world.sql(
        `with side as (select s.*, kind, least(s.ends_on, $1::date) as due_to from subscription s cross join (values ('WHOLESALE'), ('RETAIL')) k (kind)
             where kind = 'RETAIL' or s.reseller_id <> $2)
         select s.reference, s.kind, s.starts_on::text, s.ends_on::text, array_agg(l."from" || ' ' || l."to") as lines from side s
           left join (invoice_line_part l join invoice i on i.id = l.invoice_id) on l.subscription_id = s.id and i.kind = s.kind
           group by s.id, s.reference, s.kind, s.starts_on, s.ends_on, s.due_to
           having coalesce(sum(l."to" - l."from"), 0) <> greatest(0, s.due_to - s.starts_on)
             or coalesce(range_agg(daterange(l."from", l."to")), '{}') <> case when s.starts_on < s.due_to then datemultirange(daterange(s.starts_on, s.due_to)) else '{}' end`,
        [monthPeriod(monthOf(end)).endExclusive, world.platform.id],
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 3 },
  );
});
