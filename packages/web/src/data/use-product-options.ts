import { graphql, type ResultOf } from './graphql.ts';
import { type Options, useOptions } from './use-options.ts';

const ProductOptionsDocument = graphql(`
  query ProductOptions($search: String) {
    products(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

const ChosenProductDocument = graphql(`
  query ChosenProduct($id: ID!) {
    product(id: $id) {
      id
      name
    }
  }
`);

const PRODUCTS = {
  many: ProductOptionsDocument,
  found: ({ products }: ResultOf<typeof ProductOptionsDocument>) => products.nodes,
  one: ChosenProductDocument,
  chosen: ({ product }: ResultOf<typeof ChosenProductDocument>) => product,
  type: 'Product',
};

/** The products of the catalogue, for a filter or a field; see `useOptions`. */
export const useProductOptions = (chosen?: string): Options => useOptions(PRODUCTS, true, chosen);
