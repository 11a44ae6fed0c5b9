import { graphql } from './graphql.ts';
import { useRead } from './use-read.ts';

const ProductOptionsDocument = graphql(`
  query ProductOptions {
    products(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

/** The products of the catalogue, for a filter or a field. */
export function useProductOptions(): { value: string; label: string }[] {
  const read = useRead(ProductOptionsDocument, {}, { type: 'Product' });
  if (read.state !== 'ready') return [];
  return read.data.products.nodes.map(({ id, name }) => ({ value: id, label: name }));
}
