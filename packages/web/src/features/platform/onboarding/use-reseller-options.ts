import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { type Options, useOptions } from '../../../data/use-options.ts';

const ResellerOptionsDocument = graphql(`
  query ResellerOptions($search: String) {
    resellers(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        name
        isPlatform
      }
    }
  }
`);

const ChosenResellerDocument = graphql(`
  query ChosenReseller($id: ID!) {
    reseller(id: $id) {
      id
      name
    }
  }
`);

const RESELLERS = {
  many: ResellerOptionsDocument,
  found: ({ resellers }: ResultOf<typeof ResellerOptionsDocument>) =>
    resellers.nodes.filter(({ isPlatform }) => !isPlatform),
  one: ChosenResellerDocument,
  chosen: ({ reseller }: ResultOf<typeof ChosenResellerDocument>) => reseller,
  type: 'Reseller',
};

/** The resellers a company can be onboarded under; the platform's own channel is what "direct" means. */
export const useResellerOptions = (ask: boolean, chosen?: string): Options =>
  useOptions(RESELLERS, ask, chosen);
