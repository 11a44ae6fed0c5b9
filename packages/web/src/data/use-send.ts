import { useCallback } from 'react';
import { type AnyVariables, useClient } from 'urql';
import { toApiError } from '../lib/errors.ts';
import type { TadaDocumentNode } from './graphql.ts';

/**
 * Sends a mutation. The returned function gives the data, or throws an ApiError whose `fields` a form can show. Queries on
 * screen that contain a type which the mutation returns are asked again by themselves. What a person left empty is null to
 * the API.
 *
 * @param type a GraphQL type that changes although the mutation's answer does not hold it, such as what a removal removed
 */
export function useSend<Data, Variables extends AnyVariables>(
  mutation: TadaDocumentNode<Data, Variables>,
  type?: string,
): (variables: Variables) => Promise<Data> {
  const client = useClient();
  return useCallback(
    async (variables) => {
      const { data, error } = await client
        .mutation(mutation, filled(variables), type ? { additionalTypenames: [type] } : undefined)
        .toPromise();
      if (error) throw toApiError(error);
      if (data === undefined) throw toApiError({ graphQLErrors: [] });
      return data;
    },
    [client, mutation, type],
  );
}

/** The same with null in place of every text that is empty or blank. */
function filled<Value>(value: Value): Value {
  if (typeof value === 'string') return (value.trim() === '' ? null : value) as Value;
  if (Array.isArray(value)) return value.map(filled) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)])) as Value;
}
