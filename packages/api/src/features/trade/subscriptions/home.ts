import type { Level } from '@steward/shared';
import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { Money, moneyList } from '../../../kernel/money.ts';
import { ownCurrency } from '../../platform/tenancy/index.ts';
import { endsSoon, isRunning, monthlyCurrency, monthlyPrice, renewsSoon } from './subscription-conditions.ts';

/** What a unit of a subscription `s` leaves a reseller `seller` in a month, if it sells in what it pays. */
const MARGIN = 'case seller.currency when s.currency then s.retail_minor - s.wholesale_minor else 0 end';

/** Sums over the subscriptions in one pass, by currency; prices are per unit and month, minor units. */
function held(level: Level, prices: { recurring?: string; margin?: string } = {}) {
  const sum = (price: string) =>
    `coalesce(sum((${price})::bigint * s.quantity) filter (where ${isRunning('s')}), 0)`;
  const columns = [
    `${monthlyCurrency('s', level, 'seller')} as currency`,
    `count(*) filter (where ${isRunning('s')}) as running`,
    `count(*) filter (where ${endsSoon('s')}) as ending`,
    ...Object.entries(prices).map(([name, price]) => `${sum(price)} as "${name}"`),
  ];
  const lists = Object.keys(prices).map(
    (name) => `${moneyList('sums.currency', `sums."${name}"`, ownCurrency(level))} as "${name}"`,
  );
  return {
    from: `(select ${['coalesce(sum(running), 0) as running', 'coalesce(sum(ending), 0) as ending', ...lists].join(', ')}
      from (select ${columns.join(', ')} from subscription s join reseller seller on seller.id = s.reseller_id
        where s.part_of_id is null group by 1) sums) held`,
    figures: {
      runningSubscriptions: 'held.running',
      upcomingRenewals: `held.ending + (select count(*) from subscription_commitment c join subscription s on s.id = c.subscription_id
        where ${renewsSoon('s', 'c')})`,
      ...Object.fromEntries(Object.keys(prices).map((name) => [name, `held."${name}"`])),
    },
  };
}

export const subscriptionsAtHome: HomePart = {
  figures: {
    runningSubscriptions: { type: () => Int },
    upcomingRenewals: { type: () => Int, description: 'Subscriptions that end or renew within 90 days.' },
    recurring: {
      type: () => [Money],
      description: 'What a month of the subscriptions running today comes to.',
    },
    margin: {
      type: () => [Money],
      description: 'For resellers: recurring at retail less wholesale, of what they sell in what they pay.',
    },
  },
  at: {
    PLATFORM: held('PLATFORM', { recurring: monthlyPrice('s', 'PLATFORM') }),
    RESELLER: held('RESELLER', { recurring: monthlyPrice('s', 'RESELLER'), margin: MARGIN }),
    COMPANY: held('COMPANY', { recurring: monthlyPrice('s', 'COMPANY') }),
    END_USER: held('END_USER'),
  },
};
