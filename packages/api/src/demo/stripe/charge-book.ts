import type Stripe from 'stripe';
import type { EventBook } from './event-book.ts';
import { invalidRequest, missingResource, StripeFailure } from './failure.ts';
import { stripeId } from './ids.ts';
import { newPaymentIntent, type StandInEvent, seconds } from './objects.ts';
import { boolean, group, integer, list, metadata, oneOf, optional, type Read, text } from './parameters.ts';
import type { RequestContext } from './request-context.ts';
import type { WalletBook } from './wallet-book.ts';

const stripeName = text({ max: 255 });

/** The parameters of POST /v1/payment_intents that a payment off session needs; anything else is refused as unknown. */
export const readCharge = group({
  allowed_payment_method_types: list(oneOf('card', 'bacs_debit'), { max: 1 }),
  amount: integer({ min: 30, max: 99_999_999 }),
  confirm: boolean(),
  currency: oneOf('gbp', 'eur', 'usd'),
  customer: stripeName,
  description: optional(text({ max: 1_000 })),
  mandate: optional(stripeName),
  metadata: optional(metadata()),
  off_session: boolean(),
  payment_method: stripeName,
});
export const readChargeList = group({ customer: stripeName, limit: optional(integer({ min: 1, max: 100 })) });
export const readRefund = group({
  amount: integer({ min: 1, max: 99_999_999 }),
  metadata: optional(metadata()),
  payment_intent: stripeName,
});
export const readRefundList = group({
  limit: optional(integer({ min: 1, max: 100 })),
  payment_intent: stripeName,
});

/** How banks say why in Stripe's words, where a payment has a code of its own for it. */
const MESSAGES: Readonly<Record<string, string>> = {
  authentication_required: 'Your card was declined. This transaction requires authentication.',
  card_declined: 'Your card was declined.',
  debit_not_authorized: 'The customer has notified their bank that the debit was not authorised.',
  expired_card: 'Your card has expired.',
  insufficient_funds: 'There are insufficient funds.',
};
/** Of a declined card the code says what it is, or that it was declined and the decline code why. */
const OWN_CODES = ['authentication_required', 'expired_card'];
/** A debit comes in, or fails, after so long. */
const DEBIT_MS = 3 * 24 * 3_600_000;

