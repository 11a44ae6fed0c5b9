import { setting } from '../../../kernel/protection.ts';
import { Amount, Choice, Day, enumeration, Key, Moment, Ref, Table, Whole } from '../../../kernel/table.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;
const begins = 'even while suspended: what is owed is asked for';

/** What of late payment was charged of an invoice, and by which: no day twice. [B7] */
@Table('late_charge', {
  data: { kept: 'ACCOUNTS', since: 'createdAt', none: 'through interestMinor fixedMinor createdAt' },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins,
  kept: mine,
  may: { platform: 'si', reseller: 'si', worker: 'si' },
  writes: { platform: mine, reseller: mine },
})
export class LateCharge {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Ref() issuedId!: string;
  @Day({ description: 'The last day that is charged.' }) through!: string;
  @Amount() interestMinor!: number;
  @Amount() fixedMinor!: number;
  @Moment() createdAt!: Date;
}

/** When an issuer charges late payment without being told to: with reminders from a day on, or once, when it is paid. */
export const LateCharging = enumeration('LateCharging', {
  NEVER: 'NEVER',
  WITH_REMINDERS: 'WITH_REMINDERS',
  ON_PAYMENT: 'ON_PAYMENT',
});
export type LateCharging = keyof typeof LateCharging;

/** Whether late payment is charged by itself: of the customers that are chased, businesses only. It is its issuer's own business. [B7] */
@Table('late_payment_rule', {
  data: { kept: 'WHILE_USED', none: 'charging fromDay since' },
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins,
  may: { platform: 'siu', reseller: 'siu', worker: 's' },
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
  changes: {
    platform: ['charging', 'fromDay', 'since'],
    reseller: ['charging', 'fromDay', 'since'],
  },
  impersonal: ['charging', 'fromDay'],
})
export class LatePaymentRule {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(LateCharging) charging!: LateCharging;
  @Whole({
    nullable: true,
    description: 'With reminders: those that many days after an invoice is due, and later.',
  })
  fromDay!: number | null;
  @Day({ description: 'On payment: of invoices that are due on this day or later.' }) since!: string;
}
