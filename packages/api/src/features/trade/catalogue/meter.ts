import { id, line } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { nested, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import type { ProductUnit } from './product.entity.ts';

/** What counts of a month: all together, the greatest, or the last that was recorded. */
export const UsageAggregation = enumeration('UsageAggregation', {
  SUM: 'SUM',
  MAXIMUM: 'MAXIMUM',
  LAST: 'LAST',
});

/** UNIT: each at the first price. TIERED: each tier of the price list has its own part. VOLUME: all at the price of the tier that is reached. */
export const UsagePricing = enumeration('UsagePricing', {
  UNIT: 'UNIT',
  TIERED: 'TIERED',
  VOLUME: 'VOLUME',
});

/** How what is used of a metered product is counted and charged. [C1] [B1] */
@ObjectType()
export class ProductMeter {
  @Field(() => String, { description: 'In what it is counted, such as GB, hours or seats.' }) unit!: string;
  @Field(() => UsageAggregation) aggregation!: keyof typeof UsageAggregation;
  @Field(() => UsagePricing) pricing!: keyof typeof UsagePricing;
  @Field(() => Int, { description: 'What a month includes; tiers count what is used beyond it.' })
  included!: number;
  @Field(() => ID, { description: 'The unit of usage whose prices in lists hold for what is used.' })
  productId!: string;
}

export const meterInput = nested(
  'ProductMeterInput',
  z.object({
    unit: line(20),
    aggregation: oneOf(UsageAggregation),
    pricing: oneOf(UsagePricing),
    included: z
      .number()
      .int('Must be a whole number.')
      .min(0, 'Must be 0 or more.')
      .max(1_000_000_000, 'May be at most 1,000,000,000.')
      .default(0),
    productId: id(),
  }),
);

/** The meter as it is kept. INVALID_INPUT where the product is not by usage, or the meter names no unit of usage. */
export async function settledMeter(
  scope: Scope,
  unit: ProductUnit,
  meter: ProductMeter,
): Promise<ProductMeter> {
  if (unit !== 'METERED') throw invalid('meter', 'Must be left out: only what is by usage is counted.');
  const [used] = await scope.sql<{ unit: ProductUnit }>('select unit from product where id = $1', [
    meter.productId,
  ]);
  if (used?.unit !== 'PER_USE')
    throw invalid('meter.productId', 'Must be a unit of usage: add one to the catalogue first.');
  return meter;
}
