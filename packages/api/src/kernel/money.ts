import { CURRENCIES } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { GraphQLMinor } from './scalars.ts';

@ObjectType({ description: 'An amount of one currency.' })
export class Money {
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor) minor!: number;
}

/**
 * SQL aggregate: amounts that are summed by currency already, as a list with one of each, pounds first. What comes to nothing is not
 * in it; where all does, it is nothing of `own`. Amounts of different currencies are never added up.
 */
export const moneyList = (currency: string, minor: string, own: string): string =>
  `coalesce(jsonb_agg(jsonb_build_object('currency', ${currency}, 'minor', ${minor})
      order by array_position(array['${CURRENCIES.join("', '")}'], ${currency})) filter (where ${minor} <> 0),
    jsonb_build_array(jsonb_build_object('currency', ${own}, 'minor', 0)))`;

/** SQL: what rows come to, by `moneyList`; `from` is all that follows that word, `minor` the amount of one row. */
export const moneyOf = (from: string, currency: string, minor: string, own: string): string =>
  `(select ${moneyList('sums.currency', 'sums.minor', own)}
    from (select ${currency} as currency, sum(${minor}) as minor from ${from} group by 1) sums)`;

/** Adds amounts to others, currency by currency. */
export function addMoney(...amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>();
  for (const { currency, minor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums].map(([currency, minor]) => ({ currency, minor }));
}
