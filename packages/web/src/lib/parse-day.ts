import { isPlainDate } from '@steward/shared';
import { date } from './format.ts';

/**
 * A calendar day as people type it: "2026-10-01", "1/10/2026" or "1.10.26" in the order of their locale, "1 Oct 2026" with
 * the name of a month in their language or in English. Undefined if it is none.
 */
export function parseDay(text: string, locale?: string): string | undefined {
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  if (/^\s*\d{4}-\d{1,2}-\d{1,2}\s*$/.test(text)) return plain(numbers[0], numbers[1], numbers[2]);
  const month = monthIn(text, locale);
  if (month !== undefined) {
    if (numbers.length !== 2) return undefined;
    const [day, year] = (numbers[0] ?? 0) > 31 ? [numbers[1], numbers[0]] : numbers;
    return plain(year, month, day);
  }
  if (numbers.length !== 3 || /\p{L}/u.test(text)) return undefined;
  const order = orderOf(locale);
  const part = (name: string) => numbers[order.indexOf(name)];
  return plain(part('year'), part('month'), part('day'));
}

interface Bounds {
  locale?: string;
  /** First and last day that may be chosen, as "2026-10-01". */
  min?: string | undefined;
  max?: string | undefined;
}

/** The day that was typed, if it is one that may be chosen; else none, and what is wrong with it in words. */
export function readDay(text: string, { locale, min, max }: Bounds): { day: string; problem?: string } {
  if (text.trim() === '') return { day: '' };
  const day = parseDay(text, locale);
  if (!day) return { day: '', problem: `Must be a day such as ${date(min ?? max ?? '2026-12-01')}.` };
  if (min && day < min) return { day: '', problem: `Must be ${date(min)} or later.` };
  if (max && day > max) return { day: '', problem: `Must be ${date(max)} or earlier.` };
  return { day };
}

function plain(
  year: number | undefined,
  month: number | undefined,
  day: number | undefined,
): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const full = year < 100 ? 2000 + year : year;
  const text = [String(full).padStart(4, '0'), ...[month, day].map((n) => String(n).padStart(2, '0'))].join(
    '-',
  );
  return isPlainDate(text) ? text : undefined;
}

/** "day", "month" and "year" in the order in which the locale writes them. */
function orderOf(locale: string | undefined): string[] {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .formatToParts(0)
    .map(({ type }) => type)
    .filter((type) => type === 'day' || type === 'month' || type === 'year');
}

/** The number of the month whose name, or at least three letters of it, stands in the text. */
function monthIn(text: string, locale: string | undefined): number | undefined {
  const word = /\p{L}{3,}/u.exec(text)?.[0]?.toLowerCase();
  if (!word) return undefined;
  const months = Array.from({ length: 12 }, (_, at) => at + 1);
  const called = (month: number, language: string | undefined) =>
    new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
      .format(Date.UTC(2026, month - 1, 1))
      .toLowerCase()
      .startsWith(word);
  return months.find((month) => called(month, locale)) ?? months.find((month) => called(month, 'en'));
}
