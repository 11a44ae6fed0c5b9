import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import type { Options } from '../../../data/use-options.ts';

const HeirsDocument = graphql(`
  query Heirs($filter: EndUserFilter!) {
    endUsers(first: 50, filter: $filter, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
      }
    }
  }
`);

interface Named {
  id: string;
  displayName: string;
}

/** People of a company to whom something can be handed, found by name: all but whoever leaves. */
export function useHeirs(leaver: Named & { company: { id: string } }, chosen: Named | null): Options {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const { data } = useKeptQuery(
    HeirsDocument,
    {
      filter: {
        companyId: leaver.company.id,
        status: 'ACTIVE',
        search: settled && settled !== chosen?.displayName ? settled : null,
      },
    },
    { types: ['EndUser'] },
  );
  const found = (data?.endUsers.nodes ?? []).filter(({ id }) => id !== leaver.id);
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return {
    options: all.map(({ id, displayName }) => ({ value: id, label: displayName })),
    onSearch: setTyped,
  };
}