/** Payments off session, refunds and disputes. */
export function createChargeBook(options: {
  readonly now: () => Date;
  readonly wallet: WalletBook;
  readonly events: EventBook;
  readonly publish: (event: StandInEvent) => void;
  /** A payment of a card page; throws if there is none. */
  readonly paidOnPage: (id: string, account: string | undefined) => Stripe.PaymentIntent;
}) {
  const { now, wallet, events, publish } = options;
  const payments = new Map<string, { payment: Stripe.PaymentIntent; account: string | undefined }>();
  const refunds = new Map<string, Stripe.Refund>();
  const disputes = new Map<string, Stripe.Dispute>();

  function emit(type: StandInEvent['type'], object: object, context: RequestContext): StandInEvent {
    const event = events.add(type, object, context);
    publish(event);
    return event;
  }

  function retrieve(id: string, account: string | undefined): Stripe.PaymentIntent {
    const found = payments.get(id);
    return found && found.account === account ? found.payment : options.paidOnPage(id, account);
  }

  function succeed(payment: Stripe.PaymentIntent, context: RequestContext): StandInEvent {
    Object.assign(payment, {
      status: 'succeeded',
      amount_received: payment.amount,
      latest_charge: stripeId('ch_3'),
      last_payment_error: null,
    } satisfies Partial<Stripe.PaymentIntent>);
    return emit('payment_intent.succeeded', payment, context);
  }

  function fail(payment: Stripe.PaymentIntent, why: string, context: RequestContext): StandInEvent {
    const code =
      payment.payment_method_types.includes('card') && !OWN_CODES.includes(why) ? 'card_declined' : why;
    Object.assign(payment, {
      status: 'requires_payment_method',
      amount_received: 0,
      last_payment_error: {
        type: 'card_error',
        code,
        decline_code: why === 'card_declined' ? 'generic_decline' : why,
        message: MESSAGES[why] ?? 'The payment failed.',
      },
    } satisfies Partial<Stripe.PaymentIntent>);
    return emit('payment_intent.payment_failed', payment, context);
  }

  const bySource = (payment: Stripe.PaymentIntent) =>
    wallet.retrieve(String(payment.payment_method), payments.get(payment.id)?.account);

  function settle(payment: Stripe.PaymentIntent): StandInEvent {
    const { behaviour, mandate, account } = bySource(payment);
    const why = mandate.status === 'inactive' ? 'debit_not_authorized' : behaviour;
    return why === 'succeeds' ? succeed(payment, { account }) : fail(payment, why, { account });
  }

  const processing = () => [...payments.values()].filter(({ payment }) => payment.status === 'processing');

  return {
    payments: () => [...payments.values()].map(({ payment }) => payment),
    refunds,
    disputes,
    retrieve,
    list({ customer, limit = 10 }: Read<typeof readChargeList>): Stripe.ApiList<Stripe.PaymentIntent> {
      const all = [...payments.values()]
        .map(({ payment }) => payment)
        .filter((one) => one.customer === customer);
      return {
        object: 'list',
        data: all.reverse().slice(0, limit),
        has_more: all.length > limit,
        url: '/v1/payment_intents',
      };
    },
    create(given: Read<typeof readCharge>, context: RequestContext): Stripe.PaymentIntent {
      const { method, mandate, behaviour } = wallet.retrieve(given.payment_method, context.account);
      const type = given.allowed_payment_method_types[0];
      if (method.customer !== given.customer)
        throw invalidRequest(
          'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again.',
          { param: 'payment_method' },
        );
      if (method.type !== type)
        throw invalidRequest(
          `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent.`,
          { param: 'payment_method' },
        );
      if (type === 'bacs_debit' && given.currency !== 'gbp')
        throw invalidRequest(
          `The currency provided (${given.currency}) is invalid. Payments with bacs_debit support the following currencies: gbp.`,
          { param: 'currency' },
        );
      if (given.mandate !== undefined && given.mandate !== mandate.id)
        throw missingResource('mandate', given.mandate, 'mandate');
      if (!given.confirm || !given.off_session)
        throw invalidRequest('The stand-in makes payments off session only, confirmed at once.', {
          param: 'off_session',
        });
      const payment = newPaymentIntent(
        {
          allowed_payment_method_types: given.allowed_payment_method_types,
          amount: given.amount,
          currency: given.currency,
          payment_intent_data: {
            description: given.description,
            metadata: given.metadata,
            receipt_email: undefined,
            statement_descriptor_suffix: undefined,
          },
        },
        now(),
      );
      Object.assign(payment, {
        customer: given.customer,
        payment_method: method.id,
        payment_method_types: [method.type],
      });
      payments.set(payment.id, { payment, account: context.account });
      if (type === 'bacs_debit') {
        if (mandate.status === 'inactive')
          throw invalidRequest('The mandate is not active.', { code: 'payment_method_bank_account_blocked' });
        payment.status = 'processing';
        emit('payment_intent.processing', payment, context);
        return payment;
      }
      if (behaviour === 'succeeds') {
        succeed(payment, context);
        return payment;
      }
      fail(payment, behaviour, context);
      throw declined(payment);
    },
    /** What is at the bank comes in, or fails, now. */
    settleDebits: (): StandInEvent[] => processing().map(({ payment }) => settle(payment)),
    sweep(): void {
      for (const { payment } of processing())
        if (payment.created * 1000 + DEBIT_MS <= now().getTime()) settle(payment);
    },
    /** The bank says of a payment that had come in that it has not. */
    failLate: (id: string, why: string): StandInEvent =>
      fail(retrieve(id, undefined), why, { account: undefined }),
    refund(given: Read<typeof readRefund>, context: RequestContext): Stripe.Refund {
      const payment = retrieve(given.payment_intent, context.account);
      const refunded = [...refunds.values()]
        .filter((one) => one.payment_intent === payment.id && one.status !== 'failed')
        .reduce((sum, one) => sum + one.amount, 0);
      if (payment.status !== 'succeeded')
        throw invalidRequest('This PaymentIntent does not have a successful charge to refund.');
      if ([...disputes.values()].some((one) => one.payment_intent === payment.id && one.status !== 'won'))
        throw invalidRequest('This charge has been charged back.', { code: 'charge_disputed' });
      if (given.amount > payment.amount_received - refunded)
        throw invalidRequest(
          `Refund amount (${given.amount}) is greater than unrefunded amount on charge (${payment.amount_received - refunded})`,
        );
      const refund = newRefund(payment, given, now());
      refunds.set(refund.id, refund);
      return refund;
    },
    retrieveRefund(id: string): Stripe.Refund {
      const found = refunds.get(id);
      if (!found) throw missingResource('refund', id, 'id');
      return found;
    },
    listRefunds({ payment_intent, limit = 10 }: Read<typeof readRefundList>): Stripe.ApiList<Stripe.Refund> {
      const all = [...refunds.values()].filter((one) => one.payment_intent === payment_intent);
      return {
        object: 'list',
        data: all.reverse().slice(0, limit),
        has_more: all.length > limit,
        url: '/v1/refunds',
      };
    },
    /** The bank sends a refund back. */
    failRefund(id: string, reason: string): StandInEvent {
      const refund = this.retrieveRefund(id);
      Object.assign(refund, { status: 'failed', failure_reason: reason });
      return emit('refund.failed', refund, { account: undefined });
    },
    /** Whoever has the card or account has the bank take a payment back. */
    dispute(paymentId: string, reason: string, amount?: number): StandInEvent {
      const payment = retrieve(paymentId, undefined);
      const dispute = newDispute(payment, { reason, amount: amount ?? payment.amount_received }, now());
      disputes.set(dispute.id, dispute);
      return emit('charge.dispute.created', dispute, { account: undefined });
    },
    retrieveDispute(id: string): Stripe.Dispute {
      const found = disputes.get(id);
      if (!found) throw missingResource('dispute', id, 'dispute');
      return found;
    },
    closeDispute(id: string, status: 'won' | 'lost'): StandInEvent {
      const dispute = this.retrieveDispute(id);
      dispute.status = status;
      return emit('charge.dispute.closed', dispute, { account: undefined });
    },
  };
}
export type ChargeBook = ReturnType<typeof createChargeBook>;

