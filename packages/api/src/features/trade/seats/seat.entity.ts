import { Field, ID, Int, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDateTime, GraphQLMinor } from '../../../kernel/scalars.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
  Json,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Product } from '../catalogue/index.ts';
import { isRunning } from '../subscriptions/index.ts';

/** What stands in the way of one's being the other, the gravest first; AGREES: nothing. */
export const SeatDifferenceKind = enumeration('SeatDifferenceKind', {
  CUSTOMER_UNKNOWN: 'CUSTOMER_UNKNOWN',
  PRODUCT_UNKNOWN: 'PRODUCT_UNKNOWN',
  NOT_PROVIDED: 'NOT_PROVIDED',
  NOT_INVOICED: 'NOT_INVOICED',
  NOT_BILLED: 'NOT_BILLED',
  INVOICED_MORE: 'INVOICED_MORE',
  AGREES: 'AGREES',
});
export type SeatDifferenceKind = keyof typeof SeatDifferenceKind;

/** Whether somebody has to look at it: OPEN, ACCEPTED as it is, or it AGREES. */
export const SeatStanding = enumeration('SeatStanding', {
  OPEN: 'OPEN',
  ACCEPTED: 'ACCEPTED',
  AGREES: 'AGREES',
});

export const MatchKind = enumeration('MatchKind', { CUSTOMER: 'CUSTOMER', PRODUCT: 'PRODUCT' });

/** What suppliers charge is the platform's to know: nobody else has a letter on any of it. */
const whose = {
  area: 'billing',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what a supplier bills has to be looked at',
  writes: { platform: `reseller_id = ${setting('reseller_id')}` },
} as const;

/** The titles of the columns of a supplier's bills. */
export interface BillColumns {
  customer: string;
  product: string;
  quantity: string;
  unitCost: string;
}

/** The acceptance that a difference has: of exactly these numbers. */
export const acceptance = (row: string): string =>
  `seat_acceptance a join supplier_bill b on b.supplier_id = a.supplier_id
    where b.id = ${row}.supplier_bill_id and a.for_company_id = ${row}.for_company_id and a.product_id = ${row}.product_id
      and (a.billed, a.provided, a.invoiced) = (${row}.billed, ${row}.provided, ${row}.invoiced)`;

/** SQL: how a difference stands. */
export const standingOf = (row: string): string =>
  `case when ${row}.kind = 'AGREES' then 'AGREES' when exists (select from ${acceptance(row)}) then 'ACCEPTED' else 'OPEN' end`;

/** SQL: how many differences of a bill stand like this. */
const countOf = (row: string, standing: keyof typeof SeatStanding): string =>
  `select count(*)::integer from seat_difference d where d.supplier_bill_id = ${row}.id and d.kind <> 'AGREES' and ${standingOf('d')} = '${standing}'`;

/** A supplier of the platform, and how its bills are read. [P3] */
@Table('supplier', {
  data: { kept: 'WHILE_USED', none: 'name columns createdAt' },
  ...whose,
  may: { platform: 'siu' },
  impersonal: ['name'],
})
export class Supplier {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() name!: string;
  @Json() columns!: BillColumns;
  @Moment() createdAt!: Date;

  @Computed(
    () => String,
    (row) => `${row}.columns ->> 'customer'`,
    { description: 'The title of that column of its bills.' },
  )
  customerColumn!: string;
  @Computed(
    () => String,
    (row) => `${row}.columns ->> 'product'`,
  )
  productColumn!: string;
  @Computed(
    () => String,
    (row) => `${row}.columns ->> 'quantity'`,
  )
  quantityColumn!: string;
  @Computed(
    () => String,
    (row) => `${row}.columns ->> 'unitCost'`,
  )
  unitCostColumn!: string;
}

/** Which company or product is meant by what a supplier calls it. */
@Table('supplier_match', {
  data: { kept: 'WHILE_USED', none: 'kind reference' },
  ...whose,
  internal: true,
  may: { platform: 'siu' },
})
export class SupplierMatch {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() supplierId!: string;
  @Choice(MatchKind) kind!: keyof typeof MatchKind;
  @Text() reference!: string;
  @Ref({ nullable: true }) forCompanyId!: string | null;
  @Ref({ nullable: true }) productId!: string | null;
}

