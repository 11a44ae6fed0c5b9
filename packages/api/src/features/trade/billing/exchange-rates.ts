import { localDate, monthOf } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Currency } from '../../platform/tenancy/index.ts';
import type { Vat } from './vat.ts';

/** How much of each currency a pound is in the month in which invoices are issued, as their issuer noted it. */
export async function ratesOfIssue(scope: Scope, issuerId: string): Promise<ReadonlyMap<string, string>> {
  const rates = await scope.sql<{ currency: string; perPound: string }>(
    'select currency, per_pound as "perPound" from exchange_rate where reseller_id = $1 and month = $2',
    [issuerId, monthOf(localDate(scope.now))],
  );
  return new Map(rates.map(({ currency, perPound }) => [currency, perPound]));
}

/** Whether an invoice must say its VAT in pounds as well: where it charges any in another currency (VAT Regulations 1995, reg. 14(1)). [B5] */
export const needsSterling = ({ rateBp }: Vat, currency: Currency): boolean =>
  rateBp > 0 && currency !== 'GBP';
