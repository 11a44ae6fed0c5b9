import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { OutboundError } from './outbound-error.ts';
import { checkTarget, type OutboundTarget, type ResolveHost, resolveHost } from './outbound-target.ts';

export { OutboundError, type OutboundErrorKind } from './outbound-error.ts';

export interface OutboundRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything together: name resolution, connection, request, and the answer to its last byte. */
  readonly timeoutMs: number;
  /** `host:port` entries that may be http and private. Only the demonstration and tests have any. */
  readonly allowPrivate?: readonly string[];
  readonly maxResponseBytes: number;
  /** Gives up early, when the process stops for instance. */
  readonly signal?: AbortSignal;
}

export interface OutboundResponse {
  /** Any status, 3xx included: a redirect is an answer, never followed. */
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly durationMs: number;
}

/**
 * The product's only way to an address that somebody configured. Public https only; the name is resolved once and the
 * connection pinned to what was checked; no redirects, no connection reuse, time and size bounded [S66].
 *
 * @throws {OutboundError} whenever there is no complete answer; its `kind` tells whether repeating makes sense.
 */
export async function outboundRequest(
  request: OutboundRequest,
  resolve: ResolveHost = resolveHost,
): Promise<OutboundResponse> {
  const startedAt = performance.now();
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(new OutboundError('timeout', `No complete answer within ${request.timeoutMs} ms`));
  }, request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([deadline.signal, request.signal]) : deadline.signal;
  try {
    const target = await unlessAborted(checkTarget(request.url, request.allowPrivate ?? [], resolve), signal);
    const { response, body } = await exchange(target, request, signal);
    return {
      status: response.statusCode ?? 0,
      headers: flatten(response.headers),
      body,
      durationMs: performance.now() - startedAt,
    };
  } catch (error) {
    throw toOutboundError(error);
  } finally {
    clearTimeout(timer);
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function exchange(
  target: OutboundTarget,
  request: OutboundRequest,
  signal: AbortSignal,
): Promise<{ response: IncomingMessage; body: string }> {
  let sent: ClientRequest | undefined;
  const answer = new Promise<{ response: IncomingMessage; body: string }>((resolve, reject) => {
    let answered = false;
    sent = send(target, request);
    sent.on('response', (response) => {
      answered = true;
      readBounded(response, request.maxResponseBytes).then((body) => resolve({ response, body }), reject);
    });
    sent.on('error', reject);
    // An answer that switches protocols ends in neither response nor error.
    sent.on('close', () => {
      if (!answered) reject(new OutboundError('network', 'The connection closed without an answer'));
    });
  });
  return unlessAborted(answer, signal).finally(() => sent?.destroy());
}

function send({ url, pinnedLookup }: OutboundTarget, request: OutboundRequest): ClientRequest {
  const body = request.body === undefined ? undefined : Buffer.from(request.body, 'utf8');
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const sent = start(url, {
    method: request.method,
    headers: {
      'user-agent': 'Steward',
      ...request.headers,
      ...(body && { 'content-length': String(body.byteLength) }),
    },
    lookup: pinnedLookup,
    // A pooled connection would have been checked for an earlier request, not for this one.
    agent: false,
  });
  sent.end(body);
  return sent;
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > maxBytes) throw new OutboundError('too-large', `The answer is longer than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function toOutboundError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN') {
    return new OutboundError('blocked', 'A header contains characters that are not allowed', {
      cause: error,
    });
  }
  return new OutboundError('network', `The connection failed${code ? ` (${code})` : ''}`, { cause: error });
}
