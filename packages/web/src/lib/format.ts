import { formatMoney, type Money } from '@steward/shared';
import { locale } from './locale.ts';

/** `123450` GBP → "£1,234.50" in the reader's locale. */
export function money(minor: number, currency: string): string {
  return formatMoney(minor, currency, locale);
}

/** Millionths of a currency's main unit, as a minute of a call costs: 12 000 → "£0.012". */
export const moneyMicro = (micro: number, currency: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(micro / 1_000_000);

const plainAmount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount of which the currency is not said: `123450` → "1,234.50". */
export const amount = (minor: number): string => plainAmount.format(minor / 100);

const wholeMoney = new Map<string, Intl.NumberFormat>();

/** For headline figures and chart axes, where pence only distract: `123450` GBP → "£1,235"; "£1.2m" when `compact`. */
export function moneyRounded(minor: number, currency: string, compact = false): string {
  const key = `${currency} ${compact}`;
  let format = wholeMoney.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      maximumFractionDigits: compact ? 1 : 0,
      notation: compact ? 'compact' : 'standard',
    });
    wholeMoney.set(key, format);
  }
  return format.format(minor / 100);
}

/** Amounts of several currencies side by side, which are never added up: "£1,200.00 + €300.00"; written by `one`. */
export const moneyList = (
  amounts: readonly Money[],
  one: (minor: number, currency: string) => string = money,
) => amounts.map(({ minor, currency }) => one(minor, currency)).join(' + ');

const number = new Intl.NumberFormat(locale);

/** `12345` → "12,345". */
export function count(value: number): string {
  return number.format(value);
}

const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });

/** `0.392` → "39%". */
export function percent(part: number): string {
  return share.format(part);
}

const day = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A calendar day ("2026-10-01"), which has no zone: "1 Oct 2026". */
export function date(plain: string): string {
  return day.format(new Date(`${plain}T00:00:00Z`));
}

const month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const monthNarrow = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "2026-10" → "October 2026", or "Oct 2026" when `short`. */
export function monthName(period: string, short = false): string {
  return (short ? monthNarrow : month).format(new Date(`${period.slice(0, 7)}-01T00:00:00Z`));
}

/** A period whose end is exclusive, as people say it: "1 Oct 2026 – 31 Oct 2026". */
export function period(from: string, endExclusive: string): string {
  const last = new Date(Date.parse(`${endExclusive}T00:00:00Z`) - 86_400_000);
  return `${date(from)} – ${day.format(last)}`;
}

const instantFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const instantDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const instantFull = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });

/** An instant in the reader's zone: "1 Oct 2026, 14:05". */
export function instant(iso: string): string {
  return instantFormat.format(new Date(iso));
}

/** The day of an instant in the reader's zone: "1 Oct 2026". */
export function instantDate(iso: string): string {
  return instantDay.format(new Date(iso));
}

/** An instant with weekday, seconds and the zone's name, for tooltips. */
export function instantExact(iso: string): string {
  return instantFull.format(new Date(iso));
}

const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const WEEK_SECONDS = 604_800;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * How far an instant is from `nowMs` (epoch milliseconds): "3 minutes ago", "in 2 days", "just now". Beyond a week it is the
 * day: "last month" would leave the reader to guess.
 */
export function relative(iso: string, nowMs: number): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  if (Math.abs(seconds) >= WEEK_SECONDS) return instantDate(iso);
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return relativeFormat.format(Math.trunc(seconds / size), unit);
  return 'just now';
}

/** How long it is until an instant, from `nowMs` (epoch milliseconds): "in 24 s", "in 5 min", "in 6 h"; "any moment" once it has come. */
export function until(iso: string, nowMs: number): string {
  const seconds = Math.ceil((Date.parse(iso) - nowMs) / 1000);
  if (seconds <= 0) return 'any moment';
  if (seconds < 90) return `in ${count(seconds)} s`;
  if (seconds < 90 * 60) return `in ${count(Math.round(seconds / 60))} min`;
  return `in ${count(Math.round(seconds / 3600))} h`;
}

/** "3 companies", "1 company". The plural is the singular with an s unless given. */
export function plural(value: number, singular: string, many = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : many}`;
}
