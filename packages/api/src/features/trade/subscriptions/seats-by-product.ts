import { localDate, type PlainDate } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { heldOn, heldTerms, monthEnds } from './month-ends.ts';

/** How many of a product ran. */
@ObjectType()
export class ProductSeats {
  @Field(() => ID) productId!: string;
  @Field(() => String) product!: string;
  @Field(() => [Int], { description: 'As many as there were on each of the days.' }) seats!: number[];
}

/** Seats over a year, by product. */
@ObjectType()
export class SeatsByProduct {
  @Field(() => [GraphQLDate], { description: 'The last day of each of twelve months, and today.' })
  days!: PlainDate[];
  @Field(() => [ProductSeats], { description: 'Most seats today first; a bundle counts as itself.' })
  products!: ProductSeats[];
}

/** How many of each product ran at the end of each of the last twelve months, and run today, of all that whoever asks reaches. [C4] [O1] */
export const seatsByProduct = view({
  name: 'seatsByProduct',
  permission: 'SUBSCRIPTION_READ',
  input: input('SeatsByProductInput', {}),
  type: () => SeatsByProduct,
  async run(scope): Promise<SeatsByProduct> {
    const days = monthEnds(localDate(scope.now));
    const points = days.map((_, i) => `${heldOn('quantity', `$${i + 1}::date`)}::int`);
    const products = await scope.sql<ProductSeats>(
      `with held as (${heldTerms('t.subscription_id, t.product_id, t.quantity')}),
       counted as (select product_id, array[${points.join(', ')}] as seats from held group by product_id)
       select p.id as "productId", p.name as product, c.seats from counted c join product p on p.id = c.product_id
        where 0 < any (c.seats) order by c.seats[${days.length}] desc, p.name, p.id`,
      days,
    );
    return { days, products };
  },
});
