import { graphql, type ResultOf } from './graphql.ts';
import { type Options, useOptions } from './use-options.ts';

const CompanyOptionsDocument = graphql(`
  query CompanyOptions($search: String) {
    companies(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

const ChosenCompanyDocument = graphql(`
  query ChosenCompany($id: ID!) {
    company(id: $id) {
      id
      name
    }
  }
`);

const COMPANIES = {
  many: CompanyOptionsDocument,
  found: ({ companies }: ResultOf<typeof CompanyOptionsDocument>) => companies.nodes,
  one: ChosenCompanyDocument,
  chosen: ({ company }: ResultOf<typeof ChosenCompanyDocument>) => company,
  type: 'Company',
};

/** The companies to choose from, for a filter or a field; see `useOptions`. */
export const useCompanyOptions = (ask: boolean, chosen?: string): Options =>
  useOptions(COMPANIES, ask, chosen);
