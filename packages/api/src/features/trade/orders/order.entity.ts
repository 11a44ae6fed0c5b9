import type { ParameterValues } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Amount,
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Id,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
  Text,
  Values,
  Whole,
} from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Product } from '../catalogue/index.ts';
import { Subscription } from '../subscriptions/index.ts';

export const OrderState = enumeration('OrderState', {
  AWAITING_APPROVAL: 'AWAITING_APPROVAL',
  QUEUED: 'QUEUED',
  DONE: 'DONE',
  DECLINED: 'DECLINED',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
});
export type OrderState = keyof typeof OrderState;

/** Who may have to approve an order before it is carried out. */
export const OrderApprover = enumeration('OrderApprover', { COMPANY: 'COMPANY', RESELLER: 'RESELLER' });
export type OrderApprover = keyof typeof OrderApprover;

export const OrderAction = enumeration('OrderAction', { ADD: 'ADD', CHANGE: 'CHANGE', END: 'END' });
export type OrderAction = keyof typeof OrderAction;

/** What an order is: a change of services, all that somebody who joins begins with, or all that somebody's leaving ends. */
export const OrderKind = enumeration('OrderKind', { CHANGE: 'CHANGE', JOINER: 'JOINER', LEAVER: 'LEAVER' });
export type OrderKind = keyof typeof OrderKind;

/** Which orders wait for approval: none, those that raise the monthly price by more than a limit, or all. */
export const OrderApproval = enumeration('OrderApproval', {
  NEVER: 'NEVER',
  ABOVE: 'ABOVE',
  ALWAYS: 'ALWAYS',
});
export type OrderApproval = keyof typeof OrderApproval;

/** Whom an order is about that is of one person. */
@ObjectType()
export class OrderPerson {
  @Field(() => ID) id!: string;
  @Field(() => String) displayName!: string;
}

const SELLERS = ['PLATFORM', 'RESELLER'] as const;
const tenant = { reseller: 'reseller_id', company: 'company_id' } as const;

/**
 * What somebody asked to have changed of a company's subscriptions, at the prices it was told: carried out as a whole or not at
 * all, once whoever has to approve it has. Names stand in it as evidence of who asked and who decided. [C4]
 */
@Table('service_order', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    ACTOR: { for: 'ACCOUNTABILITY', IDENTITY: 'placedByName decidedByName', CONTENT: 'note decisionNote' },
    none: 'reference state awaits startsOn lineCount retailMinor wholesaleMinor currency failure decidedAt finishedAt createdAt kind',
  },
  area: 'services',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'su', gate: 'su' },
  impersonal: ['state'],
  constraints: {
    service_order_reference_key: [
      'reference',
      'The reference was taken at the same moment. Please try again.',
    ],
  },
})
export class ServiceOrder {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Text() reference!: string;
  @Choice(OrderKind) kind!: OrderKind;
  @Choice(OrderState, {
    description: 'QUEUED: it is being carried out. FAILED: it could not be, and nothing was changed.',
  })
  state!: OrderState;
  @column('text[]', () => [OrderApprover], { description: 'Whose approval it waits for, in their order.' })
  awaits!: OrderApprover[];
  @Day({
    description: 'The first day of what it adds and changes, and the day after the last of what it ends.',
  })
  startsOn!: string;
  @Sealed({ nullable: true, description: 'What whoever placed it wrote, such as a purchase order number.' })
  note!: string | null;
  @Whole() lineCount!: number;
  @Amount({ description: 'By how much it changes what the company pays a month, without VAT.' })
  retailMinor!: number;
  @Amount({ levels: SELLERS, description: 'The same of what the reseller pays the platform.' })
  wholesaleMinor!: number;
  @Text() currency!: string;
  @Computed(
    () => String,
    (row) => `select r.currency from reseller r where r.id = ${row}.reseller_id`,
    { levels: SELLERS, description: 'Of what the reseller pays.' },
  )
  wholesaleCurrency!: string | null;
  @Text({ nullable: true, description: 'Why it could not be carried out.' }) failure!: string | null;
  @Ref({ nullable: true }) placedBy!: string | null;
  @Ref({ nullable: true }) placedByPerson!: string | null;
  @Text() placedByName!: string;
  @Computed(
    () => Boolean,
    (row) => `select ${row}.placed_by_person is not distinct from ${setting('person_id')}`,
    { description: 'Whether it is of whoever asks, who then does not approve it.' },
  )
  placedByMe!: boolean;
  @Ref({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true, description: 'Who approved, declined or cancelled it last.' })
  decidedByName!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Sealed({ nullable: true, description: 'Why it was declined.' }) decisionNote!: string | null;
  @Moment({ nullable: true }) finishedAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => OrderPerson,
    (row) => `select jsonb_build_object('id', u.id, 'displayName', u.first_name || ' ' || u.last_name)
      from service_order_line l join end_user u on u.id = l.end_user_id
      where l.service_order_id = ${row}.id and ${row}.kind <> 'CHANGE' order by l.line limit 1`,
    { nullable: true, description: 'Who joins or leaves by it; null for any other.' },
  )
  person!: OrderPerson | null;
  @One(() => Company, 'companyId') company!: Company;
}

