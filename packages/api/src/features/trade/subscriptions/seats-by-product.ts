import { addDays, localDate, type PlainDate } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';

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

const MONTHS = 12;

/** The last days of the twelve months before this one, and today. */
function daysOf(today: PlainDate): PlainDate[] {
  const days = [today];
  for (let i = 0; i < MONTHS; i += 1) days.unshift(addDays(`${(days[0] as string).slice(0, 8)}01`, -1));
  return days;
}

/** How many of each product ran at the end of each of the last twelve months, and run today, of all that whoever asks reaches. [C4] [O1] */
export const seatsByProduct = view({
  name: 'seatsByProduct',
  permission: 'SUBSCRIPTION_READ',
  input: input('SeatsByProductInput', {}),
  type: () => SeatsByProduct,
  async run(scope): Promise<SeatsByProduct> {
    const days = daysOf(localDate(scope.now));
    const ran = (day: string): string =>
      `coalesce(sum(t.quantity) filter (where t."from" <= ${day} and (t.until is null or t.until > ${day})), 0)::int`;
    const points = days.map((_, i) => ran(`$${i + 1}::date`));
    const products = await scope.sql<ProductSeats>(
      `with held as (
         select t.product_id, t.quantity, t."from",
             least(lead(t."from") over (partition by t.subscription_id order by t."from"), s.ends_on) as until
           from subscription s join subscription_term t on t.subscription_id = s.id
          where s.part_of_id is null and (s.ends_on is null or s.ends_on > $1::date)),
       counted as (select t.product_id, array[${points.join(', ')}] as seats from held t group by t.product_id)
       select p.id as "productId", p.name as product, c.seats from counted c join product p on p.id = c.product_id
        where 0 < any (c.seats) order by c.seats[${days.length}] desc, p.name, p.id`,
      days,
    );
    return { days, products };
  },
});
