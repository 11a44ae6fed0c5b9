import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { type Options, useOptions } from '../../../data/use-options.ts';

const ManyDocument = graphql(`
  query ResellersToCharge($search: String) {
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
  query ResellerToCharge($id: ID!) {
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

/** Those who can be given a tariff: companies if it is retail, else resellers; see `useOptions`. */
export function useTariffCustomers(retail: boolean, chosen?: string): Options {
  const companies = useCompanyOptions(retail, retail ? chosen : undefined);
  const resellers = useOptions(RESELLERS, !retail, retail ? undefined : chosen);
  return retail ? companies : resellers;
}
