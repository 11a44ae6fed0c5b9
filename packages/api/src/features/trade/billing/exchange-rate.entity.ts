import { setting } from '../../../kernel/protection.ts';
import { Choice, enumeration, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

/** Currencies in which VAT has to be said in pounds as well. */
export const ForeignCurrency = enumeration('ForeignCurrency', { EUR: 'EUR', USD: 'USD' });
export type ForeignCurrency = keyof typeof ForeignCurrency;

/** How much of a currency a pound is in a month, as an issuer of invoices noted it, such as HMRC publishes it. [B5] */
@Table('exchange_rate', {
  data: { kept: 'WHILE_USED', none: 'currency month perPound updatedAt' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siu', reseller: 'siu', worker: 's' },
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
  impersonal: ['perPound'],
})
export class ExchangeRate {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(ForeignCurrency) currency!: ForeignCurrency;
  @Text({ description: 'YYYY-MM: the month in which invoices are issued.' }) month!: string;
  @Text({ description: 'How much of the currency a pound is, such as 1.1534.' }) perPound!: string;
  @Moment() updatedAt!: Date;
}
