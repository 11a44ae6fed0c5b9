import { invalidRequest } from './failure.ts';
import type { FormTree } from './form.ts';
import {
  email,
  group,
  integer,
  list,
  metadata,
  oneOf,
  optional,
  type Read,
  type Reader,
  text,
  webAddress,
} from './parameters.ts';

/** Least charge in minor units, by currency (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MINIMUM_AMOUNT: ReadonlyMap<string, number> = new Map([
  ['gbp', 30],
  ['eur', 50],
  ['usd', 50],
]);
/** Eight digits. */
const MAXIMUM_AMOUNT = 99_999_999;

const HALF_AN_HOUR = 30 * 60;
const ONE_DAY = 24 * 60 * 60;

function currency(): Reader<string> {
  return (value, param) => {
    const given = text({ max: 100 })(value, param);
    if (MINIMUM_AMOUNT.has(given)) return given;
    const supported = [...MINIMUM_AMOUNT.keys()].join(', ');
    throw invalidRequest(
      `Invalid currency: ${given}. Stripe currently supports these currencies: ${supported}`,
      { param },
    );
  };
}

export const expand = optional(
  list(oneOf('payment_intent', 'setup_intent', 'setup_intent.mandate', 'setup_intent.payment_method'), {
    max: 4,
  }),
);

const method = oneOf('card', 'bacs_debit');
const page = {
  allowed_payment_method_types: optional(list(method, { max: 1 })),
  branding_settings: optional(group({ display_name: optional(text({ max: 5_000 })) })),
  cancel_url: optional(webAddress()),
  client_reference_id: optional(text({ max: 200 })),
  customer_email: optional(email()),
  expand,
  expires_at: optional(integer({ min: 0, max: 99_999_999_999 })),
  locale: optional(oneOf('auto', 'en', 'en-GB')),
  metadata: optional(metadata()),
  submit_type: optional(oneOf('auto', 'pay')),
  success_url: webAddress(),
  ui_mode: optional(oneOf('hosted_page')),
};

/**
 * The parameters of POST /v1/checkout/sessions, API version 2026-10-28, that a hosted card payment needs. Anything else is
 * refused as unknown, which real Stripe does with `payment_method_types` too since it was replaced.
 */
const createParameters = group({
  ...page,
  line_items: list(
    group({
      price_data: group({
        currency: currency(),
        product_data: group({
          name: text({ max: 5_000 }),
          description: optional(text({ max: 40_000 })),
          metadata: optional(metadata()),
        }),
        unit_amount: integer({ min: 0, max: 999_999_999_999 }),
      }),
      quantity: integer({ min: 1, max: 999_999 }),
    }),
    { max: 100 },
  ),
  mode: oneOf('payment'),
  payment_intent_data: optional(
    group({
      description: optional(text({ max: 1_000 })),
      metadata: optional(metadata()),
      receipt_email: optional(email()),
      statement_descriptor_suffix: optional(text({ max: 22 })),
    }),
  ),
});

/** The same of a page on which a card or bank account is kept for later. */
const setupParameters = group({
  ...page,
  allowed_payment_method_types: list(method, { max: 1 }),
  customer_creation: oneOf('always'),
  mode: oneOf('setup'),
  setup_intent_data: optional(
    group({ description: optional(text({ max: 1_000 })), metadata: optional(metadata()) }),
  ),
});
export type SetupParameters = Read<typeof setupParameters>;

/** @throws {StripeFailure} for the first parameter that Stripe would refuse. */
export function readSetupParameters(form: FormTree, now: Date): SetupParameters {
  const parameters = setupParameters(form, '');
  if (parameters.expires_at !== undefined) checkExpiry(parameters.expires_at, now);
  return parameters;
}

export type SessionParameters = Read<typeof createParameters> & {
  readonly currency: string;
  /** The sum of the lines, in minor units. */
  readonly amount: number;
};

/** @throws {StripeFailure} for the first parameter that Stripe would refuse. */
export function readSessionParameters(form: FormTree, now: Date): SessionParameters {
  const parameters = createParameters(form, '');
  const [first] = parameters.line_items;
  if (!first) throw invalidRequest('Invalid array', { param: 'line_items' });
  const code = first.price_data.currency;
  parameters.line_items.forEach((line, index) => {
    if (line.price_data.currency === code) return;
    const param = `line_items[${index}][price_data][currency]`;
    throw invalidRequest('All line items of a Checkout Session must have the same currency', { param });
  });
  const amount = parameters.line_items.reduce(
    (sum, line) => sum + line.price_data.unit_amount * line.quantity,
    0,
  );
  checkAmount(amount, code);
  if (parameters.expires_at !== undefined) checkExpiry(parameters.expires_at, now);
  return { ...parameters, currency: code, amount };
}

function checkAmount(amount: number, code: string): void {
  const least = MINIMUM_AMOUNT.get(code) ?? 0;
  const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: code });
  if (amount < least) {
    const message = `The Checkout Session's total amount due must add up to at least ${money.format(least / 100)} ${code}`;
    throw invalidRequest(message, { code: 'amount_too_small' });
  }
  if (amount > MAXIMUM_AMOUNT) {
    const message = `The Checkout Session's total amount must be no more than ${money.format(MAXIMUM_AMOUNT / 100)} ${code}`;
    throw invalidRequest(message, { code: 'amount_too_large' });
  }
}

/** Stripe: "anywhere from 30 minutes to 24 hours after Checkout Session creation". */
function checkExpiry(expiresAt: number, now: Date): void {
  const ahead = expiresAt - Math.floor(now.getTime() / 1000);
  const param = 'expires_at';
  if (ahead < HALF_AN_HOUR) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      { param },
    );
  }
  if (ahead > ONE_DAY) {
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      { param },
    );
  }
}
