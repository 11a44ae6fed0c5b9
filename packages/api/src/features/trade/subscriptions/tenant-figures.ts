import { Int } from 'type-graphql';
import { whereReached } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { added, type Class, Computed } from '../../../kernel/table.ts';
import { isRunning, monthlyPrice } from './subscription-conditions.ts';

/** What runs today and what a month of it comes to, as fields of a tenant, by the column that says whose a subscription is. */
export function subscriptionFigures(tenant: Class, column: 'company_id' | 'reseller_id'): Class[] {
  const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
  const running = (value: string, row: string) =>
    whereReached(
      'services',
      `(select ${value} from subscription s where s.${column} = ${row}.id and s.part_of_id is null and ${isRunning('s')})`,
      column === 'company_id' ? `${row}.id` : undefined,
    );
  return [
    added(
      tenant,
      'runningSubscriptions',
      Computed(
        () => Int,
        (row) => running('count(*)', row),
        { levels },
      ),
    ),
    added(
      tenant,
      'recurringMinor',
      Computed(
        () => GraphQLMinor,
        (row, level) => running(`coalesce(sum((${monthlyPrice('s', level)})::bigint * s.quantity), 0)`, row),
        {
          levels,
          description:
            'What a month of the subscriptions running today comes to, at the prices of whoever asks.',
        },
      ),
    ),
  ];
}
