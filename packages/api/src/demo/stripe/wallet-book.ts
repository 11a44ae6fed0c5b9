import type Stripe from 'stripe';
import type { EventBook } from './event-book.ts';
import { invalidRequest, missingResource } from './failure.ts';
import { stripeId } from './ids.ts';
import { newSession, type StandInEvent, seconds } from './objects.ts';
import type { RequestContext } from './request-context.ts';
import type { SetupParameters } from './session-parameters.ts';

/** What becomes of payments from a method: nothing in the way, or Stripe's code for what is. */
export type Behaviour = 'succeeds' | (string & {});

/** A page on which a card or bank account is kept for later. */
export interface SetupRecord {
  readonly session: Stripe.Checkout.Session;
  readonly intent: Stripe.SetupIntent;
  readonly parameters: SetupParameters;
  readonly account: string | undefined;
}

export interface KeptMethod {
  readonly method: Stripe.PaymentMethod;
  readonly mandate: Stripe.Mandate;
  readonly account: string | undefined;
  behaviour: Behaviour;
}

/** A card or bank account as somebody has typed it in. */
export type Typed =
  | {
      readonly kind: 'card';
      readonly name: string;
      readonly number: string;
      readonly month: number;
      readonly year: number;
    }
  | {
      readonly kind: 'bacs_debit';
      readonly name: string;
      readonly sortCode: string;
      readonly accountNumber: string;
    };

/** Stripe's test cards and accounts by what becomes of payments from them (docs.stripe.com/testing). */
const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  '4000000000000341': 'card_declined',
  '4000000000009995': 'insufficient_funds',
  '4000002500003155': 'authentication_required',
  '4000000000000069': 'expired_card',
  '22222227': 'insufficient_funds',
  '33333335': 'debit_not_authorized',
};

/** Cards that can be kept, although payments from them fail. */
export const TROUBLED_CARDS: readonly string[] = Object.keys(BEHAVIOURS).filter(
  ({ length }) => length === 16,
);