/** How Stripe refuses a payment off session with a card: with the payment in the error. */
function declined(payment: Stripe.PaymentIntent): StripeFailure {
  const { code = 'card_declined', decline_code, message = '' } = payment.last_payment_error ?? {};
  return new StripeFailure(402, {
    type: 'card_error',
    code,
    message,
    ...(decline_code !== undefined && { decline_code }),
    payment_intent: structuredClone(payment),
  });
}

function newRefund(payment: Stripe.PaymentIntent, given: Read<typeof readRefund>, now: Date): Stripe.Refund {
  return {
    id: stripeId('re_3'),
    object: 'refund',
    amount: given.amount,
    balance_transaction: null,
    charge: payment.latest_charge,
    created: seconds(now),
    currency: payment.currency,
    customer: payment.customer,
    customer_account: null,
    metadata: given.metadata ?? {},
    payment_intent: payment.id,
    payment_method: payment.payment_method,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: payment.payment_method_types.includes('bacs_debit') ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
}

function newDispute(
  payment: Stripe.PaymentIntent,
  { reason, amount }: { reason: string; amount: number },
  now: Date,
): Stripe.Dispute {
  // Against a debit nothing can be said.
  const lost = payment.payment_method_types.includes('bacs_debit');
  return {
    id: stripeId('dp_1'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: String(payment.latest_charge),
    created: seconds(now),
    currency: payment.currency,
    enhanced_eligibility_types: [],
    evidence: {} as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: lost ? null : seconds(now) + 7 * 24 * 3_600,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_applicable',
    } as Stripe.Dispute.EvidenceDetails,
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: payment.id,
    reason,
    status: lost ? 'lost' : 'needs_response',
  };
}
