import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import { type ErrorCode, newId } from '@steward/shared';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Credentials } from '../actor.ts';
import { COST } from '../charges.ts';
import { Problem } from '../problem.ts';
import { type Exchange, RequestContext } from '../request.ts';
import { securityHeaders } from '../security-headers.ts';
import { startApollo } from './apollo.ts';
import { toProblem } from './errors.ts';
import { LIMITS } from './limits.ts';
import { liveHandler } from './live-socket.ts';
import type { ServerParts } from './server-parts.ts';

/** Routes a feature adds to the server. */
export type Routes = (server: FastifyInstance) => void;

declare module 'fastify' {
  interface FastifyRequest {
    context: RequestContext;
  }
}

const FAREWELL_MS = 500;
/** How long requests under way may go on when the process stops. */
const DRAIN_MS = 8_000;
const REQUEST_TIMEOUT_MS = 120_000;

/** The HTTP server with `/graphql`; features may add routes of their own, which find `request.context`. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { scopes, services, log } = parts;
  const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const status = (error as { statusCode?: number }).statusCode;
    const problem =
      status && status < 500 && !(error instanceof Problem)
        ? new Problem(
            'INVALID_INPUT',
            status === 413
              ? `The request may have at most ${request.routeOptions?.bodyLimit ?? LIMITS.bodyBytes} bytes.`
              : (error as Error).message,
          )
        : toProblem(error, log, request.id);
    request.context?.noteRefusal(problem, request.routeOptions.url ?? 'request');
    const { code, fields, retryAfterMs, need } = problem;
    const extensions = {
      code,
      ...(fields.length ? { fields } : {}),
      ...(retryAfterMs ? { retryAfterMs } : {}),
      ...(need ? { need } : {}),
    };
    if (problem.retryAfterMs !== undefined)
      reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000));
    return reply
      .code(status && status < 500 ? status : STATUS[problem.code])
      .send({ errors: [{ message: problem.message, extensions }] });
  };
  const app = Fastify({
    bodyLimit: LIMITS.bodyBytes,
    genReqId: () => newId(),
    logger: false,
    // Addresses that cannot be read never get as far as the handler below.
    frameworkErrors: answerError,
    routerOptions: { maxParamLength: 200 },
    // Whoever comes straight from the internet may say nothing about their address: failed sign-ins are counted by it.
    trustProxy: [...parts.trustedProxies],
    forceCloseConnections: 'idle',
    // A request that trickles in holds a place; five megabytes over a slow line take a minute.
    requestTimeout: REQUEST_TIMEOUT_MS,
  });
  securityHeaders(app, { https: parts.secureCookies });
  await app.register(cookie);
  await app.register(websocket, { options: { maxPayload: 65_536 } });
  app.addHook('preClose', (done) => {
    // The plugin says good-bye to every console; one that does not answer is not waited for.
    setTimeout(() => {
      for (const client of app.websocketServer.clients) client.terminate();
    }, FAREWELL_MS).unref();
    // Whoever has been answered goes; whoever waits for an answer gets it, if it comes in time.
    const going = setInterval(() => app.server.closeIdleConnections(), FAREWELL_MS).unref();
    const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS).unref();
    app.server.once('close', () => {
      clearInterval(going);
      clearTimeout(late);
    });
    done();
  });

  const contextOf = async (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> =>
    new RequestContext({
      scopes,
      services,
      log,
      requestId: request.id,
      charges: parts.charges,
      credentials: await credentialsOf(request.headers.authorization, parts),
      exchange: exchangeOf(request, reply, parts.secureCookies),
    });

  app.addHook('onResponse', async (request, reply) => {
    const { url, config } = request.routeOptions;
    const by = config.context && reply.statusCode < 400 ? request.context?.credentials : undefined;
    if (by?.kind === 'session' && by.lent && url)
      await services.accessLedger.viewed(by, request.id, { what: url, type: 'File' });
    const level = request.routeOptions.config.quiet ? 'debug' : 'info';
    log[level](
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  app.setErrorHandler(answerError);
  app.decorateRequest('context', undefined as never);

  const apollo = await startApollo(parts);
  app.addHook('onClose', () => apollo.stop());

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    request.context = await contextOf(request, reply);
    const { status, headers, body } = await apollo.answer(request);
    return reply.code(status).headers(headers).header('cache-control', 'no-store').send(body);
  };
  const { origin } = new URL(services.publicUrl);
  app.route({
    method: 'GET',
    url: '/graphql',
    handler: answer,
    wsHandler: liveHandler(parts),
    // Browsers let a page of any origin open a socket, and say which it was.
    onRequest: async ({ ws, headers, host }) => {
      if (!ws || !headers.origin || headers.origin === origin) return;
      if (URL.parse(headers.origin)?.host !== host)
        throw new Problem('FORBIDDEN', 'Live updates are for the console only.');
    },
  });
  app.route({ method: 'POST', url: '/graphql', handler: answer });

  // Before the body is read, so that a route may refuse to read it.
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql' && request.routeOptions.config.context) {
      request.context = await contextOf(request, reply);
      request.context.charge(COST.route);
    }
  });
  return app;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's handler finds `request.context`, for whoever the access token names. */
    context?: boolean;
    /** Asked so often, by probes, that it is logged for debugging only. */
    quiet?: boolean;
  }
}

const STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** A token that is not valid (any more) is as good as none: what needs a member answers UNAUTHENTICATED by itself. */
async function credentialsOf(
  header: string | undefined,
  { authenticate }: ServerParts,
): Promise<Credentials> {
  const token = header && /^Bearer ([\w.-]+)$/.exec(header)?.[1];
  if (!token) return { kind: 'anonymous' };
  try {
    return await authenticate(token);
  } catch (error) {
    if (error instanceof Problem) return { kind: 'anonymous' };
    throw error;
  }
}

const REFRESH_COOKIE = 'steward_refresh';
const DEVICE_COOKIE = 'steward_device';

/** Over https a cookie's name has the prefix that browsers hold to secure, host-only cookies. [S53] */
function exchangeOf(request: FastifyRequest, reply: FastifyReply, secure: boolean): Exchange {
  const nameOf = (cookie: string): string => (secure ? `__Host-${cookie}` : cookie);
  const name = nameOf(REFRESH_COOKIE);
  const device = nameOf(DEVICE_COOKIE);
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  return {
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    refreshCookie: request.cookies[name],
    setRefreshCookie: (value, expires) => void reply.setCookie(name, value, { ...options, expires }),
    clearRefreshCookie: () => void reply.clearCookie(name, options),
    deviceCookie: request.cookies[device],
    setDeviceCookie: (value, lifeMs) =>
      void reply.setCookie(device, value, { ...options, maxAge: Math.floor(lifeMs / 1000) }),
  };
}
