import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from './graphql.ts';
import { useRead } from './use-read.ts';

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

interface CompanyOptions {
  options: { value: string; label: string }[];
  /** Hand it what is typed into the drop-down: there may be more companies than one answer holds. */
  onSearch: (text: string) => void;
}

/**
 * The companies to choose from, by name, for a filter or a field.
 *
 * @param ask whether the reader looks after several companies at all
 * @param chosen id of the company that is chosen now; it is among the options whatever is typed
 */
export function useCompanyOptions(ask: boolean, chosen?: string): CompanyOptions {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const one = useRead(ChosenCompanyDocument, { id: chosen ?? '' }, { pause: !ask || !chosen });
  const company = chosen && one.state === 'ready' ? one.data.company : undefined;
  // Once one is chosen its name stands in the field: that is not a search.
  const search = settled && settled !== company?.name ? settled : null;
  const many = useRead(CompanyOptionsDocument, { search }, { pause: !ask, type: 'Company' });
  const found = many.state === 'ready' ? many.data.companies.nodes : [];
  const all = company && !found.some(({ id }) => id === company.id) ? [company, ...found] : found;
  return { options: all.map(({ id, name }) => ({ value: id, label: name })), onSearch: setTyped };
}
