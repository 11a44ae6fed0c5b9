import { setting } from '../../../../kernel/protection.ts';
import { Computed, Key, Moment, One, Ref, Table, Whole } from '../../../../kernel/table.ts';
import { Company, Reseller } from '../../../platform/tenancy/index.ts';

const mine = `issuer_id = ${setting('reseller_id')}`;

/**
 * What an issuer has agreed with everyone about paying, or with one customer otherwise. Its customers read it on their invoices,
 * which keep what held when they were issued. [B4]
 */
@Table('billing_terms', {
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what was supplied is billed',
  may: { platform: 'siud', reseller: 'siud', worker: 's' },
  rows: { reseller: mine },
  writes: { platform: mine, reseller: mine },
  changes: { platform: ['paymentDays'], reseller: ['paymentDays'] },
  impersonal: ['paymentDays'],
})
export class BillingTerms {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Whole({ description: 'From its issue, in which an invoice is to be paid.' }) paymentDays!: number;
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
