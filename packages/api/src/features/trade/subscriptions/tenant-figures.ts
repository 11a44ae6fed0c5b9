import { Int } from 'type-graphql';
import { Money, moneyOf } from '../../../kernel/money.ts';
import { whereReached } from '../../../kernel/protection.ts';
import { added, type Class, Computed } from '../../../kernel/table.ts';
import { isRunning, monthlyCurrency, monthlyPrice } from './subscription-conditions.ts';

/** What runs today and what a month of it comes to, as fields of a tenant, by the column that says whose a subscription is. */
export function subscriptionFigures(tenant: Class, column: 'company_id' | 'reseller_id'): Class[] {
  const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
  const reached = (value: string, row: string) =>
    whereReached('services', value, column === 'company_id' ? `${row}.id` : undefined);
  const running = (row: string) =>
    `subscription s join reseller seller on seller.id = s.reseller_id
      where s.${column} = ${row}.id and s.part_of_id is null and ${isRunning('s')}`;
  return [
    added(
      tenant,
      'runningSubscriptions',
      Computed(
        () => Int,
        (row) => reached(`(select count(*) from ${running(row)})`, row),
        { levels },
      ),
    ),
    added(
      tenant,
      'recurring',
      Computed(
        () => [Money],
        (row, level) =>
          reached(
            moneyOf(
              running(row),
              monthlyCurrency('s', level, 'seller'),
              `(${monthlyPrice('s', level)})::bigint * s.quantity`,
              `${row}.currency`,
            ),
            row,
          ),
        {
          levels,
          description:
            'What a month of the subscriptions running today comes to, at the prices of whoever asks; null where services are closed to them.',
        },
      ),
    ),
  ];
}