/** Customers' cards and bank accounts, the pages on which they are entered, and mandates. */
export function createWalletBook(options: {
  readonly now: () => Date;
  readonly baseUrl: () => string;
  readonly events: EventBook;
  readonly publish: (event: StandInEvent) => void;
}) {
  const { now, baseUrl, events, publish } = options;
  const setups = new Map<string, SetupRecord>();
  const kept = new Map<string, KeptMethod>();

  function emit(type: StandInEvent['type'], object: object, context: RequestContext): StandInEvent {
    const event = events.add(type, object, context);
    publish(event);
    return event;
  }

  function retrieveSetup(id: string, account: string | undefined): SetupRecord {
    const record = setups.get(id);
    if (!record || record.account !== account) throw missingResource('checkout.session', id, 'session');
    return record;
  }

  function close(record: SetupRecord, context: RequestContext): void {
    Object.assign(record.session, { status: 'expired', url: null });
    emit('checkout.session.expired', record.session, context);
  }

  function retrieve(id: string, account: string | undefined): KeptMethod {
    const found = kept.get(id);
    if (!found || found.account !== account) throw missingResource('payment_method', id, 'payment_method');
    return found;
  }

  return {
    setups,
    retrieveSetup,
    retrieve,
    createSetup(parameters: SetupParameters, { account }: RequestContext): SetupRecord {
      const session = newSession({ ...parameters, amount: null, currency: null }, baseUrl(), now());
      const intent = newSetupIntent(parameters, now());
      Object.assign(session, {
        mode: 'setup',
        customer_creation: 'always',
        payment_status: 'no_payment_required',
        payment_method_types: parameters.allowed_payment_method_types,
        setup_intent: intent.id,
        url: `${baseUrl()}/c/setup/${session.id}`,
      } satisfies Partial<Stripe.Checkout.Session>);
      const record = { session, intent, parameters, account };
      setups.set(session.id, record);
      return record;
    },
    expireSetup(id: string, context: RequestContext): SetupRecord {
      const record = retrieveSetup(id, context.account);
      if (record.session.status !== 'open')
        throw invalidRequest(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${record.session.status}.`,
        );
      close(record, context);
      return record;
    },
    /** Keeps what was typed in on an open page. */
    keep(record: SetupRecord, typed: Typed): StandInEvent[] {
      const { session, intent, account } = record;
      if (session.status !== 'open') return [];
      const customer = stripeId('cus_');
      const method = newMethod(typed, customer, now());
      const mandate = newMandate(method, now());
      const number = typed.kind === 'card' ? typed.number : typed.accountNumber;
      kept.set(method.id, { method, mandate, account, behaviour: BEHAVIOURS[number] ?? 'succeeds' });
      Object.assign(intent, {
        status: 'succeeded',
        customer,
        payment_method: method.id,
        mandate: mandate.id,
      });
      Object.assign(session, { status: 'complete', url: null, customer });
      return [
        emit('setup_intent.succeeded', intent, { account }),
        emit('checkout.session.completed', session, { account }),
      ];
    },
    detach(id: string, context: RequestContext): Stripe.PaymentMethod {
      const { method } = retrieve(id, context.account);
      if (!method.customer)
        throw invalidRequest(
          'The payment method you provided is not attached to a customer so detachment is impossible.',
        );
      method.customer = null;
      emit('payment_method.detached', method, context);
      return method;
    },
    retrieveMandate(id: string, account: string | undefined): Stripe.Mandate {
      const found = [...kept.values()].find((one) => one.mandate.id === id && one.account === account);
      if (!found) throw missingResource('mandate', id, 'mandate');
      return found.mandate;
    },
    /** The bank, or whoever has the account, ends the mandate. */
    revokeMandate(methodId: string): StandInEvent {
      const { mandate, account } = retrieve(methodId, undefined);
      mandate.status = 'inactive';
      return emit('mandate.updated', mandate, { account });
    },
    sweep(): void {
      for (const record of setups.values())
        if (record.session.status === 'open' && record.session.expires_at <= seconds(now()))
          close(record, { account: record.account });
    },
    /** The session with what was asked to be in it rather than named. */
    show({ session, intent }: SetupRecord, wanted: readonly string[] | undefined): object {
      if (!wanted?.some((name) => name.startsWith('setup_intent'))) return session;
      const found = typeof intent.payment_method === 'string' ? kept.get(intent.payment_method) : undefined;
      return {
        ...session,
        setup_intent: {
          ...intent,
          ...(found && wanted.includes('setup_intent.payment_method') && { payment_method: found.method }),
          ...(found && wanted.includes('setup_intent.mandate') && { mandate: found.mandate }),
        },
      };
    },
  };
}
export type WalletBook = ReturnType<typeof createWalletBook>;

function newSetupIntent(parameters: SetupParameters, now: Date): Stripe.SetupIntent {
  return {
    id: stripeId('seti_1'),
    object: 'setup_intent',
    allowed_payment_method_types: parameters.allowed_payment_method_types,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: null,
    created: seconds(now),
    customer: null,
    description: parameters.setup_intent_data?.description ?? null,
    excluded_payment_method_types: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: parameters.setup_intent_data?.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: parameters.allowed_payment_method_types,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  };
}

function newMethod(typed: Typed, customer: string, now: Date): Stripe.PaymentMethod {
  return {
    id: stripeId('pm_1'),
    object: 'payment_method',
    billing_details: { address: null, email: null, name: typed.name, phone: null, tax_id: null },
    created: seconds(now),
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: typed.kind,
    ...(typed.kind === 'card'
      ? {
          card: {
            brand: 'visa',
            checks: null,
            country: 'GB',
            display_brand: 'visa',
            exp_month: typed.month,
            exp_year: typed.year,
            funding: 'credit',
            generated_from: null,
            last4: typed.number.slice(-4),
            networks: null,
            regulated_status: 'regulated',
            three_d_secure_usage: { supported: true },
            wallet: null,
          },
        }
      : {
          bacs_debit: {
            fingerprint: null,
            last4: typed.accountNumber.slice(-4),
            sort_code: typed.sortCode,
          },
        }),
  };
}

function newMandate(method: Stripe.PaymentMethod, now: Date): Stripe.Mandate {
  const id = stripeId('mandate_1');
  return {
    id,
    object: 'mandate',
    customer_acceptance: {
      accepted_at: seconds(now),
      online: { ip_address: '127.0.0.1', user_agent: null },
      type: 'online',
    },
    livemode: false,
    multi_use: {},
    payment_method: method.id,
    payment_method_details: method.bacs_debit
      ? {
          type: 'bacs_debit',
          bacs_debit: {
            display_name: 'Xe2',
            network_status: 'accepted',
            reference: id.slice(-9).toUpperCase(),
            revocation_reason: null,
            service_user_number: '298020',
            url: `https://payments.stripe.com/bacs/mandates/${id}`,
          },
        }
      : { type: 'card', card: {} },
    status: 'active',
    type: 'multi_use',
  };
}
