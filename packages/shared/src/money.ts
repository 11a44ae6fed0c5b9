/** Money is a whole number of minor units (pence) beside an ISO 4217 currency code such as 'GBP'. */
export type Minor = number;

/** What customers are billed in; all of them have two digits. */
export const CURRENCIES = ['GBP', 'EUR', 'USD'] as const;

const NAMES: Record<string, string> = { GBP: 'pounds', EUR: 'euros', USD: 'US dollars' };

/** 'EUR' gives "euros", as in "billed in euros". */
export const currencyName = (currency: string): string => NAMES[currency] ?? currency;

/** An amount of one currency. */
export interface Money {
  currency: string;
  minor: Minor;
}

/** Returns `value` unchanged if it can be an amount in minor units; throws RangeError for fractions and unsafe integers. */
export function minorUnits(value: number): Minor {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number of minor units`);
  return value === 0 ? 0 : value;
}

/** Returns `value` unchanged; throws RangeError, which calls it `name`, if it is negative or not a whole number. */
export function notNegative(value: number, name: string): number {
  if (minorUnits(value) < 0) throw new RangeError(`The ${name} must not be negative, got ${value}`);
  return value;
}

/** Like {@link minorUnits} for the result of exact arithmetic in bigint. */
export function minorFromBigInt(value: bigint): Minor {
  return minorUnits(Number(value));
}

/** Adds amounts of one currency. Throws RangeError when an amount or the sum is not a safe whole number. */
export function sumMinor(amounts: Iterable<Minor>): Minor {
  let sum = 0;
  for (const amount of amounts) sum = minorUnits(sum + minorUnits(amount));
  return sum;
}

/**
 * `numerator / denominator` rounded to a whole number; a half goes away from zero, as in PostgreSQL's `round(numeric)`,
 * so that what is credited mirrors what was charged. The denominator must be positive.
 */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** `123450` and 'GBP' give "£1,234.50". Throws RangeError for a fraction of a minor unit or an unknown currency. */
export function formatMoney(minor: Minor, currency: string, locale = 'en-GB'): string {
  const { format, digits } = moneyFormat(currency, locale);
  return format.format(decimal(minorUnits(minor), digits));
}

/**
 * Reads an amount that a person typed, in British notation: "£1,234.50", "12", "12.5", "GBP 12", "-3.20".
 * Returns minor units, or null for anything else: other currencies, too many decimals, misplaced commas.
 */
export function parseMoney(text: string, currency: string): Minor | null {
  const { symbols, digits } = moneyFormat(currency, 'en-GB');
  const match = /^([-−]?)(\D*?)\s*(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?\s*(\D*)$/u.exec(text.trim());
  if (!match) return null;
  const [, sign, before = '', whole = '', fraction = '', after = ''] = match;
  if (fraction.length > digits) return null;
  const named = [before, after].filter((part) => part !== '');
  if (named.length > 1 || !named.every((part) => symbols.includes(part.toUpperCase()))) return null;
  const minor = Number(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return sign && minor !== 0 ? -minor : minor;
}

interface MoneyFormat {
  format: Intl.NumberFormat;
  digits: number;
  /** How the currency may be named beside an amount, in upper case: "£", "GBP". */
  symbols: string[];
}

const formats = new Map<string, MoneyFormat>();

function moneyFormat(currency: string, locale: string): MoneyFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const narrow = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const symbols = [format, narrow].map(
    (one) => one.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency,
  );
  const made = {
    format,
    digits: format.resolvedOptions().maximumFractionDigits ?? 2,
    symbols: [...symbols, currency].map((name) => name.toUpperCase()),
  };
  formats.set(key, made);
  return made;
}

/** The exact decimal as text, because a large amount divided by 100 is not exact as a number. */
function decimal(minor: Minor, digits: number): Intl.StringNumericLiteral {
  const magnitude = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - digits);
  const sign = minor < 0 ? '-' : '';
  return `${sign}${whole}.${magnitude.slice(whole.length) || '0'}` as Intl.StringNumericLiteral;
}
