import {
  Amount,
  Choice,
  Computed,
  enumeration,
  Key,
  Moment,
  Ref,
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

/** A card payment under way on Stripe's page. Its idempotency key is stored before Stripe is asked. [S72] */
@Table('checkout', {
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed can be paid',
  may: { platform: 's', reseller: 'siu', company: 'siu', worker: 'su', gate: 's' },
})
export class Checkout {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() invoiceId!: string;
  @Choice(CheckoutState) state!: CheckoutState;
  @Amount() amountMinor!: number;
  @Text({ api: false }) idempotencyKey!: string;
  @Text({ api: false, nullable: true }) stripeSessionId!: string | null;
  @Computed(
    () => String,
    (row) => `coalesce(${row}.url, '')`,
    { description: 'Where to send the browser; it comes back to the invoice.' },
  )
  @Text({ api: false, nullable: true })
  url!: string | null;
  @Moment() createdAt!: Date;
}

/** Stripe events that have had their effect; the id is unique, so that none has it twice. [S69] */
@Table('stripe_event', {
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
