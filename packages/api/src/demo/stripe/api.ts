import type { ServerResponse } from 'node:http';
import type { LoopbackRequest } from '../loopback-server.ts';
import { type ChargeBook, readCharge, readChargeList, readRefund, readRefundList } from './charge-book.ts';
import type { CheckoutBook, CheckoutRecord } from './checkout-book.ts';
import { type EventBook, readEventFilter } from './event-book.ts';
import { invalidRequest, StripeFailure } from './failure.ts';
import { type FormTree, parseForm } from './form.ts';
import { createIdempotencyStore, type SavedAnswer } from './idempotency.ts';
import { stripeId } from './ids.ts';
import { API_VERSION } from './objects.ts';
import { group } from './parameters.ts';
import type { RequestContext } from './request-context.ts';
import { expand, readSessionParameters, readSetupParameters } from './session-parameters.ts';
import type { WalletBook } from './wallet-book.ts';

/** One request to the API, for tests to look at. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly account: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly parameters: FormTree;
  readonly requestId: string;
  readonly status: number;
  /** The answer came from the idempotency store: nothing was done. */
  readonly replayed: boolean;
}

export interface StripeApiOptions {
  readonly now: () => Date;
  readonly apiKey: string;
  readonly accountId: string | undefined;
  readonly book: CheckoutBook;
  readonly wallet: WalletBook;
  readonly charges: ChargeBook;
  readonly events: EventBook;
  readonly recorded: RecordedRequest[];
  /** Whether the answer to this POST is lost on its way, although what it asked for was done. */
  readonly losesAnswer: () => boolean;
}

/** Checks its parameters when called and returns the work itself: what fails before that is not kept for idempotency. */
type Operation = (form: FormTree, context: RequestContext) => () => unknown;
interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly operation: (id: string) => Operation;
}

const onlyExpand = group({ expand });

