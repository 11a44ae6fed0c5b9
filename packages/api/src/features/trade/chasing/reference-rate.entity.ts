import { setting } from '../../../kernel/protection.ts';
import { Day, Key, Moment, Table, Whole } from '../../../kernel/table.ts';

const someone = `${setting('membership_id')} is not null`;

/** Bank Rate as it stood before a half-year, by which late payment in it is reckoned. The same for all. [B7] */
@Table('reference_rate', {
  data: { kept: 'WHILE_USED', none: 'halfYear rateBp updatedAt' },
  area: 'reference',
  managedIn: 'billing',
  tenant: 'none',
  may: { platform: 'siu', reseller: 's', worker: 's' },
  rows: { platform: someone, reseller: someone, worker: `${setting('reseller_id')} is not null` },
  changes: { platform: ['rateBp', 'updatedAt'] },
  impersonal: ['rateBp'],
})
export class ReferenceRate {
  @Key() id!: string;
  @Day({ description: 'The first day of the half-year: 1 January or 1 July.' }) halfYear!: string;
  @Whole({ description: 'Hundredths of a per cent: 475 is 4.75 %.' }) rateBp!: number;
  @Moment() updatedAt!: Date;
}
