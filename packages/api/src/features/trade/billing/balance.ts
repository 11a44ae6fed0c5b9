import { whereReached } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { added, type Class, Computed } from '../../../kernel/table.ts';
import { isOpen, isOverdue } from './invoice-conditions.ts';

/** What a tenant has yet to pay, and what of it is overdue, as its fields, by the column that says to whom an invoice is. */
export function balanceOf(tenant: Class, column: 'company_id' | 'customer_reseller_id'): Class[] {
  const due = (condition: (row: string) => string) => (row: string) =>
    whereReached(
      'billing',
      `(select coalesce(sum(i.total_minor - i.paid_minor), 0) from invoice i where i.${column} = ${row}.id and ${condition('i')})`,
    );
  const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
  return [
    added(
      tenant,
      'outstandingMinor',
      Computed(() => GraphQLMinor, due(isOpen), {
        levels,
        description: 'What it has yet to pay of the invoices to it that whoever asks may see.',
      }),
    ),
    added(
      tenant,
      'overdueMinor',
      Computed(() => GraphQLMinor, due(isOverdue), { levels, description: 'What of it is overdue.' }),
    ),
  ];
}
