import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { endsSoon, isRunning, monthlyPrice, renewsSoon } from './subscription-conditions.ts';

/** Sums over the subscriptions in one pass; prices are per unit and month, minor units. */
function held(prices: { recurringMinor?: string; marginMinor?: string } = {}) {
  const sum = (price: string) =>
    `coalesce(sum((${price})::bigint * s.quantity) filter (where ${isRunning('s')}), 0)`;
  const columns = [
    `count(*) filter (where ${isRunning('s')}) as running`,
    `count(*) filter (where ${endsSoon('s')}) as ending`,
    ...Object.entries(prices).map(([name, price]) => `${sum(price)} as "${name}"`),
  ];
  return {
    from: `(select ${columns.join(', ')} from subscription s where s.part_of_id is null) held`,
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
    recurringMinor: {
      type: () => GraphQLMinor,
      description: 'What a month of the subscriptions running today comes to.',
    },
    marginMinor: {
      type: () => GraphQLMinor,
      description: 'For resellers: recurring at retail less wholesale.',
    },
  },
  at: {
    PLATFORM: held({ recurringMinor: monthlyPrice('s', 'PLATFORM') }),
    RESELLER: held({
      recurringMinor: monthlyPrice('s', 'RESELLER'),
      marginMinor: 's.retail_minor - s.wholesale_minor',
    }),
    COMPANY: held({ recurringMinor: monthlyPrice('s', 'COMPANY') }),
    END_USER: held(),
  },
};
