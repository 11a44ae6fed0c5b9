import type { AnyVariables } from 'urql';
import type { Loadable } from '../lib/loadable.ts';
import type { TadaDocumentNode } from './graphql.ts';
import { type ReadOptions, useKeptQuery } from './use-kept-query.ts';

/** Asks one query and keeps it up to date. Show the result with `<Loaded>`, which has a face for every state. */
export function useRead<Data, Variables extends AnyVariables>(
  query: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  options: ReadOptions = {},
): Loadable<Data> {
  const { data, current, error, busy, retry } = useKeptQuery(query, variables, options);
  if (error) return { state: 'failed', error, retry };
  if (data !== undefined && current) return { state: 'ready', data, stale: busy };
  return { state: 'loading' };
}
