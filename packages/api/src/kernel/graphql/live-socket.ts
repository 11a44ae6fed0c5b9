import { newId } from '@steward/shared';
import {
  GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { COST } from '../charges.ts';
import { type Exchange, RequestContext } from '../request.ts';
import { formatError } from './errors.ts';
import { assertVariablesBounded, LIMITS, limitOperation } from './limits.ts';
import type { ServerParts } from './server-parts.ts';

/**
 * Subscriptions over WebSocket (graphql-transport-ws); the access token comes in `connection_init`. Queries and mutations
 * go by request only, where they have their scope, their limits and their answer. [S28] [S30]
 */
export function liveHandler({
  schema,
  scopes,
  services,
  log,
  authenticate,
  production,
  charges,
}: ServerParts) {
  const rules = [...specifiedRules, limitOperation, ...(production ? [NoSchemaIntrospectionCustomRule] : [])];
  return makeHandler<{ accessToken?: string }, { context?: RequestContext }>({
    schema,
    connectionInitWaitTimeout: 5_000,
    async onConnect({ connectionParams, extra }) {
      try {
        const credentials = await authenticate(String(connectionParams?.accessToken ?? ''));
        const requestId = newId();
        extra.context = new RequestContext({
          scopes,
          services,
          log,
          credentials,
          requestId,
          exchange: noExchange,
          charges,
        });
        extra.context.charge(COST.socket);
        return true;
      } catch {
        return false;
      }
    },
    onSubscribe({ extra, subscriptions }, _id, { query, operationName, variables }) {
      if (Object.keys(subscriptions).length > LIMITS.subscriptions) {
        return [
          new GraphQLError(`One socket carries at most ${LIMITS.subscriptions} subscriptions.`, {
            extensions: { code: 'RATE_LIMITED' },
          }),
        ];
      }
      try {
        assertVariablesBounded(variables ?? {});
        const document = parse(query, { maxTokens: LIMITS.tokens });
        const errors = validate(schema, document, rules);
        if (errors.length) return errors;
        if (getOperationAST(document, operationName)?.operation !== 'subscription') {
          return [
            new GraphQLError('Only subscriptions may be asked here: send queries and mutations by POST.'),
          ];
        }
        return {
          schema,
          document,
          contextValue: extra.context,
          variableValues: variables ?? {},
          ...(operationName ? { operationName } : {}),
        };
      } catch (error) {
        const { message } = error as Error;
        return [
          error instanceof GraphQLError
            ? error
            : new GraphQLError(message, { originalError: error as Error }),
        ];
      }
    },
    subscribe: (args) => subscribe(args),
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => format(error, extra.context)),
    onNext: ({ extra }, _id, _payload, _args, { errors, data }) =>
      errors
        ? { data: data ?? null, errors: errors.map((error) => format(error, extra.context)) }
        : undefined,
  });

  function format(error: GraphQLError, context: RequestContext | undefined) {
    const formatted = formatError(error.toJSON(), error, log, context?.requestId ?? newId());
    return production
      ? { ...formatted, message: formatted.message.replace(/ Did you mean .*$/s, '') }
      : formatted;
  }
}

const noExchange: Exchange = {
  address: '',
  userAgent: '',
  refreshCookie: undefined,
  setRefreshCookie() {},
  clearRefreshCookie() {},
  deviceCookie: undefined,
  setDeviceCookie() {},
};
