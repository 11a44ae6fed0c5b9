import { FORMER_ADDRESS } from '../../../kernel/forgetting.ts';
import {
  Choice,
  Computed,
  Day,
  Document,
  Flag,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Address } from './address.ts';
import { isAgreementDue } from './agreement-due.ts';
import { Currency } from './currency.ts';
import { Reseller, TenantStatus } from './reseller.entity.ts';
import { VatTreatment } from './vat-treatment.ts';

/** A customer company: the data controller of its end users. [T2] [D1] */
@Table('company', {
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    emptied: { name: `'Former customer ' || customer_code`, address: FORMER_ADDRESS },
    CUSTOMER: {
      for: 'SERVING',
      IDENTITY: 'name',
      CONTACT: 'phone',
      LOCATION: 'address',
      OFFICIAL_NUMBER: 'vatNumber',
    },
    none: 'customerCode status agreementVersion agreementAcceptedAt createdAt vatTreatment lastUserNumber currency business leftOn deletedAt',
  },
  area: 'reference',
  managedIn: 'directory',
  tenant: { reseller: 'reseller_id', company: 'id' },
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'su', endUser: 's', worker: 's', gate: 'su' },
  changes: { gate: ['lastUserNumber'] },
  // It can neither suspend itself nor take itself back.
  writes: { reseller: 'deleted_at is null', company: "status = 'ACTIVE' and deleted_at is null" },
  impersonal: [
    'customerCode',
    'vatTreatment',
    'business',
    'currency',
    'status',
    'agreementVersion',
    'leftOn',
    'deletedAt',
  ],
  constraints: {
    company_customer_code_key: ['customerCode', 'This customer code is already in use. Choose another one.'],
  },
})
export class Company {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @Text() customerCode!: string;
  @Document(() => Address) address!: Address;
  @Sealed({ nullable: true }) phone!: string | null;
  @Text({ nullable: true, description: 'VAT number; empty if the company is not registered.' }) vatNumber!:
    | string
    | null;
  @Choice(VatTreatment, { description: 'What VAT it is charged.' }) vatTreatment!: VatTreatment;
  @Flag({ description: 'It buys as a business or public body, not as a consumer.' }) business!: boolean;
  @Choice(Currency, { description: 'What it is billed in.' }) currency!: Currency;
  @Choice(TenantStatus) status!: TenantStatus;
  @Text({ description: 'The data processing agreement the company has accepted, or has yet to.' })
  agreementVersion!: string;
  @Moment({ nullable: true }) agreementAcceptedAt!: Date | null;
  /** The membership of whoever accepted it; earlier acceptances are in the audit log. */
  @Ref({ nullable: true }) agreementAcceptedBy!: string | null;
  /** The last id that was given to an end user; one that is gone is not given again. */
  @Whole({ api: false }) lastUserNumber!: number;
  @Day({
    nullable: true,
    description: 'The day on which it left: what is held of it goes in its time after that.',
  })
  leftOn!: string | null;
  @Moment({ nullable: true, description: 'Since when nothing is kept of it but what must be.' })
  deletedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(() => Boolean, isAgreementDue, { description: 'It has yet to accept the newest agreement.' })
  agreementDue!: boolean;
  @One(() => Reseller, 'resellerId') reseller!: Reseller;
}
