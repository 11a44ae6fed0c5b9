import { money } from '../lib/format.ts';
import { graphql, type ResultOf } from './graphql.ts';

/** How what is used of a product is counted, and what a unit of it costs whoever looks: `products { ...Metered }`. [C1] */
export const metered = graphql(`
  fragment Metered on Product @_unmask {
    meter {
      unit
      aggregation
      pricing
      included
      productId
    }
    usedProduct {
      id
      name
      retailMinor
      pricedIn
    }
  }
`);
export type Metered = ResultOf<typeof metered>;
export type Meter = NonNullable<Metered['meter']>;

/** What of a month counts, in words. */
export const AGGREGATIONS: Readonly<Record<Meter['aggregation'], string>> = {
  SUM: 'All of a month, added up',
  MAXIMUM: 'The most at any time of a month',
  LAST: 'The last that was recorded in a month',
};

/** How it is priced, in words. */
export const PRICINGS: Readonly<Record<Meter['pricing'], string>> = {
  UNIT: 'Each unit at the first price',
  TIERED: 'Each tier of the price list its own part',
  VOLUME: 'All units at the price of the tier that is reached',
};

/** What is paid beside the monthly price: GB at £0.10 each beyond 100 a month. Null where nothing is counted. */
export function usedInWords({ meter, usedProduct }: Metered): string | null {
  if (!meter) return null;
  const { unit, included, pricing } = meter;
  const price =
    usedProduct?.retailMinor != null && ` at ${money(usedProduct.retailMinor, usedProduct.pricedIn)} each`;
  const beyond = included > 0 && ` beyond ${included.toLocaleString('en-GB')} a month`;
  return [unit, price, beyond, pricing !== 'UNIT' && ', by tiers'].filter(Boolean).join('');
}
