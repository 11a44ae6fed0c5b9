import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { type Options, useOptions } from '../../../data/use-options.ts';

const ManyDocument = graphql(`
  query ResellersToChase($search: String) {
    resellers(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        isPlatform
      }
    }
  }
`);

const OneDocument = graphql(`
  query ResellerToChase($id: ID!) {
    reseller(id: $id) {
      id
      name
    }
  }
`);

const RESELLERS = {
  many: ManyDocument,
  found: ({ resellers }: ResultOf<typeof ManyDocument>) =>
    resellers.nodes.filter(({ isPlatform }) => !isPlatform),
  one: OneDocument,
  chosen: ({ reseller }: ResultOf<typeof OneDocument>) => reseller,
  type: 'Reseller',
};

/** The resellers to choose from, whom the platform chases; see `useOptions`. */
export const useResellerOptions = (ask: boolean, chosen?: string): Options =>
  useOptions(RESELLERS, ask, chosen);
