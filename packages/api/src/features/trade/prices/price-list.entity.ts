import { setting, today } from '../../../kernel/protection.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
  Flag,
  Id,
  Key,
  Many,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { TenantGroup } from '../../people/roles/index.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { Product, ProductCategory } from '../catalogue/index.ts';

/** WHOLESALE: what resellers pay the platform; RETAIL: what companies pay whoever sells to them. */
export const PriceListKind = enumeration('PriceListKind', { WHOLESALE: 'WHOLESALE', RETAIL: 'RETAIL' });
export type PriceListKind = keyof typeof PriceListKind;

export const PriceListState = enumeration('PriceListState', { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED' });
export type PriceListState = keyof typeof PriceListState;

/** How a version stands today. */
export const PriceListStanding = enumeration('PriceListStanding', {
  DRAFT: 'DRAFT',
  COMING: 'COMING',
  IN_FORCE: 'IN_FORCE',
  OVER: 'OVER',
});

/** To what a price that a rule makes is rounded: the next one that ends in 5, or in 9. */
export const PriceRounding = enumeration('PriceRounding', { NONE: 'NONE', TO_5: 'TO_5', TO_9: 'TO_9' });
export type PriceRounding = keyof typeof PriceRounding;

/** Staff read what every seller asks; each issues its own, a reseller to its companies only. */
const own = `reseller_id = ${setting('reseller_id')}`;
const begins = 'even while suspended: a price begins nothing' as const;

/** Prices under one name, for everyone to whom their issuer sells, or for some. [C2] */
@Table('price_list', {
  data: { kept: 'WHILE_USED', none: 'kind name currency everyone createdAt' },
  area: 'services',
  tenant: { reseller: 'reseller_id' },
  begins,
  may: { platform: 'siu', reseller: 'siu', gate: 's' },
  writes: { platform: own, reseller: `kind = 'RETAIL'` },
  changes: { platform: ['name', 'everyone'], reseller: ['name', 'everyone'] },
  impersonal: ['name', 'everyone'],
  constraints: {
    price_list_name_key: ['name', 'There is a list of this name already. Choose another one.'],
    price_list_everyone: ['everyone', 'Another list of this currency is for everyone else already.'],
  },
})
export class PriceList {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(PriceListKind) kind!: PriceListKind;
  @Text() name!: string;
  @Text() currency!: string;
  @Flag({ description: 'It is for everyone who has no list of their own.' }) everyone!: boolean;
  @Moment() createdAt!: Date;

  @Many(() => PriceListCustomer, 'priceListId', 'id', 20) customers!: PriceListCustomer[];
  @Many(() => PriceListVersion, 'priceListId', '"number" desc', 20) versions!: PriceListVersion[];
}

/** Whom a list is for: one reseller, a group of resellers, or one company. */
@Table('price_list_customer', {
  data: { kept: 'WHILE_USED' },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins,
  may: { platform: 'sid', reseller: 'sid', gate: 's' },
  writes: { platform: own, reseller: 'company_id is not null' },
  constraints: {
    price_list_customer_reseller: ['resellerIds', 'One of these resellers has a list of its own already.'],
    price_list_customer_group: ['tenantGroupIds', 'One of these groups has a list of its own already.'],
    price_list_customer_company: ['companyIds', 'One of these companies has a list of its own already.'],
  },
})
export class PriceListCustomer {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() priceListId!: string;
  @Ref({ nullable: true }) forResellerId!: string | null;
  @Ref({ nullable: true }) tenantGroupId!: string | null;
  @Ref({ nullable: true }) companyId!: string | null;

  @One(() => Reseller, 'forResellerId', { nullable: true }) reseller!: Reseller | null;
  @One(() => TenantGroup, 'tenantGroupId', { nullable: true }) tenantGroup!: TenantGroup | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}

/** The prices of a list from a day on, until another version takes over. What is published is never changed. [C2] */
@Table('price_list_version', {
  data: {
    kept: 'WHILE_USED',
    none: 'number state validFrom validUntil belowCostReason publishedAt createdAt',
  },
  area: 'services',
  tenant: { reseller: 'reseller_id' },
  begins,
  may: { platform: 'siud', reseller: 'siud', gate: 's' },
  writes: { platform: own },
})
export class PriceListVersion {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Id() priceListId!: string;
  @Whole({ description: 'Counted per list; the first is 1.' }) number!: number;
  @Choice(PriceListState) state!: PriceListState;
  @Day({ description: 'The first day on which it holds.' }) validFrom!: string;
  @Day({ nullable: true, description: 'The day from which it no longer holds.' }) validUntil!: string | null;
  @Text({ nullable: true, description: 'Why it sells below cost, in the words of who published it.' })
  belowCostReason!: string | null;
  @Moment({ nullable: true }) publishedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => PriceListStanding,
    (
      row,
    ) => `select case when ${row}.state = 'DRAFT' then 'DRAFT' when ${row}.valid_until <= ${row}.valid_from then 'OVER'
      when ${row}.valid_from > ${today} then 'COMING' when ${row}.valid_until <= ${today} then 'OVER' else 'IN_FORCE' end`,
  )
  standing!: keyof typeof PriceListStanding;
}

/** What a version says of one product, from so many on. */
@Table('list_price', {
  data: { kept: 'WHILE_USED', none: 'fromQuantity minor' },
  area: 'services',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins,
  may: { platform: 'sid', reseller: 'sid', gate: 's' },
  writes: { platform: own },
})
export class ListPrice {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() priceListVersionId!: string;
  @Ref() productId!: string;
  @Whole({ api: false }) fromQuantity!: number;
  @Amount({ api: false }) minor!: number;
}

/** A mark-up over wholesale: of a product, of a category, or of all that a version does not price itself. [C3] */
@Table('price_rule', {
  data: { kept: 'WHILE_USED', none: 'category percentBp amountMinor rounding' },
  area: 'services',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins,
  may: { platform: 'sid', reseller: 'sid', gate: 's' },
  writes: { platform: own },
})
export class PriceRule {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() priceListVersionId!: string;
  @Ref({ nullable: true }) productId!: string | null;
  @Choice(ProductCategory, { api: false, nullable: true }) category!: ProductCategory | null;
  @Whole({ api: false }) percentBp!: number;
  @Amount({ api: false }) amountMinor!: number;
  @Choice(PriceRounding, { api: false }) rounding!: PriceRounding;
}

/** What one company pays for a product, whatever lists say. It stays with the seller who agreed it. [C3] */
@Table('company_price', {
  data: {
    kept: 'ACCOUNT',
    none: 'fromQuantity minor currency validFrom validUntil belowCostReason createdAt',
  },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins,
  may: { platform: 'siu', reseller: 'siu', gate: 's' },
  writes: { platform: own },
  changes: { platform: ['validUntil'], reseller: ['validUntil'] },
  impersonal: ['minor', 'fromQuantity', 'validFrom', 'validUntil'],
})
export class CompanyPrice {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() productId!: string;
  @Whole({ description: 'It is for one of at least so many.' }) fromQuantity!: number;
  @Amount({ description: 'Per unit and month, without VAT.' }) minor!: number;
  @Text() currency!: string;
  @Day() validFrom!: string;
  @Day({ nullable: true, description: 'The day from which it no longer holds.' }) validUntil!: string | null;
  @Text({ nullable: true, description: 'Why it is below cost, in the words of who agreed it.' })
  belowCostReason!: string | null;
  @Moment() createdAt!: Date;

  @One(() => Company, 'companyId') company!: Company;
  @One(() => Product, 'productId') product!: Product;
}
