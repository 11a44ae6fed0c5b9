import { Int } from 'type-graphql';
import { whereReached } from '../../../../kernel/protection.ts';
import { added, type Class, Computed } from '../../../../kernel/table.ts';
import { Company, Reseller } from '../../../platform/tenancy/index.ts';
import { paymentDays } from './payment-days.ts';

const DESCRIPTION =
  'From its issue, in which it has to pay an invoice; null where billing is closed to whoever asks.';

/** In how many days a customer has to pay, as its field, for whoever invoices it. */
export const paymentDaysOf: readonly Class[] = [
  added(
    Company,
    'paymentDays',
    Computed(
      () => Int,
      (row) => whereReached('billing', paymentDays(`${row}.reseller_id`, `${row}.id`)),
      {
        nullable: true,
        levels: ['PLATFORM', 'RESELLER'],
        description: DESCRIPTION,
      },
    ),
  ),
  added(
    Reseller,
    'paymentDays',
    Computed(
      () => Int,
      (row) =>
        whereReached(
          'billing',
          paymentDays('(select p.id from reseller p where p.is_platform)', `${row}.id`),
        ),
      { nullable: true, levels: ['PLATFORM'], description: DESCRIPTION },
    ),
  ),
];
