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

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const company = fc.constantFrom('globex', 'initech', 'acme');
const dayOf = fc.integer({ min: 0, max: 27 });
const cycle = fc.constantFrom(
  'MONTH_IN_ARREARS',
  'MONTH_IN_ADVANCE',
  'QUARTER_IN_ADVANCE',
  'YEAR_IN_ADVANCE',
);

/** What happens on a day of a month: each kind of thing that changes what is owed, or when it is charged. */
const happening = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('terms' as const),
      company,
      cycle,
      billingDay: fc.constantFrom(1, 2, 15, 28),
      firstMonth: fc.integer({ min: 1, max: 12 }),
      atWholesale: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('begin' as const),
      company,
      daysAgo: fc.integer({ min: -20, max: 40 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('change' as const),
      which: fc.nat(),
      daysAhead: fc.integer({ min: 0, max: 40 }),
      quantity: fc.integer({ min: 1, max: 9 }),
      dearer: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('end' as const),
      which: fc.nat(),
      daysAhead: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('run' as const),
      monthsAgo: fc.integer({ min: 0, max: 2 }),
      by: fc.constantFrom(STAFF, NORTHWIND),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;
const story = fc.array(fc.record({ day: dayOf, happening }), { minLength: 4, maxLength: 9 });

/** Services of the story, in the order in which they were entered. */
let services: { id: string; startsOn: string }[] = [];

async function happen(one: Happening, today: string): Promise<void> {
  switch (one.what) {
    case 'terms': {
      const whose = world[one.company as 'globex' | 'initech' | 'acme'];
      const { data } = await setTerms(whose, one);
      expect(data.setBillingTerms.cycle).toBe(one.cycle);
      return;
    }
    case 'begin': {
      const startsOn = addDays(today, -one.daysAgo);
      const whose = world[one.company as 'globex' | 'initech' | 'acme'];
      const { id } = await addSubscription(world, whose, {
        productId: world.hosting,
        quantity: one.quantity,
        startsOn,
        createdAt: app.clock.now().toISOString(),
      });
      services.push({ id, startsOn });
      return;
    }
    case 'change': {
      const service = services[one.which % services.length];
      const from = addDays(today, one.daysAhead);
      if (!service || from <= service.startsOn) return;
      await world.sql('delete from subscription_term where subscription_id = $1 and "from" >= $2', [
        service.id,
        from,
      ]);
      await world.sql(
        `insert into subscription_term (id, reseller_id, company_id, subscription_id, "from", product_id, quantity, parameters, retail_minor, wholesale_minor, created_at)
           select uuidv7(), reseller_id, company_id, subscription_id, $2, product_id, $3, parameters, retail_minor + $4, wholesale_minor, created_at
             from subscription_term where subscription_id = $1 order by "from" desc limit 1`,
        [service.id, from, one.quantity, one.dearer ? 100 : 0],
      );
      return;
    }
    case 'end': {
      const service = services[one.which % services.length];
      const endsOn = addDays(today, one.daysAhead);
      if (service && endsOn > service.startsOn)
        await world.sql('update subscription set ends_on = $2 where id = $1 and ends_on is null', [
          service.id,
          endsOn,
        ]);
      return;
    }
    case 'run': {
      let period = monthOf(today);
      for (let i = 0; i < one.monthsAgo; i++) period = monthOf(addDays(`${period}-01`, -1));
      await bill({ app, world, email: one.by }, period).catch((error: Error) => {
        if (!error.message.includes('The month is not over yet')) throw error;
      });
    }
  }
}

const setTerms = async (
  whose: { id: string; resellerId: string },
  {
    cycle: ofThem,
    billingDay,
    firstMonth,
    atWholesale,
  }: { cycle: string; billingDay: number; firstMonth: number; atWholesale: boolean },
) => {
  const direct = whose.resellerId === world.platform.id;
  const customer = atWholesale && !direct ? { resellerId: whose.resellerId } : { companyId: whose.id };
  return app.ask<{ setBillingTerms: { cycle: string } }>(
    'mutation ($input: SetBillingTermsInput!) { setBillingTerms(input: $input) { cycle } }',
    { input: { ...customer, cycle: ofThem, billingDay, firstMonth } },
    await world.signIn(
      atWholesale || direct
        ? STAFF
        : whose.resellerId === world.northwind.id
          ? NORTHWIND
          : 'admin@contoso.example',
    ),
  );
};

test('[B4] [S75] whatever terms become, and whenever services change, each day is charged once at each side for what ran on it', async () => {
  let year = 2026;
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 2, maxLength: 4 }), async (months) => {
      services = [];
      let month = `${year}-01-01`;
      year += 2;
      for (const days of months) {
        for (const { day, happening: one } of days.toSorted((a, b) => a.day - b.day)) {
          const today = addDays(month, day);
          app.clock.set(`${today}T09:00:00Z`);
          await happen(one, today);
        }
        month = monthPeriod(monthOf(month)).endExclusive;
      }
      // Everything is settled by the invoices of the two months after; a customer's own month may end in either.
      const over = monthPeriod(monthOf(month)).endExclusive;
      for (const period of [addDays(month, -1), month, over]) {
        app.clock.set(`${monthPeriod(monthOf(period)).endExclusive}T09:00:00Z`);
        await bill({ app, world, email: STAFF }, monthOf(period));
      }
      const ids = services.map(({ id }) => id);
      expect(await wrongDays(ids, over)).toEqual([]);
      expect(await world.sql('select number from invoice where net_minor < 0 or vat_minor < 0')).toEqual([]);
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);

/** Days that were charged otherwise than what ran on them, by the terms, and days until then that were not charged. */
const wrongDays = (ids: string[], until: string) =>
  world.sql(
    `with side as (
       select s.id, s.reference, s.starts_on, s.ends_on, k.kind, b.billed_to, case k.kind when 'RETAIL' then s.reseller_id else $2::uuid end as issuer_id
         from subscription s cross join (values ('WHOLESALE'), ('RETAIL')) k (kind)
           left join billed_subscription b on b.subscription_id = s.id and b.kind = k.kind
         where s.id = any ($1) and (k.kind = 'RETAIL' or s.reseller_id <> $2)),
     day as (
       select side.*, d::date as day from side cross join generate_series(starts_on, greatest(billed_to, $3::date) + 10, interval '1 day') d),
     owed as (
       select day.*, t.quantity, case kind when 'RETAIL' then t.retail_minor else t.wholesale_minor end as unit_minor from day
         left join lateral (select * from subscription_term t where t.subscription_id = day.id and t."from" <= day.day and day.day < coalesce(day.ends_on, 'infinity')
           and day.day < greatest(day.billed_to, $3::date) order by t."from" desc limit 1) t on true),
     charged as (
       select day.id, day.kind, day.day, l.unit_price_minor as unit_minor, sum(p.quantity) as quantity from day
         join invoice_line_part p on p.subscription_id = day.id and p.issuer_id = day.issuer_id and p."from" <= day.day and p."to" > day.day
         join invoice_line l on l.id = p.invoice_line_id group by 1, 2, 3, 4 having sum(p.quantity) <> 0)
     select o.reference, o.kind, min(o.day)::text as "from", max(o.day)::text as "to", o.quantity as owed, o.unit_minor, c.quantity::int as charged
       from owed o left join charged c on (c.id, c.kind, c.day) = (o.id, o.kind, o.day)
       where (o.quantity, o.unit_minor) is distinct from (c.quantity, c.unit_minor)
       group by o.reference, o.kind, o.quantity, o.unit_minor, c.quantity order by 1, 2, 3 limit 20`,
    [ids, world.platform.id, until],
  );
