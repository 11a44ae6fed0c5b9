import { setting } from '../../../kernel/protection.ts';
import {
  Amount,
  Choice,
  Computed,
  Day,
  enumeration,
  Key,
  Moment,
  One,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { Invoice, Payment } from '../billing/index.ts';
import { CreditNote, Overpayment } from '../credit-notes/index.ts';
import { StoredMethod } from './stored-method.entity.ts';

const issued = `issuer_id = ${setting('reseller_id')}`;
const whose = {
  area: 'billing',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is owed can be paid, and paid back',
  kept: issued,
} as const;

export const CollectionState = enumeration('CollectionState', {
  ANNOUNCED: 'ANNOUNCED',
  STARTED: 'STARTED',
  PENDING: 'PENDING',
  PAID: 'PAID',
  FAILED: 'FAILED',
  STOPPED: 'STOPPED',
  DROPPED: 'DROPPED',
});
export type CollectionState = keyof typeof CollectionState;

const stopped = ['state', 'endedAt'] as const;

/**
 * What is, or was, collected of an invoice from a method on file: one attempt, announced before. Its idempotency key is stored
 * before Stripe is asked. [B7] [S72]
 */
@Table('collection', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    emptied: { idempotencyKey: 'id::text' },
    CUSTOMER: { for: 'BILLING', PAYMENT: 'stripePaymentId idempotencyKey failureCode failure' },
    none: 'state attempt collectOn amountMinor startedAt createdAt endedAt',
  },
  ...whose,
  may: { platform: 'siu', reseller: 'siu', company: 'siu', worker: 'siu', gate: 's' },
  // Only the product itself announces; people say that something is not to be collected, or after all.
  writes: Object.fromEntries(
    ['platform', 'reseller', 'company'].map((role) => [role, `state in ('ANNOUNCED', 'STOPPED', 'DROPPED')`]),
  ),
  changes: { platform: stopped, reseller: stopped, company: stopped },
  impersonal: ['state', 'collectOn', 'amountMinor'],
})
export class Collection {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Ref({ nullable: true }) methodId!: string | null;
  @Choice(CollectionState) state!: CollectionState;
  @Whole({ description: 'The first, or which one after others that failed.' }) attempt!: number;
  @Day() collectOn!: string;
  @Amount() amountMinor!: number;
  @Text({ api: false }) idempotencyKey!: string;
  @Moment({ api: false, nullable: true }) startedAt!: Date | null;
  @Text({ api: false, nullable: true }) stripePaymentId!: string | null;
  @Text({ nullable: true, description: 'As Stripe calls it.' }) failureCode!: string | null;
  @Text({ nullable: true, description: 'Why it failed, in words.' }) failure!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;

  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  @One(() => StoredMethod, 'methodId', { nullable: true }) method!: StoredMethod | null;
}

export const ReturnState = enumeration('ReturnState', { OPEN: 'OPEN', LOST: 'LOST', WON: 'WON' });
export type ReturnState = keyof typeof ReturnState;

/** Money of a payment that a bank has taken back: a charge-back, or a debit that was returned late. [B7] */
@Table('returned_payment', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    emptied: { stripeId: 'id::text' },
    CUSTOMER: { for: 'BILLING', PAYMENT: 'stripeId' },
    none: 'state amountMinor reason returnedOn answerBy createdAt endedAt',
  },
  ...whose,
  may: { platform: 's', reseller: 's', company: 's', worker: 'siu', gate: 's' },
  impersonal: ['state', 'amountMinor'],
})
export class ReturnedPayment {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() invoiceId!: string;
  @Ref() paymentId!: string;
  @Choice(ReturnState, { description: 'Open while it can still be answered; won: the money is back.' })
  state!: ReturnState;
  @Amount() amountMinor!: number;
  @Text({ description: 'What the bank says, in words.' }) reason!: string;
  @Text({ api: false }) stripeId!: string;
  @Day() returnedOn!: string;
  @Moment({ nullable: true, description: 'Until when evidence is taken, at Stripe.' })
  answerBy!: Date | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;

  @Computed(
    () => Boolean,
    (row) => `(${row}.issuer_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`,
    { description: 'Whoever asks issued the invoice.' },
  )
  ofIssuer!: boolean;
  @One(() => Invoice, 'invoiceId') invoice!: Invoice;
  @One(() => Payment, 'paymentId') payment!: Payment;
}

export const RefundState = enumeration('RefundState', {
  STARTED: 'STARTED',
  PENDING: 'PENDING',
  PAID: 'PAID',
  FAILED: 'FAILED',
});
export type RefundState = keyof typeof RefundState;

/** Credit that is paid back to where money of the customer came from. Its idempotency key is stored before Stripe is asked. [B7] [S72] */
@Table('card_refund', {
  data: {
    kept: 'ACCOUNTS',
    since: 'createdAt',
    ends: 'values',
    CUSTOMER: { for: 'BILLING', PAYMENT: 'stripeRefundId' },
    none: 'state amountMinor idempotencyKey failure createdAt endedAt',
  },
  ...whose,
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 'su', gate: 's' },
  writes: { platform: issued, reseller: issued },
  changes: {
    platform: ['state', 'stripeRefundId', 'failure', 'endedAt'],
    reseller: ['state', 'stripeRefundId', 'failure', 'endedAt'],
  },
  impersonal: ['state', 'amountMinor'],
})
export class CardRefund {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() issuerId!: string;
  @Ref() paymentId!: string;
  @Ref({ nullable: true }) creditNoteId!: string | null;
  @Ref({ nullable: true }) overpaymentId!: string | null;
  @Choice(RefundState) state!: RefundState;
  @Amount() amountMinor!: number;
  @Text({ api: false }) idempotencyKey!: string;
  @Text({ api: false, nullable: true }) stripeRefundId!: string | null;
  @Text({ nullable: true, description: 'Why it did not arrive.' }) failure!: string | null;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) endedAt!: Date | null;

  @One(() => Payment, 'paymentId') payment!: Payment;
  @One(() => CreditNote, 'creditNoteId', { nullable: true }) creditNote!: CreditNote | null;
  @One(() => Overpayment, 'overpaymentId', { nullable: true }) overpayment!: Overpayment | null;
}
