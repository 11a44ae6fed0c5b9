import { formatMoney, parseMoney } from '@steward/shared';
import { z } from 'zod';

const MOST_MINOR = 100_000_000;

/** Rule of a price that is typed in a currency: "4.50". Nothing is a price too, an empty field is none. */
export const price = (currency: string) =>
  z.string().superRefine((text, context) => {
    const minor = parseMoney(text, currency);
    const fault = (message: string) => context.addIssue({ code: 'custom', message });
    if (text.trim() === '') fault('Must be filled in.');
    else if (minor === null || minor < 0) fault('Must be a price such as 4.50.');
    else if (minor > MOST_MINOR) fault(`May be at most ${formatMoney(MOST_MINOR, currency)}.`);
  });

/** "4.50" → 450; only for what the rule has passed. */
export const priceMinor = (text: string, currency: string): number => parseMoney(text, currency) ?? 0;

/** 450 → "4.50", as it stands in the field. */
export const priceText = (minor: number): string => (minor / 100).toFixed(2);

/** What is written before an amount: "£". */
export const currencySign = (currency: string): string =>
  ({ GBP: '£', EUR: '€', USD: '$' })[currency] ?? currency;
