import { localDate, monthOf } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Currency } from '../../platform/tenancy/index.ts';
import type { Customer } from './write-invoices.ts';

/** How much of each currency a pound is in the month in which invoices are issued, as their issuer noted it. */
export async function ratesOfIssue(scope: Scope, issuerId: string): Promise<ReadonlyMap<string, string>> {
  const rates = await scope.sql<{ currency: string; perPound: string }>(
    'select currency, per_pound as "perPound" from exchange_rate where reseller_id = $1 and month = $2',
    [issuerId, monthOf(localDate(scope.now))],
  );
  return new Map(rates.map(({ currency, perPound }) => [currency, perPound]));
}

/** Whether an invoice may have to say its VAT in pounds as well: where any is charged in another currency (VAT Regulations 1995, reg. 14(1)). [B5] */
export const needsSterling = (vat: Customer['vat'], currency: Currency): boolean =>
  Object.values(vat).some(({ rateBp }) => rateBp > 0) && currency !== 'GBP';
