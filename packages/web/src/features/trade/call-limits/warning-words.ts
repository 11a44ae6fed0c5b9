import { money, moneyMicro } from '../../../lib/format.ts';

/** Kinds of warnings as people say them. */
export const WARNINGS: Readonly<Record<string, string>> = {
  DAY: 'Came to a lot',
  BARRED: 'Barred',
  PREMIUM: 'First premium call',
  UNUSUAL: 'First call to there',
};

/** What was warned of, in a few words. */
export function warningWords(warning: {
  zone: string | null;
  perMinuteMicro: number | null;
  currency: string;
  amountMicro: number | null;
  limitMinor: number | null;
}): string {
  const { zone, perMinuteMicro, currency, amountMicro, limitMinor } = warning;
  if (zone) return `${zone}, up to ${moneyMicro(perMinuteMicro ?? 0, currency)} a minute`;
  return `${money(Math.floor((amountMicro ?? 0) / 10_000), currency)} of ${money(limitMinor ?? 0, currency)}`;
}
