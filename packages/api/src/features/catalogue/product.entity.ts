import { Int } from 'type-graphql';
import { setting } from '../../kernel/protection.ts';
import {
  Choice,
  Computed,
  enumeration,
  Flag,
  Key,
  Moment,
  Ref,
  Table,
  Text,
  Whole,
} from '../../kernel/table.ts';

export const ProductCategory = enumeration('ProductCategory', {
  EMAIL: 'EMAIL',
  ARCHIVE: 'ARCHIVE',
  SECURITY: 'SECURITY',
  CRM: 'CRM',
  MOBILE: 'MOBILE',
  TELEPHONY: 'TELEPHONY',
  HOSTING: 'HOSTING',
  LICENCE: 'LICENCE',
});
export type ProductCategory = keyof typeof ProductCategory;
export const ProductUnit = enumeration('ProductUnit', { PER_USER: 'PER_USER', PER_COMPANY: 'PER_COMPANY' });
export type ProductUnit = keyof typeof ProductUnit;
export const ConnectorKind = enumeration('ConnectorKind', { MANUAL: 'MANUAL', WEBHOOK: 'WEBHOOK' });
export type ConnectorKind = keyof typeof ConnectorKind;

const SELLERS = ['PLATFORM', 'RESELLER'] as const;
/** The catalogue is one for all, but nobody reads it without a scope. [S6] */
const someone = `${setting('membership_id')} is not null`;
const everyone = {
  platform: someone,
  reseller: someone,
  company: someone,
  endUser: someone,
  worker: someone,
};

/** A service of the operator. Prices are per unit and calendar month, minor units, without VAT. [C1] */
@Table('product', {
  tenant: 'none',
  may: { platform: 'siu', reseller: 's', company: 's', endUser: 's', worker: 's', gate: 's' },
  rows: everyone,
  constraints: { product_code_key: ['code', 'This product code is already in use.'] },
})
export class Product {
  @Key() id!: string;
  @Text() code!: string;
  @Text() name!: string;
  @Text() description!: string;
  @Choice(ProductCategory) category!: ProductCategory;
  @Choice(ProductUnit) unit!: ProductUnit;
  @Choice(ConnectorKind) connector!: ConnectorKind;
  /** Which endpoint provisions it (see provisioning); none for manual products. */
  @Ref({ nullable: true }) connectorId!: string | null;
  /** What resellers pay the platform where nothing else is agreed. */
  @Whole({ api: false, levels: SELLERS }) listWholesaleMinor!: number;
  /** What companies pay where their reseller has not set a price of its own. */
  @Whole({ api: false }) listRetailMinor!: number;
  @Text() currency!: string;
  @Flag() active!: boolean;
  @Moment() createdAt!: Date;

  @Computed(
    () => Int,
    (row) =>
      `select coalesce((select o.retail_minor from offer o where o.product_id = ${row}.id and o.reseller_id = ${setting('reseller_id')}), ${row}.list_retail_minor)`,
    { description: 'What a company pays for it here.' },
  )
  retailMinor!: number;
  @Computed(
    () => Int,
    (row) =>
      `select coalesce((select o.wholesale_minor from offer o where o.product_id = ${row}.id and o.reseller_id = ${setting('reseller_id')}), ${row}.list_wholesale_minor)`,
    {
      levels: SELLERS,
      description: 'What the reseller pays the platform for it; not shown below the reseller.',
    },
  )
  wholesaleMinor!: number | null;
}

/** Prices of one reseller that differ from the list: what it pays, what its companies pay. [C3] */
@Table('offer', {
  internal: true,
  tenant: { reseller: 'reseller_id' },
  may: { platform: 'siu', reseller: 's', company: 's', endUser: 's', worker: 's', gate: 's' },
})
export class Offer {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() productId!: string;
  @Whole({ api: false, levels: SELLERS, nullable: true }) wholesaleMinor!: number | null;
  @Whole({ api: false, nullable: true }) retailMinor!: number | null;
}
