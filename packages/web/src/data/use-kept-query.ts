import { useMemo, useState } from 'react';
import { type AnyVariables, createRequest, useQuery } from 'urql';
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

/**
 * `useQuery` that goes on showing what it had when the connection drops, instead of an error in place of the page; the
 * shell's banner tells the reader, and all queries are asked again on recovery.
 *
 * @param type a GraphQL type whose changes concern the query although an empty answer does not show it
 */
export function useKeptQuery<Data, Variables extends AnyVariables>(
  query: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, type }: { pause?: boolean; type?: string } = {},
): KeptQuery<Data> {
  const context = useMemo(() => (type ? { additionalTypenames: [type] } : undefined), [type]);
  const [{ data, error, fetching, stale, operation }, again] = useQuery({ query, variables, pause, context });
  const [kept, setKept] = useState<{ key: number; data: Data }>();
  if (operation && data !== undefined && !error && kept?.data !== data) setKept({ key: operation.key, data });

  const { key } = createRequest(query, variables);
  const problem = error && operation?.key === key ? toApiError(error) : undefined;
  const lost = problem?.code === 'NETWORK' && kept?.key === key;
  const shown = error ? (lost ? kept.data : undefined) : data;
  return {
    data: shown,
    current: shown !== undefined && operation?.key === key,
    error: lost || fetching ? undefined : problem,
    busy: fetching || stale,
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}
