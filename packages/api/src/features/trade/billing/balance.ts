import { Money, moneyOf } from '../../../kernel/money.ts';
import { whereReached } from '../../../kernel/protection.ts';
import { added, type Class, Computed } from '../../../kernel/table.ts';
import { isOpen, isOverdue } from './invoice-conditions.ts';

/** What a tenant has yet to pay, and what of it is overdue, as its fields, by the column that says to whom an invoice is. */
export function balanceOf(tenant: Class, column: 'company_id' | 'customer_reseller_id'): Class[] {
  const due = (condition: (row: string) => string) => (row: string) =>
    whereReached(
      'billing',
      moneyOf(
        `invoice i where i.${column} = ${row}.id and ${condition('i')}`,
        'i.currency',
        'i.total_minor - i.paid_minor',
        `${row}.currency`,
      ),
    );
  const levels = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;
  return [
    added(
      tenant,
      'outstanding',
      Computed(() => [Money], due(isOpen), {
        levels,
        description:
          'What it has yet to pay of the invoices to it that whoever asks may see; null where billing is closed to them.',
      }),
    ),
    added(
      tenant,
      'overdue',
      Computed(() => [Money], due(isOverdue), { levels, description: 'What of it is overdue.' }),
    ),
  ];
}
