import { useDebouncedValue } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { graphql } from './graphql.ts';
import { useKeptQuery } from './use-kept-query.ts';
import type { Options } from './use-options.ts';

const ColleaguesDocument = graphql(`
  query Colleagues($filter: EndUserFilter!) {
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

/**
 * People of somebody's company to whom something can be given, found by name: all but themselves.
 *
 * @param known those chosen already: they stay to be seen, whatever is searched for
 */
export function useColleagues(
  person: { id: string; company: { id: string } },
  known: readonly Named[],
): Options {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const names = useRef(new Map<string, string>());
  for (const { id, displayName } of known) names.current.set(id, displayName);
  // Once one is chosen its name stands in the field: that is not a search.
  const search = settled && ![...names.current.values()].includes(settled) ? settled : null;
  const { data } = useKeptQuery(
    ColleaguesDocument,
    { filter: { companyId: person.company.id, status: 'ACTIVE', search } },
    { types: ['EndUser'] },
  );
  for (const { id, displayName } of data?.endUsers.nodes ?? [])
    if (id !== person.id) names.current.set(id, displayName);
  return {
    options: [...names.current].map(([value, label]) => ({ value, label })),
    onSearch: setTyped,
  };
}
