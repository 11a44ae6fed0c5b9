import type { FilterField } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { monthlyPrice } from './subscription-conditions.ts';

/** Of a month, said by its last day or by today: `was` is what a subscription came to at the end of the month before, `now` on the day. */
const changed = (condition: string): FilterField => ({
  type: () => GraphQLDate,
  condition(row, value, statement, level) {
    const day = statement.bind(value, 'date');
    const on = (date: string): string =>
      `coalesce((select (${monthlyPrice(row, level, 't')})::bigint * t.quantity from subscription_term t where t.subscription_id = ${row}.id
        and t."from" <= ${date} and (${row}.ends_on is null or ${row}.ends_on > ${date}) order by t."from" desc limit 1), 0)`;
    return `(${row}.part_of_id is null and (select ${condition}
      from (select ${on(`date_trunc('month', ${day}::timestamp)::date - 1`)} as was, ${on(day)} as now) moved))`;
  },
});

/** Filters of subscriptions: what a month changed of each, as the figures of `recurringRevenue` have it. [O1] */
export const revenueChanges = {
  newIn: changed('was = 0 and now > 0'),
  moreIn: changed('was > 0 and now > was'),
  lessIn: changed('now > 0 and now < was'),
  goneIn: changed('was > 0 and now = 0'),
};
