import { authExchange } from '@urql/exchange-auth';
import { type Client, type CombinedError, cacheExchange, createClient, fetchExchange } from 'urql';
import type { SessionStore } from '../session/store.ts';
import { factorExchange } from './factor-exchange.ts';
import { type LiveQueries, liveQueries } from './live-queries.ts';

export interface ConsoleClient {
  client: Client;
  live: LiveQueries;
}

/**
 * The GraphQL client of one session generation. The document cache only bridges the moment until the network answers
 * (`cache-and-network`): what is on screen is always asked anew, and many people change the same rows.
 */
export function consoleClient(session: SessionStore): ConsoleClient {
  const live = liveQueries();
  const client = createClient({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin' },
    requestPolicy: 'cache-and-network',
    exchanges: [
      live.exchange,
      factorExchange(session.prove),
      cacheExchange,
      authExchange(async ({ appendHeaders }) => ({
        addAuthToOperation: (operation) =>
          session.token ? appendHeaders(operation, { authorization: `Bearer ${session.token}` }) : operation,
        willAuthError: () => session.stale,
        didAuthError: (error) => session.token !== undefined && isUnauthenticated(error),
        refreshAuth: () => session.refresh(),
      })),
      fetchExchange,
    ],
  });
  return { client, live };
}

function isUnauthenticated(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
}
