import { useDebouncedValue } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { asked } from '../../../data/asked.ts';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { usePricesFor } from '../../../data/use-prices-for.ts';
import type { Loadable } from '../../../lib/loadable.ts';

const ProductsForDocument = graphql(
  `
  query ProductsFor($filter: ProductFilter!) {
    products(first: 100, filter: $filter, orderBy: { field: NAME }) {
      nodes {
        id
        name
        description
        retailMinor
        pricedIn
        parameters {
          ...Asked
        }
      }
      totalCount
    }
  }
`,
  [asked],
);

type Product = ResultOf<typeof ProductsForDocument>['products']['nodes'][number];

/** More than a look takes in: they can be searched. */
const MANY = 12;

interface ProductsFor {
  /** The answer, or what stands in its way. */
  read: Loadable<unknown>;
  /** What was found, after those chosen before: a search does not lose them. */
  products: readonly Product[];
  /** The search box; without it there are too few to search. */
  search: { value: string; onChange: (text: string) => void } | undefined;
}

/** The products on sale for people of a company, or for companies as a whole, found by name or code, at what it pays [C1]. */
export function useProductsFor(
  unit: 'PER_USER' | 'PER_COMPANY',
  chosen: readonly string[],
  companyId: string | undefined,
): ProductsFor {
  const priceOf = usePricesFor(companyId);
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const known = useRef(new Map<string, Product>());
  const many = useRef(false);
  const filter = { unit, active: true, search: settled || null };
  const { data, error, retry } = useKeptQuery(ProductsForDocument, { filter }, { types: ['Product'] });
  const found = data?.products.nodes ?? [];
  many.current ||= (data?.products.totalCount ?? 0) > MANY;
  for (const product of found) known.current.set(product.id, product);
  const kept = chosen.flatMap((id) =>
    found.some((hit) => hit.id === id) ? [] : (known.current.get(id) ?? []),
  );
  return {
    read: error
      ? { state: 'failed', error, retry }
      : data
        ? { state: 'ready', data, stale: false }
        : { state: 'loading' },
    products: [...kept, ...found].map((product) => ({ ...product, retailMinor: priceOf(product) })),
    search: many.current ? { value: typed, onChange: setTyped } : undefined,
  };
}
