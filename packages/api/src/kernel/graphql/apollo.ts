import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyRequest } from 'fastify';
import { type GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import type { Log } from '../log.ts';
import { Projected } from '../read/project.ts';
import type { RequestContext } from '../request.ts';
import { formatError, retryAfter } from './errors.ts';
import { executeOperation } from './executor.ts';
import { fragmentsOf, KnownOperations } from './known-operations.ts';
import { LIMITS, limitOperation } from './limits.ts';
import type { ServerParts } from './server-parts.ts';

/** What is sent back for a GraphQL request. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Apollo {
  /** Answers a request whose context has been set. */
  answer(request: FastifyRequest): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * Apollo Server judges the form of requests, parses and validates their documents, and chooses the type of the answer. An
 * operation that it has found good before is executed at once.
 */
export async function startApollo({ schema, production, log }: ServerParts): Promise<Apollo> {
  const known = new KnownOperations();
  const server = new ApolloServer<RequestContext>({
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: () =>
        Promise.resolve({
          executor: ({ document, operation, request, context }) =>
            executeOperation({
              schema,
              operation,
              fragments: fragmentsOf(document),
              variables: request.variables ?? {},
              context: context as RequestContext,
            }),
        }),
      stop: () => Promise.resolve(),
    },
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    validationRules: [limitOperation],
    parseOptions: { maxTokens: LIMITS.tokens },
    persistedQueries: false,
    nodeEnv: 'production',
    logger: {
      debug() {},
      info() {},
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    },
    stringifyResult: (result) => stringify(result as Result),
    formatError: ofRequest,
    plugins: [ApolloServerPluginLandingPageDisabled(), errorPlugin(log), known.plugin],
  });
  await server.start();
  return {
    stop: () => server.stop(),
    async answer(request) {
      const { context } = request;
      const again = known.find(request);
      if (!again) {
        const answer = await throughApollo(server, request);
        known.learnType(request, answer);
        return answer;
      }
      const { data, errors } = await executeOperation({ ...again.operation, schema, context });
      const formatted = errors?.map((error) => formatError(error.toJSON(), error, log, context.requestId));
      for (const error of errors ?? []) noteRefusal(context, error);
      return {
        // As Apollo answers: variables that do not fit are the request's fault.
        status: notServed(formatted, data !== undefined) ?? (data === undefined ? 400 : 200),
        headers: { 'content-type': again.type, ...retryAfter(formatted ?? []) },
        body: stringify({
          ...(formatted ? { errors: formatted } : {}),
          ...(data === undefined ? {} : { data }),
        }),
      };
    },
  };
}

async function throughApollo(server: ApolloServer<RequestContext>, request: FastifyRequest): Promise<Answer> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const response = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers,
      search: new URL(request.url, 'http://steward').search,
      body: request.body,
    },
    context: async () => request.context,
  });
  return {
    status: response.status ?? 200,
    headers: Object.fromEntries(response.headers),
    body: response.body.kind === 'complete' ? response.body.string : '',
  };
}

interface Result {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
}

/** The response body: JSON that PostgreSQL made is put in its place as it is. */
function stringify(result: Result): string {
  const { data, ...rest } = result;
  if (!data || !Object.values(data).some((value) => value instanceof Projected))
    return JSON.stringify(result);
  const members = Object.entries(data).map(
    ([key, value]) =>
      `${JSON.stringify(key)}:${value instanceof Projected ? value.json : JSON.stringify(value)}`,
  );
  const others = JSON.stringify(rest).slice(1, -1);
  return `{"data":{${members.join(',')}}${others ? `,${others}` : ''}}`;
}

/** Requests that are not of GraphQL's form are refused before there is an operation, and before the plugin below. */
function ofRequest(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const outside = formatted.extensions?.code === 'BAD_REQUEST';
  return outside ? { message: formatted.message, extensions: { code: 'INVALID_INPUT' } } : formatted;
}

function errorPlugin(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, errors, contextValue }) {
          if (response.body.kind !== 'single' || !errors?.length) return;
          for (const error of errors) noteRefusal(contextValue, error);
          const result = response.body.singleResult;
          result.errors = errors.map((error, i) =>
            formatError(result.errors?.[i] ?? { message: error.message }, error, log, contextValue.requestId),
          );
          const { http } = response;
          for (const [name, value] of Object.entries(retryAfter(result.errors)))
            http.headers.set(name, value);
          const status = notServed(result.errors, result.data !== undefined);
          if (status) http.status = status;
        },
      };
    },
  };
}

/** Under the field's own name: an alias is the caller's word. */
function noteRefusal(context: RequestContext, { nodes, originalError }: GraphQLError): void {
  const field = nodes?.[0];
  context.noteRefusal(originalError, field?.kind === Kind.FIELD ? field.name.value : 'request');
}

/** The status for whoever was not served through no fault of what they asked for; undefined if that is not so. */
function notServed(errors: readonly GraphQLFormattedError[] = [], carriedOut: boolean): number | undefined {
  const codes = new Set(errors.map(({ extensions }) => extensions?.code));
  if (codes.has('UNAVAILABLE')) return 503;
  return codes.has('RATE_LIMITED') && !carriedOut ? 429 : undefined;
}
