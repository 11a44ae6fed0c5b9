import type { Minor, PlainDate } from '@steward/shared';
import Stripe from 'stripe';
import type { Failure } from './collection-rules.ts';
import type { MethodKind, MethodState } from './stored-method.entity.ts';

/** What Stripe keeps of a card or bank account, as far as it is shown here. */
export interface KeptMethod {
  state: Extract<MethodState, 'PENDING' | 'ACTIVE' | 'FAILED'>;
  customerId: string | null;
  methodId: string;
  brand: string | null;
  last4: string;
  goodUntil: PlainDate | null;
  mandateId: string | null;
  mandateReference: string | null;
  mandateUrl: string | null;
}

const idOf = (given: string | { id: string } | null | undefined): string | null =>
  typeof given === 'string' ? given : (given?.id ?? null);

/** Reads a method with its mandate; a card has none that must be active. */
export function keptMethod(
  method: Stripe.PaymentMethod,
  customer: string | { id: string } | null,
  mandate: Stripe.Mandate | null,
): KeptMethod {
  const { card, bacs_debit: account } = method;
  const paper = mandate?.payment_method_details.bacs_debit;
  return {
    state:
      mandate?.status === 'inactive'
        ? 'FAILED'
        : account && mandate?.status === 'pending'
          ? 'PENDING'
          : 'ACTIVE',
    customerId: idOf(customer),
    methodId: method.id,
    brand: card?.brand ?? account?.sort_code ?? null,
    last4: card?.last4 ?? account?.last4 ?? '',
    goodUntil: card ? lastOfMonth(card.exp_year, card.exp_month) : null,
    mandateId: mandate?.id ?? null,
    mandateReference: paper?.reference ?? null,
    mandateUrl: paper?.url ?? null,
  };
}

const lastOfMonth = (year: number, month: number): PlainDate =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** What Stripe's word for a kind is. */
export const stripeTypeOf = (kind: MethodKind) => (kind === 'CARD' ? 'card' : 'bacs_debit');

/** What became of a payment that was asked for off session. */
export interface PaymentFacts {
  paymentId: string;
  status: 'SUCCEEDED' | 'PROCESSING' | 'FAILED';
  amountMinor: Minor;
  /** ISO 4217, upper case. */
  currency: string;
  failure: Failure | null;
}

export function factsOfPayment(payment: Stripe.PaymentIntent): PaymentFacts {
  const { id, status, amount, amount_received, currency } = payment;
  const facts = { paymentId: id, amountMinor: amount, currency: currency.toUpperCase(), failure: null };
  if (status === 'succeeded') return { ...facts, status: 'SUCCEEDED', amountMinor: amount_received };
  if (status === 'processing') return { ...facts, status: 'PROCESSING' };
  const error = payment.last_payment_error;
  const code =
    status === 'requires_action' ? 'authentication_required' : (error?.decline_code ?? error?.code ?? status);
  return {
    ...facts,
    status: 'FAILED',
    failure: { code, message: error?.message ?? 'The payment was declined.' },
  };
}

/** The payment that a refusal of Stripe's is about: a declined card is an error that carries it. */
export function paymentOfRefusal(error: unknown): Stripe.PaymentIntent | undefined {
  return error instanceof Stripe.errors.StripeCardError
    ? (error.payment_intent as Stripe.PaymentIntent | undefined)
    : undefined;
}

/** Why a bank took money back, in words. */
export function returnReason(reason: string): string {
  const words: Readonly<Record<string, string>> = {
    bank_cannot_process: 'The bank could not process it',
    credit_not_processed: 'Credit that was promised was not given',
    debit_not_authorized: 'The account’s holder says that the debit was not authorised',
    duplicate: 'It was charged twice',
    fraudulent: 'The card’s holder did not authorise it',
    general: 'No particular reason was given',
    incorrect_account_details: 'The account’s details are not right',
    insufficient_funds: 'There was not enough in the account',
    product_not_received: 'What was paid for was not received',
    product_unacceptable: 'What was paid for was not as described',
    subscription_canceled: 'What was paid for had been cancelled',
    unrecognized: 'The card’s holder does not recognise it',
  };
  return words[reason] ?? 'The bank has taken it back';
}

/** Whether Stripe does not know (any more) what it is asked about. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';
