import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request with its body already read. */
export interface LoopbackRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type LoopbackHandler = (request: LoopbackRequest, response: ServerResponse) => Promise<void> | void;

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Drops open connections too; resolves when the port is free. */
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 256 * 1024;

/** Serves the demonstration's outside parties on this machine alone. Port 0 or none: any free one. */
export async function startLoopbackServer(handler: LoopbackHandler, port = 0): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    answer(request, response, handler).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal error');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handler: LoopbackHandler,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  const body = await readBody(request);
  if (!url || body === undefined) {
    response.writeHead(url ? 413 : 400, { connection: 'close', 'content-type': 'text/plain' });
    response.end(url ? 'The request body is too long' : 'The request address is malformed');
    return;
  }
  await handler({ method: request.method ?? 'GET', url, headers: request.headers, body }, response);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    // The rest is drained but not kept, so that the sender can read the refusal.
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}
