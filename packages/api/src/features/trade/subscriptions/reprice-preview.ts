import { date, optional } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { bulkIds } from '../../../kernel/bulk.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { addMoney, Money } from '../../../kernel/money.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { charged, firstDayOfPrice, keeps, type Repricing, repricings } from './repricing.ts';

/** Units of a product that go from one price to another. */
@ObjectType()
export class RepricedProduct {
  @Field(() => ID) key!: string;
  @Field(() => String) product!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor, { description: 'Per unit and month.' }) beforeMinor!: number;
  @Field(() => GraphQLMinor) afterMinor!: number;
}

@ObjectType()
export class RepricePreview {
  @Field(() => [RepricedProduct]) products!: RepricedProduct[];
  @Field(() => [Money], { description: 'What a month of those that are moved comes to so far.' })
  before!: Money[];
  @Field(() => [Money]) after!: Money[];
  @Field(() => Int, { description: 'How many customers pay another price, and are told.' })
  customers!: number;
  @Field(() => Int, { description: 'Subscriptions that keep their price.' }) kept!: number;
}

/** What moving subscriptions to today's prices would change, for those who pay them. [C2] */
export const repricePreview = view({
  name: 'repricePreview',
  permission: 'SUBSCRIPTION_REPRICE',
  input: input('RepricePreviewInput', { ids: bulkIds('subscription'), from: optional(date()) }),
  type: () => RepricePreview,
  async run(scope, { ids, from }): Promise<RepricePreview> {
    const level = memberOf(scope.actor).level as 'PLATFORM' | 'RESELLER';
    const found = await scope.sql<Repricing>(repricings(), [ids, firstDayOfPrice(scope.now, from)]);
    if (found.length !== ids.length) throw notFound('subscription');
    const moved = found.filter((one) => keeps(one) === undefined);
    const products = new Map<string, RepricedProduct>();
    for (const one of moved) {
      const [beforeMinor, afterMinor] = charged(one, level);
      const { currency } = one;
      const key = `${one.product} ${currency} ${beforeMinor} ${afterMinor}`;
      const line = products.get(key) ?? {
        ...{ key, product: one.product, quantity: 0, currency, beforeMinor, afterMinor },
      };
      products.set(key, { ...line, quantity: line.quantity + one.quantity });
    }
    const lines = [...products.values()];
    const monthly = (price: 'beforeMinor' | 'afterMinor') =>
      addMoney(...lines.map((line) => ({ currency: line.currency, minor: line.quantity * line[price] })));
    const payer = ({ direct, companyId, resellerId }: Repricing) =>
      level === 'PLATFORM' && !direct ? resellerId : companyId;
    return {
      products: lines,
      before: monthly('beforeMinor'),
      after: monthly('afterMinor'),
      customers: new Set(moved.map(payer)).size,
      kept: found.length - moved.length,
    };
  },
});
