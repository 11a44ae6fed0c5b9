import type Stripe from 'stripe';
import { stripeId } from './ids.ts';
import type { SessionParameters } from './session-parameters.ts';

/** The one version of the wire protocol spoken here; no longer compiles when the library moves on to another. */
export const API_VERSION: Stripe.LatestApiVersion = '2026-10-28.endive';

export type StandInEvent =
  | Stripe.CheckoutSessionCompletedEvent
  | Stripe.CheckoutSessionExpiredEvent
  | Stripe.PaymentIntentSucceededEvent
  | Stripe.PaymentIntentPaymentFailedEvent
  | Stripe.PaymentIntentProcessingEvent
  | Stripe.SetupIntentSucceededEvent
  | Stripe.PaymentMethodDetachedEvent
  | Stripe.MandateUpdatedEvent
  | Stripe.RefundUpdatedEvent
  | Stripe.RefundFailedEvent
  | Stripe.ChargeDisputeCreatedEvent
  | Stripe.ChargeDisputeClosedEvent;

/** Stripe's times are whole seconds. */
export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

const ONE_DAY = 24 * 60 * 60;

/** What a page is made with, whatever it is for. */
type SessionGround = Pick<
  SessionParameters,
  | 'allowed_payment_method_types'
  | 'branding_settings'
  | 'cancel_url'
  | 'client_reference_id'
  | 'customer_email'
  | 'expires_at'
  | 'locale'
  | 'metadata'
  | 'submit_type'
  | 'success_url'
> & { amount: number | null; currency: string | null };

export function newSession(parameters: SessionGround, baseUrl: string, now: Date): Stripe.Checkout.Session {
  const id = stripeId('cs_test_a1');
  const branding = parameters.branding_settings?.display_name;
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: parameters.allowed_payment_method_types ?? null,
    amount_subtotal: parameters.amount,
    amount_total: parameters.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    ...(branding !== undefined && {
      branding_settings: {
        background_color: '#ffffff',
        border_style: 'rounded',
        button_color: '#0074d4',
        display_name: branding,
        font_family: 'default',
        icon: null,
        logo: null,
      },
    }),
    cancel_url: parameters.cancel_url ?? null,
    client_reference_id: parameters.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: seconds(now),
    currency: parameters.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: null,
    customer_email: parameters.customer_email ?? null,
    discounts: [],
    expires_at: parameters.expires_at ?? seconds(now) + ONE_DAY,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: parameters.locale ?? null,
    managed_payments: { enabled: false },
    metadata: parameters.metadata ?? {},
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: parameters.submit_type ?? null,
    subscription: null,
    success_url: parameters.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${baseUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}

/** A payment: of a session when somebody first tries to pay, or one that was asked for off session. */
export function newPaymentIntent(
  parameters: Pick<
    SessionParameters,
    'allowed_payment_method_types' | 'payment_intent_data' | 'amount' | 'currency'
  >,
  now: Date,
): Stripe.PaymentIntent {
  const data = parameters.payment_intent_data;
  const id = stripeId('pi_3');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: parameters.allowed_payment_method_types ?? null,
    amount: parameters.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: null,
    confirmation_method: 'automatic',
    created: seconds(now),
    currency: parameters.currency,
    customer: null,
    customer_account: null,
    description: data?.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: data?.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: data?.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: data?.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}
