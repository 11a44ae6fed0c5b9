import { useCallback } from 'react';
import { type AnyVariables, useClient } from 'urql';
import { toApiError } from '../lib/errors.ts';
import type { TadaDocumentNode } from './graphql.ts';

/**
 * Sends a mutation. The returned function gives the data, or throws an ApiError whose `fields` a form can show. Queries on
 * screen that contain a type which the mutation returns are asked again by themselves.
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
        .mutation(mutation, variables, type ? { additionalTypenames: [type] } : undefined)
        .toPromise();
      if (error) throw toApiError(error);
      if (data === undefined) throw toApiError({ graphQLErrors: [] });
      return data;
    },
    [client, mutation, type],
  );
}
