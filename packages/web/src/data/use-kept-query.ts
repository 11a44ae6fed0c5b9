import { useMemo, useState } from 'react';
import { type AnyVariables, createRequest, type UseQueryState, useQuery } from 'urql';
import { type ApiError, toApiError } from '../lib/errors.ts';
import type { TadaDocumentNode } from './graphql.ts';

interface KeptQuery<Data> {
  /** The newest answer, of whatever variables: `current` says whether it is this question's. */
  data: Data | undefined;
  current: boolean;
  /** Set when this question failed, and not while it is asked again. */
  error: ApiError | undefined;
  busy: boolean;
  retry: () => void;
}

/** How something is read. */
export interface ReadOptions {
  /** Do not ask yet, for example until a field is filled in. */
  pause?: boolean;
  /** GraphQL types whose changes concern the query although the answer does not show them: it counts them, or is empty. */
  types?: readonly string[];
  /** What another part of the page has asked for already will do, and is not asked for again. */
  known?: boolean;
}

/**
 * `useQuery` that goes on showing what it had when asking again fails for a while, as when the connection drops, instead of
 * an error in place of the page and of what is typed on it; the shell's banner tells the reader, and all queries are asked
 * again on recovery.
 */
export function useKeptQuery<Data, Variables extends AnyVariables>(
  query: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, types = NONE, known = false }: ReadOptions = {},
): KeptQuery<Data> {
  const named = types.join(' ');
  const context = useMemo(() => ({ additionalTypenames: named.split(' ').filter(Boolean) }), [named]);
  const [state, again] = useQuery({
    query,
    variables,
    pause,
    context,
    ...(known && { requestPolicy: 'cache-first' }),
  });
  const [kept, setKept] = useState<Kept<Data>>();
  const { operation, data, error } = state;
  if (operation && data && !error && kept?.data !== data) setKept({ key: operation.key, data });
  const { key } = createRequest(query, variables);
  return { ...toShow(state, key, kept), retry: () => again({ requestPolicy: 'network-only' }) };
}

const NONE: readonly string[] = [];
/** What passes: the same question will be answered again. */
const PASSING: ReadonlySet<string> = new Set(['NETWORK', 'UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED']);

interface Kept<Data> {
  key: number;
  data: Data;
}

type QueryState<Data> = Pick<UseQueryState<Data>, 'data' | 'error' | 'fetching' | 'stale'> & {
  operation?: { key: number } | undefined;
};

/**
 * What to show of a query's state.
 *
 * @param key of the question that is asked now; the state may still be another's
 * @param kept the last good answer
 */
export function toShow<Data>(
  { data, error, fetching, stale, operation }: QueryState<Data>,
  key: number,
  kept: Kept<Data> | undefined,
): Omit<KeptQuery<Data>, 'retry'> {
  const problem = error && operation?.key === key ? toApiError(error) : undefined;
  const lost = problem !== undefined && PASSING.has(problem.code) && kept?.key === key;
  // An answer that failed has no data, which GraphQL writes as null, and it outlives its error when the query is torn down.
  const shown = error ? (lost ? kept.data : undefined) : (data ?? undefined);
  return {
    data: shown,
    current: shown !== undefined && operation?.key === key,
    error: lost || fetching ? undefined : problem,
    busy: fetching || stale,
  };
}
