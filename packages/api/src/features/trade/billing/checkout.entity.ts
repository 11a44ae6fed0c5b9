import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
  Flag,
  Key,
  Moment,
  Ref,
  Sealed,
  Table,
  Text,
} from '../../../kernel/table.ts';

export const CheckoutState = enumeration('CheckoutState', {
  STARTED: 'STARTED',
  OPEN: 'OPEN',
  PAID: 'PAID',
  EXPIRED: 'EXPIRED',
});
export type CheckoutState = keyof typeof CheckoutState;

/** What became of card money that stood against no invoice. */
export const CardResolution = enumeration('CardResolution', { RECORDED: 'RECORDED', REFUNDED: 'REFUNDED' });
export type CardResolution = keyof typeof CardResolution;

/** SQL: money of the checkout with this alias stands against no invoice, and nobody has said what became of it. */
export const isUnallocated = (row: string): string =>
  `(${row}.unallocated_minor is not null and ${row}.resolved_at is null)`;

const paying = ['state', 'stripeSessionId', 'url'] as const;

/** A card payment under way on Stripe's page. Its idempotency key is stored before Stripe is asked. [S72] */
@Table('checkout', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    emptied: { idempotencyKey: 'id::text' },
    CUSTOMER: { for: 'BILLING', PAYMENT: 'stripeSessionId url paymentReference idempotencyKey' },
    ACTOR: { for: 'ACCOUNTABILITY', CONTENT: 'resolutionNote' },
    none: 'state amountMinor createdAt unallocatedMinor unallocatedCurrency receivedOn resolution resolvedAt byLink',
  },
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed can be paid',
  may: { platform: 'su', reseller: 'siu', company: 'siu', worker: 'siu', gate: 's' },
  // What became of money is said by the operator, to whom it came.
  changes: { platform: ['resolution', 'resolutionNote', 'resolvedAt'], reseller: paying, company: paying },
})
export class Checkout {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() invoiceId!: string;
  /** The checkout of another invoice, on whose page this one is paid, too. */
  @Ref({ nullable: true }) paidWithId!: string | null;
  @Choice(CheckoutState) state!: CheckoutState;
  @Amount() amountMinor!: number;
  @Text({ api: false }) idempotencyKey!: string;
  @Text({ api: false, nullable: true }) stripeSessionId!: string | null;
  @Computed(
    () => String,
    (row) => `coalesce(${row}.url, '')`,
    { description: 'Where to send the browser; it comes back to the invoice, or to all of them.' },
  )
  @Text({ api: false, nullable: true })
  url!: string | null;
  /** Begun by whoever had the pay link of a letter. */
  @Flag({ api: false }) byLink!: boolean;
  @Amount({ nullable: true, description: 'What came in and stands, or stood, against no invoice.' })
  unallocatedMinor!: number | null;
  @Text({ nullable: true }) unallocatedCurrency!: string | null;
  @Day({ nullable: true }) receivedOn!: string | null;
  @Text({ nullable: true, description: 'What Stripe’s records call the payment.' }) paymentReference!:
    | string
    | null;
  @Choice(CardResolution, { nullable: true, description: 'What became of it; none as long as nobody knows.' })
  resolution!: CardResolution | null;
  @Sealed({ nullable: true }) resolutionNote!: string | null;
  @Moment({ nullable: true }) resolvedAt!: Date | null;
  @Moment() createdAt!: Date;
}

/** Stripe events that have had their effect; the id is unique, so that none has it twice. [S69] */
@Table('stripe_event', {
  data: { kept: 'SHORT', since: 'receivedAt', none: 'eventId type receivedAt' },
  area: 'billing',
  internal: true,
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: what is owed can be paid',
  may: { worker: 'si' },
})
export class StripeEvent {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Text() eventId!: string;
  @Text() type!: string;
  @Moment() receivedAt!: Date;
}
