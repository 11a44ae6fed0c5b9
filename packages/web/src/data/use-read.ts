import type { AnyVariables } from 'urql';
import type { Loadable } from '../lib/loadable.ts';
import type { TadaDocumentNode } from './graphql.ts';
import { useKeptQuery } from './use-kept-query.ts';

/**
 * Asks one query and keeps it up to date. Show the result with `<Loaded>`, which has a face for every state.
 *
 * @param pause do not ask yet, for example until a field is filled in
 */
export function useRead<Data, Variables extends AnyVariables>(
  query: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  options: { pause?: boolean; types?: readonly string[] } = {},
): Loadable<Data> {
  const { data, current, error, busy, retry } = useKeptQuery(query, variables, options);
  if (error) return { state: 'failed', error, retry };
  if (data !== undefined && current) return { state: 'ready', data, stale: busy };
  return { state: 'loading' };
}