/** One thing that an order changes, with what it comes to per unit and month, and what it came to. */
@Table('service_order_line', {
  data: {
    called: 'line of an order',
    kept: 'ACCOUNTS',
    ends: 'values',
    END_USER: { for: 'SERVING', SERVICE: 'parameters wasParameters' },
    none: 'line action quantity retailMinor wholesaleMinor wasQuantity wasRetailMinor wasWholesaleMinor createdAt endsOn',
  },
  area: 'services',
  tenant,
  place: 'with its company',
  begins: 'only while active',
  may: { platform: 'siu', reseller: 'si', company: 'si', worker: 'su', gate: 'su' },
  changes: { worker: ['subscriptionId'] },
})
export class ServiceOrderLine {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() serviceOrderId!: string;
  @Whole({ description: 'Its place in the order; the first is 1.' }) line!: number;
  @Choice(OrderAction) action!: OrderAction;
  @Ref() productId!: string;
  @Whole() quantity!: number;
  @Values({ description: 'What was chosen of what the product asks.' }) parameters!: ParameterValues;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Id({ nullable: true }) subscriptionId!: string | null;
  @Amount() retailMinor!: number;
  @Amount({ levels: SELLERS }) wholesaleMinor!: number;
  @Ref({ nullable: true }) wasProductId!: string | null;
  @Whole({ nullable: true }) wasQuantity!: number | null;
  @Values({ nullable: true }) wasParameters!: ParameterValues | null;
  @Amount({ nullable: true }) wasRetailMinor!: number | null;
  @Amount({ nullable: true, levels: SELLERS }) wasWholesaleMinor!: number | null;
  @Day({ nullable: true, description: 'Of what ends: by which day, where that is another than the order’s.' })
  endsOn!: string | null;
  @Moment({ api: false }) createdAt!: Date;

  @One(() => ServiceOrder, 'serviceOrderId') order!: ServiceOrder;
  @One(() => Product, 'productId') product!: Product;
  @One(() => Product, 'wasProductId', { nullable: true }) wasProduct!: Product | null;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @One(() => Subscription, 'subscriptionId', { nullable: true }) subscription!: Subscription | null;
}

/** Which of its orders a company approves before they are carried out, whoever places them. */
@Table('order_policy', {
  data: { kept: 'WHILE_USED', none: 'approval aboveMinor productIds' },
  area: 'services',
  internal: true,
  tenant,
  place: 'with its company',
  begins: 'even while suspended: a rule begins nothing',
  may: { platform: 'su', reseller: 's', company: 'siu', worker: 's' },
})
export class OrderPolicy {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Choice(OrderApproval, { api: false }) approval!: OrderApproval;
  @Amount({ api: false }) aboveMinor!: number;
  @column('text[]', () => [String], { api: false }) productIds!: string[];
}

/** Which orders of its companies a reseller approves; the platform of those that are its own customers. */
@Table('reseller_order_policy', {
  data: { kept: 'WHILE_USED', none: 'approval aboveMinor productIds' },
  area: 'services',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: a rule begins nothing',
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 's' },
})
export class ResellerOrderPolicy {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Choice(OrderApproval, { api: false }) approval!: OrderApproval;
  @Amount({ api: false }) aboveMinor!: number;
  @column('text[]', () => [String], { api: false }) productIds!: string[];
}
