import { ApiError, toApiError } from '../../lib/errors.ts';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/**
 * One GraphQL request outside the client: what begins, renews or ends a session cannot go through the machinery that
 * depends on one. Throws ApiError.
 */
export async function post<Data>(
  query: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Promise<Data> {
  let answer: Answer<Data>;
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    answer = await response.json();
  } catch {
    throw toApiError({ graphQLErrors: [] });
  }
  if (answer.errors?.length) throw toApiError({ graphQLErrors: answer.errors });
  if (!answer.data) throw new ApiError('INTERNAL', 'Steward gave no answer. Try again in a moment.');
  return answer.data;
}