/** A bill of a supplier for a month, kept with the hash of its file. [P3] */
@Table('supplier_bill', {
  data: {
    kept: 'ACCOUNTS',
    since: 'periodEnd',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'uploadedByName' },
    none: 'periodStart periodEnd fileName fileHash lines costMinor comparedFor comparedAt createdAt',
  },
  ...whose,
  may: { platform: 'siu' },
  constraints: { supplier_bill_once: ['file', 'This file has been taken in already.'] },
})
export class SupplierBill {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() supplierId!: string;
  @Day() periodStart!: string;
  @Day({ description: 'The day after the last.' }) periodEnd!: string;
  @Text() fileName!: string;
  @Text({ description: 'SHA-256 of the file, in hexadecimal.' }) fileHash!: string;
  @Whole({ description: 'Lines of the file.' }) lines!: number;
  @Amount({ description: 'What it comes to.' }) costMinor!: number;
  @Text() uploadedByName!: string;
  @Day({
    description:
      'The day of which is asked what ran and what was invoiced: the last of its month that has come.',
  })
  comparedFor!: string;
  @Moment() comparedAt!: Date;
  @Moment() createdAt!: Date;

  @Computed(
    () => Int,
    (row) => countOf(row, 'OPEN'),
    { description: 'Differences that nobody has looked at yet.' },
  )
  openCount!: number;
  @Computed(
    () => Int,
    (row) => countOf(row, 'ACCEPTED'),
    { description: 'Differences that are accepted or ordered.' },
  )
  acceptedCount!: number;
  @Computed(
    () => GraphQLMinor,
    (row) =>
      `select coalesce(sum(d.lost_minor), 0)::bigint from seat_difference d where d.supplier_bill_id = ${row}.id`,
    { description: 'What it asks for seats that are invoiced to nobody, net.' },
  )
  lostMinor!: number;
  @Computed(
    () => Boolean,
    (row) =>
      `exists (select from invoice i where i.issuer_id = ${row}.reseller_id and i.state <> 'DRAFT'
        and i.period_start <= ${row}.compared_for and i.period_end > ${row}.compared_for)`,
    { description: 'The platform has invoiced that day.' },
  )
  monthInvoiced!: boolean;
  @One(() => Supplier, 'supplierId') supplier!: Supplier;
}

/** What a bill says of one customer and one product, its lines added up. */
@Table('supplier_bill_line', {
  data: { kept: 'ACCOUNTS', none: 'customer product quantity costMinor' },
  ...whose,
  internal: true,
  may: { platform: 'si' },
})
export class SupplierBillLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() supplierBillId!: string;
  @Text() customer!: string;
  @Text() product!: string;
  @Whole() quantity!: number;
  @Amount() costMinor!: number;
}

@ObjectType()
export class SeatAcceptanceNote {
  @Field(() => String) reason!: string;
  @Field(() => String) byName!: string;
  @Field(() => GraphQLDateTime) at!: Date;
}

const seats = (count: string): string => `${count} || case when ${count} = 1 then ' seat' else ' seats' end`;
const are = (count: string): string =>
  `${count} || case when ${count} = 1 then ' seat is' else ' seats are' end`;

/** SQL: what is said of a difference, each side of what is provided with a sentence of its own. */
const explanationOf = (row: string): string => {
  const over = (more: string, less: string) => `(${row}.${more} - ${row}.${less})`;
  return `case ${row}.kind
    when 'CUSTOMER_UNKNOWN' then 'The supplier bills a customer that has not been matched with a company yet.'
    when 'PRODUCT_UNKNOWN' then 'The supplier bills a product that has not been matched with one of the catalogue yet.'
    when 'AGREES' then 'Billed, provided and invoiced alike.'
    else concat_ws(' ',
      case when ${row}.billed > ${row}.provided then 'The supplier bills ' || ${seats(over('billed', 'provided'))} || ' more than are provided.'
        when ${row}.billed < ${row}.provided then ${are(over('provided', 'billed'))} || ' provided that the supplier does not bill.' end,
      case when ${row}.provided > ${row}.invoiced then ${are(over('provided', 'invoiced'))} || ' provided and not invoiced.'
        when ${row}.provided < ${row}.invoiced then ${are(over('invoiced', 'provided'))} || ' invoiced and not provided.' end) end`;
};

