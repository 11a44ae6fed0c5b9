import { Int } from 'type-graphql';
import { FORMER_ADDRESS } from '../../../kernel/forgetting.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  Day,
  Document,
  enumeration,
  Flag,
  Key,
  Moment,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { Address, Bank } from './address.ts';
import { Currency } from './currency.ts';
import { VatRounding } from './vat-rounding.ts';
import { VatTreatment } from './vat-treatment.ts';

export const TenantStatus = enumeration('TenantStatus', { ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED' });
export type TenantStatus = keyof typeof TenantStatus;

/** A reseller; the platform's own channel, for direct customers, is one too. [T1] */
@Table('reseller', {
  data: {
    kept: 'ACCOUNT',
    ends: 'values',
    emptied: { name: `'Former reseller ' || invoice_prefix`, address: FORMER_ADDRESS },
    CUSTOMER: {
      for: 'SERVING',
      IDENTITY: 'name',
      LOCATION: 'address',
      OFFICIAL_NUMBER: 'vatNumber',
      PAYMENT: 'bank',
    },
    none: 'isPlatform invoicePrefix accentColour logo status createdAt vatTreatment currency vatRounding leftOn deletedAt',
  },
  area: 'reference',
  managedIn: 'directory',
  tenant: { reseller: 'id' },
  begins: 'even while suspended: it is the tenant itself',
  may: { platform: 'siu', reseller: 'su', company: 's', endUser: 's', worker: 's', gate: 's' },
  own: { platform: `id = ${setting('reseller_id')}` },
  // It can neither suspend itself, nor take itself back, nor become the platform's channel.
  writes: { reseller: "status = 'ACTIVE' and not is_platform and deleted_at is null" },
  impersonal: [
    'invoicePrefix',
    'accentColour',
    'vatTreatment',
    'vatRounding',
    'currency',
    'status',
    'leftOn',
    'deletedAt',
  ],
  constraints: {
    reseller_invoice_prefix_key: [
      'invoicePrefix',
      'This invoice prefix is not available. Choose another one.',
    ],
    reseller_name_key: ['name', 'This name is not available. Add what tells you apart, such as your town.'],
  },
})
export class Reseller {
  @Key() id!: string;
  @Text() name!: string;
  @Flag() isPlatform!: boolean;
  @Document(() => Address) address!: Address;
  @Text({ nullable: true }) vatNumber!: string | null;
  /** For those who are paid to it or pay to it. */
  @Document(() => Bank, { nullable: true, levels: ['PLATFORM', 'RESELLER', 'COMPANY'] }) bank!: Bank | null;
  @Text() invoicePrefix!: string;
  @Text({ nullable: true }) accentColour!: string | null;
  @Text({ nullable: true, description: 'The address of its picture, which is another one when it changes.' })
  logo!: string | null;
  @Choice(VatTreatment, { description: 'What VAT it is charged.' }) vatTreatment!: VatTreatment;
  @Choice(VatRounding, { description: 'How the VAT of what it issues comes to whole pennies.' })
  vatRounding!: VatRounding;
  @Choice(Currency, { description: 'What it is billed in.' }) currency!: Currency;
  @Choice(TenantStatus) status!: TenantStatus;
  @Day({ nullable: true, description: 'The day on which it left.' }) leftOn!: string | null;
  @Moment({ nullable: true, description: 'Since when nothing is kept of it but what must be.' })
  deletedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => Int,
    (row) => `select count(*) from company where reseller_id = ${row}.id`,
  )
  companyCount!: number;
}
