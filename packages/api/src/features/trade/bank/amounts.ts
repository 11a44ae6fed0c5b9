import { CURRENCIES } from '@steward/shared';

/** An amount as banks write it, in minor units: 1,234.50, £4.20, (3.00) and -3 for what went out; undefined for anything else. */
export function minorOf(text: string): number | undefined {
  const plain = text
    .replace(/[£€$\s]/g, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
    .replace(/^\((.+)\)$/, '-$1');
  const [, sign, whole = '', part = ''] = /^([+-]?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  if (!whole) return undefined;
  return (sign === '-' ? -1 : 1) * Number(whole + part.padEnd(2, '0'));
}

/** Whether Steward reckons in it. */
export const isCurrency = (text: string): boolean => (CURRENCIES as readonly string[]).includes(text);

/** A day as banks write it: 2026-11-03, 20261103…, 03/11/2026, 3 Nov 2026; undefined for what is none. The day comes before the month. */
export function dayOf(text: string): string | undefined {
  const given = text.trim();
  const [, year, month, day] =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(given) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{4,6})?(?:\D.*)?$/.exec(given) ??
    [];
  if (year) return real(Number(year), Number(month), Number(day));
  const [, first, second, last] =
    /^(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{2}|\d{4})$/.exec(given) ?? [];
  if (!first || !second || !last) return undefined;
  const named = MONTHS.indexOf(second.slice(0, 3).toLowerCase()) + 1;
  return real(Number(last) + (last.length === 2 ? 2000 : 0), named || Number(second), Number(first));
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function real(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year > 1999 && year < 2200 ? date.toISOString().slice(0, 10) : undefined;
}

/** Words on one line, not too many of them, without what no text column takes. */
export const oneLine = (text: string, longest = 300): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longest);
