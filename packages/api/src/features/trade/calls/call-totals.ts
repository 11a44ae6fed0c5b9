import { date, id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLMicro } from '../../../kernel/scalars.ts';

@ObjectType({ description: 'What the calls to a zone come to.' })
export class CallTotal {
  @Field(() => String, { nullable: true, description: 'None: what is not rated.' }) zone!: string | null;
  @Field(() => Int) calls!: number;
  @Field(() => Int) minutes!: number;
  @Field(() => String, { nullable: true }) currency!: string | null;
  @Field(() => GraphQLMicro, { nullable: true }) priceMicro!: number | null;
}

/** What calls of some days come to by zone, dearest first; of a company that is not itemised this is all that it is shown. [B3] */
export const callTotals = view({
  name: 'callTotals',
  permission: 'CALL_READ',
  input: input('CallTotalsInput', { companyId: id().nullish(), since: date(), until: date() }),
  type: () => [CallTotal],
  async run(scope, { companyId, since, until }): Promise<CallTotal[]> {
    const { level } = memberOf(scope.actor);
    const own = level === 'COMPANY' || level === 'END_USER';
    const from = own
      ? 'summed_calls()'
      : `(select started_at, seconds, direction, state, company_id, retail_zone as zone, retail_currency as currency,
            retail_price_micro as price_micro from call_record)`;
    return scope.sql<CallTotal>(
      `select c.zone, count(*)::integer as calls, ceil(sum(c.seconds) / 60.0)::integer as minutes, c.currency,
          sum(c.price_micro)::bigint as "priceMicro"
        from ${from} c
        where c.direction = 'OUTBOUND' and c.started_at >= $1::date::timestamp at time zone 'Europe/London'
          and c.started_at < ($2::date + 1)::timestamp at time zone 'Europe/London'
          ${own || !companyId ? '' : 'and c.company_id = $3'}
        group by c.zone, c.currency order by sum(c.price_micro) desc nulls last, c.zone limit 200`,
      own || !companyId ? [since, until] : [since, until, companyId],
    );
  },
});
