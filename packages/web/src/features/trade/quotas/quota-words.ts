import { money } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';

/** What a quota counts, and how much of it. */
export interface Limit {
  category: string | null;
  most: number | null;
  mostMinor: number | null;
  /** Of one in money. */
  currency: string;
  product: { id: string; name: string } | null;
}

export const quotaName = ({ product, category }: Limit): string =>
  product?.name ?? (category ? `All of ${words(category)}` : 'Everything, a month');

/** So much of what it counts. */
export const amountOf = (
  { mostMinor, currency }: Pick<Limit, 'mostMinor' | 'currency'>,
  value: number,
): string => (mostMinor === null ? value.toLocaleString('en-GB') : money(value, currency));

/** How much of it is taken, in per cent; a quota of nothing is always full. */
export const percentOf = ({ most, mostMinor }: Limit, used: number): number => {
  const limit = most ?? mostMinor ?? 0;
  return limit === 0 ? 100 : Math.floor((used / limit) * 100);
};

/** From so many per cent on it is shown that little is left. */
export const NEARLY = 80;
