import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';

const PeopleDocument = graphql(`
  query PeopleToOrderFor($filter: EndUserFilter!) {
    endUsers(first: 50, filter: $filter, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
      }
    }
  }
`);

/** People of a company to choose from, found by name; those chosen before stay among them. */
export function usePeopleOptions(companyId: string, chosen: readonly { value: string; label: string }[]) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const { data } = useKeptQuery(
    PeopleDocument,
    { filter: { companyId, status: 'ACTIVE', search: settled || null } },
    { types: ['EndUser'], pause: !companyId },
  );
  const found = (data?.endUsers.nodes ?? []).map(({ id, displayName }) => ({
    value: id,
    label: displayName,
  }));
  const options = [...chosen.filter(({ value }) => !found.some((one) => one.value === value)), ...found];
  return { options, typed, setTyped };
}
