import type { CommitmentTerms as Agreed } from '@steward/shared';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  column,
  Document,
  enumeration,
  Flag,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { CommitmentTerms } from './commitment-terms.ts';
import { ProductMeter } from './meter.ts';
import { ProductParameter } from './product-parameter.ts';
import { ProductPart } from './product-parts.ts';

export const ProductCategory = enumeration('ProductCategory', {
  EMAIL: 'EMAIL',
  ARCHIVE: 'ARCHIVE',
  SECURITY: 'SECURITY',
  CRM: 'CRM',
  MOBILE: 'MOBILE',
  TELEPHONY: 'TELEPHONY',
  HOSTING: 'HOSTING',
  LICENCE: 'LICENCE',
  DATA_EXCHANGE: 'DATA_EXCHANGE',
  CONNECTIVITY: 'CONNECTIVITY',
  PREMISES: 'PREMISES',
});
export type ProductCategory = keyof typeof ProductCategory;
/**
 * METERED: for the company as a whole, with what is used counted beside its monthly price. PER_USE: a unit of what is used, such as a
 * gigabyte; it has its price in lists like any product, and is charged by meters that name it, never ordered.
 */
export const ProductUnit = enumeration('ProductUnit', {
  PER_USER: 'PER_USER',
  PER_COMPANY: 'PER_COMPANY',
  METERED: 'METERED',
  PER_USE: 'PER_USE',
});
export type ProductUnit = keyof typeof ProductUnit;
export const ConnectorKind = enumeration('ConnectorKind', {
  MANUAL: 'MANUAL',
  WEBHOOK: 'WEBHOOK',
  SQL_MAIL: 'SQL_MAIL',
  LDAP: 'LDAP',
  SCIM: 'SCIM',
  MICROSOFT_365: 'MICROSOFT_365',
});
export type ConnectorKind = keyof typeof ConnectorKind;

/** What VAT law calls a supply: its rate follows from it (decision 59). TELECOMS: calls and the like, not lines, licences or hosting. [B5] */
export const SupplyKind = enumeration('SupplyKind', {
  STANDARD: 'STANDARD',
  REDUCED: 'REDUCED',
  ZERO: 'ZERO',
  EXEMPT: 'EXEMPT',
  TELECOMS: 'TELECOMS',
});
export type SupplyKind = keyof typeof SupplyKind;

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
  data: {
    kept: 'WHILE_USED',
    none: 'code name description category unit connector listWholesaleMinor listRetailMinor currency active createdAt needsAddress kind parameters needs excludes commitment parts supplyKind suspendable meter barsCalls',
  },
  area: 'reference',
  managedIn: 'services',
  tenant: 'none',
  may: { platform: 'siu', reseller: 's', company: 's', endUser: 's', worker: 's', gate: 's' },
  rows: everyone,
  impersonal: [
    'name',
    'description',
    'category',
    'supplyKind',
    'suspendable',
    'barsCalls',
    'active',
    'retailMinor',
    'wholesaleMinor',
  ],
  constraints: { product_code_key: ['code', 'This product code is already in use.'] },
})
export class Product {
  @Key() id!: string;
  @Text() code!: string;
  @Text() name!: string;
  @Text() description!: string;
  @Choice(ProductCategory) category!: ProductCategory;
  @Choice(ProductUnit) unit!: ProductUnit;
  @Choice(SupplyKind, { description: 'How it is taxed.' }) supplyKind!: SupplyKind;
  @Flag({ description: 'Only for people who have an e-mail address.' }) needsAddress!: boolean;
  @Flag({
    description:
      'May be suspended while its customer does not pay. Not of what people depend on, such as mailboxes or emergency calls; of a bundle its parts say it.',
  })
  suspendable!: boolean;
  @Flag({
    description:
      'Outgoing calls of a company are barred through it when they come to too much in a day, but for emergency and free numbers.',
  })
  barsCalls!: boolean;
  @Text({
    nullable: true,
    description:
      'What it is in a word, such as Mailbox: two of a kind overlap, and the mail of a mailbox can be passed on.',
  })
  kind!: string | null;
  @column('text[]', () => [String], {
    description: 'One of these must be had: products by their code, or all of a kind.',
  })
  needs!: string[];
  @column('text[]', () => [String], { description: 'None of these may be had beside it, in the same way.' })
  excludes!: string[];
  @Document(() => [ProductParameter], { description: 'What is chosen when it is ordered.' })
  parameters!: ProductParameter[];
  @Document(() => [ProductPart], { description: 'What it is made of, if it is a bundle.' })
  parts!: ProductPart[];
  @Computed(
    () => [String],
    (row) => `select to_json(contents_of(${row}.id))`,
    { description: 'The same in words, such as 2 × Broadband line.' },
  )
  contents!: string[];
  @Document(() => ProductMeter, {
    nullable: true,
    description: 'How what is used of it is counted and charged; none where nothing is, or calls are.',
  })
  meter!: ProductMeter | null;
  @One(() => Product, 'usedProductId', { nullable: true })
  usedProduct!: Product | null;
  @Document(() => CommitmentTerms, {
    nullable: true,
    description: 'For how long it is taken; none where it may end any day.',
  })
  commitment!: Agreed | null;
  @Choice(ConnectorKind) connector!: ConnectorKind;
  /** Which endpoint provisions it (see provisioning); none for manual products. */
  @Ref({ nullable: true }) connectorId!: string | null;
  /** What resellers pay the platform where nothing else is agreed. */
  @Amount({ api: false, levels: SELLERS }) listWholesaleMinor!: number;
  /** What companies pay where their reseller has not set a price of its own. */
  @Amount({ api: false }) listRetailMinor!: number;
  @Text() currency!: string;
  @Flag() active!: boolean;
  @Moment() createdAt!: Date;

  @Computed(
    () => GraphQLMinor,
    (row) => `select ${row}.list_retail_minor`,
    {
      levels: SELLERS,
      description: 'What the operator recommends: the price where the reseller has not set its own.',
    },
  )
  recommendedRetailMinor!: number | null;
}