/** The one order that would bring what is provided to what is billed. */
@ObjectType()
export class SeatOrder {
  @Field(() => ID, {
    nullable: true,
    description: 'The subscription that changes, or ends; none: it is to begin.',
  })
  subscriptionId!: string | null;
  @Field(() => Int, { description: 'Seats today.' }) was!: number;
  @Field(() => Int, { description: 'Seats afterwards; 0: it ends.' }) quantity!: number;
}

/**
 * SQL: the order that brings a product of a company as a whole to what is billed. None where seats are single people's, since nobody
 * but the customer knows whose, where several subscriptions share them or a bundle holds them, or where it has been brought there meanwhile.
 */
export const orderOf = (row: string): string =>
  `select jsonb_build_object('subscriptionId', min(s.id::text), 'was', coalesce(sum(s.quantity), 0), 'quantity', greatest(${row}.billed, 0))
    from subscription s where s.company_id = ${row}.for_company_id and s.product_id = ${row}.product_id and ${isRunning('s')}
    having ${row}.kind in ('NOT_PROVIDED', 'NOT_BILLED') and count(*) <= 1 and count(s.part_of_id) = 0 and coalesce(sum(s.quantity), 0) <> greatest(${row}.billed, 0)
      and (select p.unit from product p where p.id = ${row}.product_id) <> 'PER_USER'`;

/** One company and one product in three columns: what the supplier bills, what is provided, what is invoiced. [P3] */
@Table('seat_difference', {
  data: { kept: 'WHILE_USED', none: 'customer sku billed provided invoiced costMinor lostMinor kind weight' },
  ...whose,
  may: { platform: 'sid' },
})
export class SeatDifference {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() supplierBillId!: string;
  @Ref({ nullable: true }) forCompanyId!: string | null;
  @Ref({ nullable: true }) productId!: string | null;
  @Text({ description: 'What the supplier calls the customer; empty for one that it does not bill.' })
  customer!: string;
  @Text({ description: 'What the supplier calls the product.' }) sku!: string;
  @Whole({ description: 'Of the supplier’s bill.' }) billed!: number;
  @Whole({ description: 'Of subscriptions that ran on the day of comparison.' }) provided!: number;
  @Whole({ description: 'Of the platform’s own invoices, for that day.' }) invoiced!: number;
  @Amount({ description: 'What the supplier asks for them, net.' }) costMinor!: number;
  @Amount({ description: 'What the supplier asks for seats that are invoiced to nobody, net.' })
  lostMinor!: number;
  @Choice(SeatDifferenceKind) kind!: SeatDifferenceKind;
  @Whole({ api: false }) weight!: number;

  @Computed(() => SeatStanding, standingOf) standing!: keyof typeof SeatStanding;
  @Computed(() => String, explanationOf, { description: 'The difference in words.' })
  explanation!: string;
  @Computed(
    () => SeatAcceptanceNote,
    (row) =>
      `select jsonb_build_object('reason', a.reason, 'byName', a.accepted_by_name, 'at', a.created_at) from ${acceptance(row)}`,
    { nullable: true, description: 'Of these numbers: it ends when one of them changes.' },
  )
  acceptance!: SeatAcceptanceNote | null;
  @Computed(() => SeatOrder, orderOf, {
    nullable: true,
    description: 'The order that brings what is provided to what is billed, if one can.',
  })
  order!: SeatOrder | null;
  @One(() => SupplierBill, 'supplierBillId') bill!: SupplierBill;
  @One(() => Company, 'forCompanyId', { nullable: true }) company!: Company | null;
  @One(() => Product, 'productId', { nullable: true }) product!: Product | null;
}

/** A difference that somebody has accepted, with the numbers of which that is said. */
@Table('seat_acceptance', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'acceptedByName' },
    none: 'billed provided invoiced reason createdAt',
  },
  ...whose,
  internal: true,
  may: { platform: 'siu' },
})
export class SeatAcceptance {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() supplierId!: string;
  @Ref() forCompanyId!: string;
  @Ref() productId!: string;
  @Whole() billed!: number;
  @Whole() provided!: number;
  @Whole() invoiced!: number;
  @Text() reason!: string;
  @Text() acceptedByName!: string;
  @Moment() createdAt!: Date;
}