/** The part of Stripe's API that is used: hosted pages, methods on file, payments off session, refunds and disputes. */
export function createStripeApi(options: StripeApiOptions) {
  const { book, wallet, charges, events, now } = options;
  const idempotency = createIdempotencyStore(now);

  const routes: readonly Route[] = [
    {
      method: 'POST',
      path: /^\/v1\/checkout\/sessions$/,
      operation: () => (form, context) => {
        if (form.mode === 'setup') {
          const parameters = readSetupParameters(form, now());
          return () => wallet.show(wallet.createSetup(parameters, context), parameters.expand);
        }
        const parameters = readSessionParameters(form, now());
        return () => show(book.create(parameters, context), parameters.expand);
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/checkout\/sessions\/([^/]+)$/,
      operation: (id) => (form, context) => {
        const wanted = onlyExpand(form, '').expand;
        return () =>
          wallet.setups.has(id)
            ? wallet.show(wallet.retrieveSetup(id, context.account), wanted)
            : show(book.retrieve(id, context.account), wanted);
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/,
      operation: (id) => (form, context) => {
        const wanted = onlyExpand(form, '').expand;
        return () =>
          wallet.setups.has(id)
            ? wallet.show(wallet.expireSetup(id, context), wanted)
            : show(book.expire(id, context), wanted);
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/payment_intents$/,
      operation: () => (form, context) => {
        const given = readCharge(form, '');
        return () => charges.create(given, context);
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/payment_intents$/,
      operation: () => (form) => {
        const filter = readChargeList(form, '');
        return () => charges.list(filter);
      },
    },
    read(/^\/v1\/payment_intents\/([^/]+)$/, (id, { account }) => charges.retrieve(id, account)),
    read(/^\/v1\/payment_methods\/([^/]+)$/, (id, { account }) => wallet.retrieve(id, account).method),
    {
      method: 'POST',
      path: /^\/v1\/payment_methods\/([^/]+)\/detach$/,
      operation: (id) => (form, context) => {
        group({})(form, '');
        return () => wallet.detach(id, context);
      },
    },
    read(/^\/v1\/mandates\/([^/]+)$/, (id, { account }) => wallet.retrieveMandate(id, account)),
    {
      method: 'POST',
      path: /^\/v1\/refunds$/,
      operation: () => (form, context) => {
        const given = readRefund(form, '');
        return () => charges.refund(given, context);
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/refunds$/,
      operation: () => (form) => {
        const filter = readRefundList(form, '');
        return () => charges.listRefunds(filter);
      },
    },
    read(/^\/v1\/refunds\/([^/]+)$/, (id) => charges.retrieveRefund(id)),
    read(/^\/v1\/disputes\/([^/]+)$/, (id) => charges.retrieveDispute(id)),
    {
      method: 'GET',
      path: /^\/v1\/events$/,
      operation: () => (form, context) => {
        const filter = readEventFilter(form);
        return () => events.list(filter, context.account);
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/events\/([^/]+)$/,
      operation: (id) => (form, context) => {
        group({})(form, '');
        return () => events.retrieve(id, context.account);
      },
    },
  ];

  function findOperation({ method, url }: LoopbackRequest): Operation {
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(url.pathname) : null;
      if (match) return route.operation(match[1] ?? '');
    }
    throw invalidRequest(`Unrecognized request URL (${method}: ${url.pathname}).`, {}, 404);
  }

  return (request: LoopbackRequest, response: ServerResponse): void => {
    const requestId = stripeId('req_');
    const account = header(request, 'stripe-account');
    const key = request.method === 'POST' ? header(request, 'idempotency-key') : undefined;
    const context: RequestContext = { account, requestId, idempotencyKey: key };
    let parameters: FormTree = {};
    let answer: SavedAnswer;
    try {
      authenticate(request, options.apiKey);
      checkHeaders(request, options.accountId);
      const operation = findOperation(request);
      parameters = readForm(request);
      const identity =
        key === undefined ? undefined : { key, account, path: request.url.pathname, parameters };
      const earlier = identity && idempotency.find(identity);
      if (earlier) {
        answer = earlier;
      } else {
        const work = operation(parameters, context);
        answer = perform(work, requestId);
        if (identity) idempotency.save(identity, answer);
      }
    } catch (error) {
      answer = refusal(error, requestId);
    }
    const replayed = answer.requestId !== requestId;
    const { method, url } = request;
    const { status } = answer;
    options.recorded.push({
      method,
      path: url.pathname,
      account,
      idempotencyKey: key,
      parameters,
      requestId,
      status,
      replayed,
    });
    if (method === 'POST' && options.losesAnswer()) {
      response.destroy();
      return;
    }
    response.writeHead(status, {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': API_VERSION,
      ...(account !== undefined && { 'stripe-account': account }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(replayed && { 'idempotent-replayed': 'true', 'original-request': answer.requestId }),
    });
    response.end(JSON.stringify(answer.body));
  };
}

/** A route that only shows something. */
function read(path: RegExp, show: (id: string, context: RequestContext) => unknown): Route {
  return {
    method: 'GET',
    path,
    operation: (id) => (form, context) => {
      group({})(form, '');
      return () => show(id, context);
    },
  };
}

/** A copy, so that a saved answer stays what it was. */
function perform(work: () => unknown, requestId: string): SavedAnswer {
  try {
    return { status: 200, body: structuredClone(work()), requestId };
  } catch (error) {
    return refusal(error, requestId);
  }
}

function refusal(error: unknown, requestId: string): SavedAnswer {
  if (!(error instanceof StripeFailure)) throw error;
  return { status: error.status, body: { error: error.body }, requestId };
}

function show({ session, payment }: CheckoutRecord, wanted: readonly string[] | undefined): object {
  return wanted?.includes('payment_intent') && payment ? { ...session, payment_intent: payment } : session;
}

function header({ headers }: LoopbackRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function authenticate(request: LoopbackRequest, apiKey: string): void {
  const [scheme, key] = header(request, 'authorization')?.split(' ') ?? [];
  if (scheme !== 'Bearer' || !key) {
    const message =
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";
    throw invalidRequest(message, {}, 401);
  }
  if (key !== apiKey) {
    throw invalidRequest(`Invalid API Key provided: ${key.slice(0, 8)}***${key.slice(-4)}`, {}, 401);
  }
}

function checkHeaders(request: LoopbackRequest, accountId: string | undefined): void {
  const version = header(request, 'stripe-version');
  if (version !== undefined && version !== API_VERSION) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. The stand-in speaks ${API_VERSION}.`);
  }
  const account = header(request, 'stripe-account');
  if (account !== undefined && account !== accountId) {
    const message = `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`;
    throw invalidRequest(message, { code: 'account_invalid' }, 403);
  }
}

function readForm(request: LoopbackRequest): FormTree {
  if (request.method === 'GET') return parseForm(request.url.search.slice(1));
  if (!header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')) {
    throw invalidRequest('Invalid request: send parameters as application/x-www-form-urlencoded');
  }
  return parseForm(request.body);
}
