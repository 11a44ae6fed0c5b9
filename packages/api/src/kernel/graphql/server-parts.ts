import type { GraphQLSchema } from 'graphql';
import type { Credentials } from '../actor.ts';
import type { Charges } from '../charges.ts';
import type { Log } from '../log.ts';
import type { Scopes } from '../scope.ts';
import type { Services } from '../services.ts';

/** What the server is put together from. */
export interface ServerParts {
  schema: GraphQLSchema;
  scopes: Scopes;
  services: Services;
  log: Log;
  /** Who sent this access token; UNAUTHENTICATED if it is not valid. */
  authenticate: (accessToken: string) => Promise<Credentials>;
  /** No introspection and no hints. [S30] */
  production: boolean;
  /** Whether cookies may insist on https. */
  secureCookies: boolean;
  /** What callers use up; undefined: as much as they like. */
  charges: Charges | undefined;
  /** Networks whose word on a caller's address is believed. */
  trustedProxies: readonly string[];
}
