import { addDays, localDate, type PlainDate } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLDateTime } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { hasFailed } from './job-conditions.ts';
import { healthOf } from './service-health.ts';

/** How the services of one product stand. */
@ObjectType()
export class ProductHealth {
  @Field(() => ID) productId!: string;
  @Field(() => String) product!: string;
  @Field(() => Int) inPlace!: number;
  @Field(() => Int) underWay!: number;
  @Field(() => Int) failed!: number;
  @Field(() => Int, { description: 'Not as ordered.' }) drifting!: number;
}

/** Jobs that have failed for one reason. */
@ObjectType()
export class FailureReason {
  @Field(() => String, { nullable: true, description: 'How the last attempt ended.' }) fault!: string | null;
  @Field(() => Int) jobs!: number;
  @Field(() => String, { nullable: true, description: 'What the last of them says.' }) reason!: string | null;
  @Field(() => GraphQLDateTime, { description: 'Since when the first of them is asked for.' }) since!: string;
}

/** Jobs that were done on one day. */
@ObjectType()
export class ProvisioningDay {
  @Field(() => GraphQLDate) day!: PlainDate;
  @Field(() => Int) done!: number;
}

/** How the services stand that whoever asks reaches. */
@ObjectType()
export class ProvisioningHealth {
  @Field(() => [ProductHealth], { description: 'What needs attention first.' }) products!: ProductHealth[];
  @Field(() => [FailureReason], { description: 'Most jobs first.' }) failures!: FailureReason[];
  @Field(() => [ProvisioningDay], { description: 'The last 30 days, oldest first.' })
  days!: ProvisioningDay[];
}

const DAYS = 30;

/** How services stand by product, what has failed and why, and what was done day by day, of all that whoever asks reaches. [P1] [O1] */
export const provisioningHealth = view({
  name: 'provisioningHealth',
  permission: 'PROVISIONING_READ',
  input: input('ProvisioningHealthInput', {}),
  type: () => ProvisioningHealth,
  run: async (scope): Promise<ProvisioningHealth> => ({
    products: await products(scope),
    failures: await failures(scope),
    days: await days(scope),
  }),
});

const products = (scope: Scope): Promise<ProductHealth[]> =>
  scope.sql<ProductHealth>(
    `select p.id as "productId", p.name as product, h.in_place as "inPlace", h.under_way as "underWay", h.failed, h.drifting
       from (
         select x.product_id, count(*) filter (where x.health = 'IN_PLACE')::int as in_place,
             count(*) filter (where x.health = 'UNDER_WAY')::int as under_way, count(*) filter (where x.health = 'FAILED')::int as failed,
             count(*) filter (where x.health = 'DRIFTING')::int as drifting
           from (select s.product_id, ${healthOf('s')} as health from subscription s) x
          where x.health is not null group by x.product_id) h
       join product p on p.id = h.product_id
      order by h.failed desc, h.drifting desc, h.under_way desc, p.name, p.id`,
  );

const failures = (scope: Scope): Promise<FailureReason[]> =>
  scope.sql<FailureReason>(
    `select j.fault, count(*)::int as jobs, (array_agg(j.reason order by j.created_at desc, j.id desc))[1] as reason,
         min(j.created_at) as since
       from provisioning_job j where ${hasFailed('j')} group by 1 order by 2 desc, 1 limit 50`,
  );

const days = (scope: Scope): Promise<ProvisioningDay[]> => {
  const today = localDate(scope.now);
  return scope.sql<ProvisioningDay>(
    `select d::date::text as day, coalesce(done.jobs, 0) as done
       from generate_series($1::date, $2::date, interval '1 day') d
       left join (
         select (j.finished_at at time zone 'Europe/London')::date as day, count(*)::int as jobs from provisioning_job j
          where j.finished_at >= $1::date::timestamp at time zone 'Europe/London' and j.state = 'DONE' group by 1) done on done.day = d::date
      order by d`,
    [addDays(today, 1 - DAYS), today],
  );
};
