import { z } from 'zod';

/** The fields of the pay page, named as on Stripe's own. */
export const CARD_FIELDS = ['cardNumber', 'cardExpiry', 'cardCvc', 'billingName'] as const;
export type CardField = (typeof CARD_FIELDS)[number];
export type CardErrors = Partial<Record<CardField, string>>;

export type CardOutcome =
  | { readonly kind: 'approved'; readonly name: string }
  | { readonly kind: 'declined'; readonly message: string }
  | { readonly kind: 'invalid'; readonly errors: CardErrors };

const APPROVED = '4242424242424242';
const DECLINED = '4000000000000002';

const cardForm = z.object({
  cardNumber: z
    .string()
    .transform((typed) => typed.replace(/[ -]/g, ''))
    .refine(isCardNumber, 'Enter the whole card number, for example 4242 4242 4242 4242'),
  cardExpiry: z
    .string()
    .trim()
    // The slash may be left out: some phones' number pads have none.
    .regex(/^(0[1-9]|1[0-2]) ?\/? ?\d{2}$/, 'Enter month and year as MM / YY, for example 12 / 34'),
  cardCvc: z
    .string()
    .trim()
    .regex(/^\d{3}$/, 'Enter the three digits from the back of the card'),
  billingName: z
    .string()
    .trim()
    .min(1, 'Enter the name on the card')
    .max(100, 'Enter a name of at most 100 characters'),
});

/** What becomes of a card that somebody typed in. Takes test cards only: a real card's number is declined unused. */
export function tryCard(
  form: Readonly<Record<CardField, string>>,
  now: Date,
  /** Numbers that are taken besides: of cards from which nothing can be collected later. */
  besides: readonly string[] = [],
): CardOutcome {
  const read = cardForm.safeParse(form);
  const errors: CardErrors = {};
  for (const { path, message } of read.error?.issues ?? []) {
    const field = CARD_FIELDS.find((name) => name === path[0]);
    if (field) errors[field] ??= message;
  }
  if (!errors.cardExpiry && hasExpired(form.cardExpiry, now)) {
    errors.cardExpiry = 'This card has expired. Enter a date that lies ahead, for example 12 / 34';
  }
  if (!read.success || errors.cardExpiry) return { kind: 'invalid', errors };
  if (besides.includes(read.data.cardNumber)) return { kind: 'approved', name: read.data.billingName };
  switch (read.data.cardNumber) {
    case APPROVED:
      return { kind: 'approved', name: read.data.billingName };
    case DECLINED:
      return { kind: 'declined', message: 'Your card was declined.' };
    default:
      return {
        kind: 'declined',
        message: 'Your card was declined. This page takes test cards only: use 4242 4242 4242 4242.',
      };
  }
}

/** 12 to 19 digits whose last one fits the others (Luhn). */
function isCardNumber(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** A card is good until the end of its month. */
function hasExpired(expiry: string, now: Date): boolean {
  const digits = expiry.replace(/\D/g, '');
  return Date.UTC(2000 + Number(digits.slice(2)), Number(digits.slice(0, 2))) <= now.getTime();
}
