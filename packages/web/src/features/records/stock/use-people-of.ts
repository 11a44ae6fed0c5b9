import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import type { Options } from '../../../data/use-options.ts';

const PeopleDocument = graphql(`
  query PeopleToHold($filter: EndUserFilter!) {
    endUsers(first: 50, filter: $filter, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
      }
    }
  }
`);

/** People of a company to give something to, found by name; whoever has it now stays among them. */
export function usePeopleOf(
  companyId: string | undefined,
  holder: { id: string; displayName: string } | null | undefined,
): Options {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const { data } = useKeptQuery(
    PeopleDocument,
    {
      filter: {
        companyId,
        status: 'ACTIVE',
        search: settled && settled !== holder?.displayName ? settled : null,
      },
    },
    { types: ['EndUser'], pause: !companyId },
  );
  const found = data?.endUsers.nodes ?? [];
  const all = holder && !found.some(({ id }) => id === holder.id) ? [holder, ...found] : found;
  return {
    options: all.map(({ id, displayName }) => ({ value: id, label: displayName })),
    onSearch: setTyped,
  };
}
