import { setting } from '../../../../kernel/protection.ts';
import { Choice, Computed, Key, Moment, One, Ref, Table, Whole } from '../../../../kernel/table.ts';
import { Company, Reseller } from '../../../platform/tenancy/index.ts';
import { BillingCycle } from './billing-turn.ts';

/** What is agreed. */
const agreed = ['paymentDays', 'cycle', 'billingDay', 'firstMonth'] as const;
const mine = `issuer_id = ${setting('reseller_id')}`;

/**
 * What an issuer has agreed with everyone about invoices, or with one customer otherwise: when they are made out, for which days, and paid. Its customers read it on their invoices,
 * which keep what held when they were issued. [B4]
 */
@Table('billing_terms', {
  data: { kept: 'WHILE_USED', none: 'paymentDays createdAt cycle billingDay firstMonth' },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siud', reseller: 'siud', worker: 's', gate: 's' },
  rows: { reseller: mine },
  writes: { platform: mine, reseller: mine },
  changes: { platform: agreed, reseller: agreed },
  impersonal: [...agreed],
})
export class BillingTerms {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Whole({ description: 'From its issue, in which an invoice is to be paid.' }) paymentDays!: number;
  @Choice(BillingCycle, { description: 'For which days what recurs is charged.' }) cycle!: BillingCycle;
  @Whole({ description: 'With which the customer’s months begin: 1 to 28.' }) billingDay!: number;
  @Whole({ description: 'With which quarters and years in advance begin: 1 is January.' })
  firstMonth!: number;
  @Moment() createdAt!: Date;

  @Computed(
    () => Boolean,
    (row) => isForEveryone(row),
    { description: 'They are for everyone who has none of their own.' },
  )
  forEveryone!: boolean;
  @One(() => Reseller, 'resellerId', { nullable: true }) reseller!: Reseller | null;
  /** None where it has moved to another reseller since. */
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** SQL: these terms are an issuer's for everyone. */
export const isForEveryone = (row: string): string =>
  `(coalesce(${row}.company_id, ${row}.reseller_id) = ${row}.issuer_id)`;
