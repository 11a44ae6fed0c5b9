import type Stripe from 'stripe';
import type { EventBook } from './event-book.ts';
import { invalidRequest, missingResource } from './failure.ts';
import { stripeId } from './ids.ts';
import { newPaymentIntent, newSession, type StandInEvent, seconds } from './objects.ts';
import type { RequestContext } from './request-context.ts';
import type { SessionParameters } from './session-parameters.ts';

export interface CheckoutRecord {
  readonly session: Stripe.Checkout.Session;
  readonly parameters: SessionParameters;
  readonly account: string | undefined;
  payment: Stripe.PaymentIntent | undefined;
}

/** Checkout Sessions and their payments: what they are, and how they may change. */
export interface CheckoutBook {
  readonly records: ReadonlyMap<string, CheckoutRecord>;
  create(parameters: SessionParameters, context: RequestContext): CheckoutRecord;
  /** @throws {StripeFailure} 404, for another account's session too. */
  retrieve(id: string, account: string | undefined): CheckoutRecord;
  retrievePayment(id: string, account: string | undefined): Stripe.PaymentIntent;
  /** @throws {StripeFailure} unless the session is open. */
  expire(id: string, context: RequestContext): CheckoutRecord;
  /** Pays an open session; changes nothing, and returns no events, if it is not open. */
  pay(record: CheckoutRecord, cardholder: string): StandInEvent[];
  decline(record: CheckoutRecord, message: string): StandInEvent[];
  /** Expires the open sessions whose time has come by the stand-in's clock. */
  sweep(): void;
}

export interface CheckoutBookOptions {
  readonly now: () => Date;
  readonly baseUrl: () => string;
  readonly events: EventBook;
  /** Told of every event, to deliver it. */
  readonly publish: (event: StandInEvent) => void;
}

export function createCheckoutBook({ now, baseUrl, events, publish }: CheckoutBookOptions): CheckoutBook {
  const records = new Map<string, CheckoutRecord>();

  function emit(type: StandInEvent['type'], object: object, context: RequestContext): StandInEvent {
    const event = events.add(type, object, context);
    publish(event);
    return event;
  }

  function retrieve(id: string, account: string | undefined): CheckoutRecord {
    const record = records.get(id);
    if (!record || record.account !== account) throw missingResource('checkout.session', id, 'session');
    return record;
  }

  function close(record: CheckoutRecord, context: RequestContext): void {
    Object.assign(record.session, { status: 'expired', url: null });
    emit('checkout.session.expired', record.session, context);
  }

  function paymentOf(record: CheckoutRecord): Stripe.PaymentIntent {
    record.payment ??= newPaymentIntent(record.parameters, now());
    record.session.payment_intent = record.payment.id;
    return record.payment;
  }

  return {
    records,
    retrieve,
    create(parameters, { account }) {
      const session = newSession(parameters, baseUrl(), now());
      const record: CheckoutRecord = { session, parameters, account, payment: undefined };
      records.set(session.id, record);
      return record;
    },
    retrievePayment(id, account) {
      const owner = [...records.values()].find(
        (record) => record.payment?.id === id && record.account === account,
      );
      if (!owner?.payment) throw missingResource('payment_intent', id, 'intent');
      return owner.payment;
    },
    expire(id, context) {
      const record = retrieve(id, context.account);
      if (record.session.status !== 'open') {
        const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${record.session.status}.`;
        throw invalidRequest(message);
      }
      close(record, context);
      return record;
    },
    pay(record, cardholder) {
      const { session, account } = record;
      if (session.status !== 'open') return [];
      const payment = paymentOf(record);
      Object.assign(payment, {
        status: 'succeeded',
        amount_received: payment.amount,
        last_payment_error: null,
        latest_charge: stripeId('ch_3'),
        payment_method: stripeId('pm_1'),
      } satisfies Partial<Stripe.PaymentIntent>);
      Object.assign(session, {
        status: 'complete',
        payment_status: 'paid',
        url: null,
        customer_details: customerDetails(cardholder, session.customer_email),
      } satisfies Partial<Stripe.Checkout.Session>);
      return [
        emit('payment_intent.succeeded', payment, { account }),
        emit('checkout.session.completed', session, { account }),
      ];
    },
    decline(record, message) {
      if (record.session.status !== 'open') return [];
      const payment = paymentOf(record);
      payment.last_payment_error = {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'generic_decline',
        message,
      };
      return [emit('payment_intent.payment_failed', payment, { account: record.account })];
    },
    sweep() {
      for (const record of records.values()) {
        const { session, account } = record;
        if (session.status === 'open' && session.expires_at <= seconds(now())) close(record, { account });
      }
    },
  };
}

function customerDetails(name: string, email: string | null): Stripe.Checkout.Session.CustomerDetails {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}
