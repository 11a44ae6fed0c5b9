import { percent } from '../../../lib/format.ts';

/**
 * What part of the retail price stays with the seller: "36 %". A price of nothing has no part of it.
 *
 * @param retailMinor minor units, as is `wholesaleMinor`
 */
export function marginShare(retailMinor: number, wholesaleMinor: number): string {
  return retailMinor === 0 ? '' : percent((retailMinor - wholesaleMinor) / retailMinor);
}
