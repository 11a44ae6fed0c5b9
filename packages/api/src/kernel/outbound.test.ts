import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { OutboundError, type OutboundRequest, outboundRequest } from './outbound.ts';
import type { ResolvedAddress } from './outbound-target.ts';

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

const serve = (handler: RequestListener) => listen(createServer(handler));

/** A call to a server of the test's own, which the allow-list admits. */
function call(port: number, change: Partial<OutboundRequest> = {}) {
  return outboundRequest({
    url: `http://127.0.0.1:${port}/hook`,
    method: 'POST',
    timeoutMs: 5_000,
    maxResponseBytes: 1_000,
    allowPrivate: [`127.0.0.1:${port}`],
    ...change,
  });
}

async function failure(call: Promise<unknown>): Promise<OutboundError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutboundError)) throw new Error(`Expected an OutboundError, got ${String(error)}`);
  return error;
}

describe('a call to a configured address', () => {
  it('sends method, headers and body, and returns the answer', async () => {
    let seen = '';
    const port = await serve(async (request, response) => {
      request.setEncoding('utf8');
      let body = '';
      for await (const chunk of request) body += chunk;
      seen = `${request.method} ${request.url} ${request.headers['x-kind']} ${request.headers['content-length']} ${body}`;
      response.writeHead(201, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }).end('créé');
    });
    const answer = await call(port, { headers: { 'x-kind': 'test' }, body: 'Zoë' });
    expect(seen).toBe('POST /hook test 4 Zoë');
    expect(answer).toMatchObject({ status: 201, body: 'créé' });
    expect(answer.headers).toMatchObject({ 'content-type': 'text/plain', 'set-cookie': 'a=1, b=2' });
    expect(answer.durationMs).toBeGreaterThan(0);
  });

  it('[S66] follows no redirect', async () => {
    const paths: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await call(port)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(paths).toEqual(['/hook']);
  });

  it.each([
    ['silent', () => {}],
    [
      'that stops in the middle of its body',
      (_request: unknown, response: { write(text: string): void }) => response.write('half'),
    ],
  ] as [string, RequestListener][])('gives up on a server %s', async (_what, handler) => {
    const port = await serve(handler);
    expect(await failure(call(port, { timeoutMs: 100 }))).toMatchObject({ kind: 'timeout' });
  });

  it('bounds the whole exchange, so that a trickle of bytes does not keep it alive', async () => {
    const port = await serve((_request, response) => {
      const trickle = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(trickle));
    });
    expect(await failure(call(port, { timeoutMs: 150 }))).toMatchObject({ kind: 'timeout' });
  });

  it('includes name resolution in the time-out', async () => {
    const never = () => new Promise<ResolvedAddress[]>(() => {});
    const request = {
      url: 'https://hooks.example/',
      method: 'GET',
      timeoutMs: 50,
      maxResponseBytes: 10,
    } as const;
    expect(await failure(outboundRequest(request, never))).toMatchObject({ kind: 'timeout' });
  });

  it('stops reading an answer that is too long, and takes one that just fits', async () => {
    const port = await serve((request, response) => {
      response.end('x'.repeat(request.url === '/long' ? 1_001 : 1_000));
    });
    expect((await call(port)).body).toHaveLength(1_000);
    const tooLong = call(port, { url: `http://127.0.0.1:${port}/long` });
    expect(await failure(tooLong)).toMatchObject({ kind: 'too-large' });
  });

  it.each([
    ['before', undefined],
    ['in the middle of', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    [
      'instead of finishing',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n',
    ],
  ])('reports a connection that closes %s the answer', async (_when, bytes) => {
    const port = await listen(
      createSocketServer((socket) => {
        socket.once('data', () => (bytes ? socket.end(bytes) : socket.destroy()));
      }),
    );
    expect(await failure(call(port))).toMatchObject({ kind: 'network' });
  });

  it('reports a refused connection', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(call(port));
    expect(error).toMatchObject({ kind: 'network' });
    expect(error.message).toBe('The connection failed (ECONNREFUSED)');
  });

  it('gives up when its caller does', async () => {
    const stopping = new AbortController();
    const port = await serve(() => stopping.abort());
    expect(await failure(call(port, { signal: stopping.signal }))).toMatchObject({ kind: 'network' });
    expect(await failure(call(port, { signal: AbortSignal.abort() }))).toMatchObject({ kind: 'network' });
  });

  it('refuses a header that would smuggle in another', async () => {
    const port = await serve((_request, response) => response.end());
    expect(await failure(call(port, { headers: { 'x-kind': 'a\r\nx-other: b' } }))).toMatchObject({
      kind: 'blocked',
    });
  });
});

describe('[S66] where a call may go', () => {
  const get = { method: 'GET', timeoutMs: 2_000, maxResponseBytes: 1_000 } as const;

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'http://1.1.1.1/',
    'https://user:secret@1.1.1.1/',
    'ftp://1.1.1.1/',
    'file:///etc/passwd',
    'hooks.example',
    '',
  ])('refuses %s without connecting', async (url) => {
    expect(await failure(outboundRequest({ ...get, url }))).toMatchObject({ kind: 'blocked' });
  });

  it('refuses a name that resolves to a private address, even among public ones', async () => {
    const mixed = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const error = await failure(outboundRequest({ ...get, url: 'https://hooks.example/' }, mixed));
    expect(error).toMatchObject({ kind: 'blocked' });
    expect(error.message).not.toContain('10.0.0.1');
  });

  it('reports a name that does not resolve', async () => {
    const nowhere = async () => {
      throw new Error('ENOTFOUND');
    };
    const error = await failure(outboundRequest({ ...get, url: 'https://hooks.example/' }, nowhere));
    expect(error).toMatchObject({
      kind: 'network',
      message: 'The host name hooks.example could not be found',
    });
  });

  it('admits exactly the host and port on the allow-list', async () => {
    const port = await serve((_request, response) => response.end('in'));
    const url = `http://127.0.0.1:${port}/`;
    expect((await outboundRequest({ ...get, url, allowPrivate: [`127.0.0.1:${port}`] })).body).toBe('in');
    for (const entry of [`127.0.0.1:${port + 1}`, '127.0.0.1', `localhost:${port}`, `27.0.0.1:${port}`]) {
      expect(await failure(outboundRequest({ ...get, url, allowPrivate: [entry] }))).toMatchObject({
        kind: 'blocked',
      });
    }
  });

  it('asks for the address once and connects to the one it checked', async () => {
    const port = await serve((request, response) => response.end(request.headers.host));
    const answers = ['127.0.0.1', '192.0.2.1'];
    let asked = 0;
    const rebinding = async () => [{ address: answers[asked++] ?? '192.0.2.1', family: 4 }];
    const url = `http://hooks.example:${port}/`;
    const answer = await outboundRequest({ ...get, url, allowPrivate: [`hooks.example:${port}`] }, rebinding);
    expect(answer.body).toBe(`hooks.example:${port}`);
    expect(asked).toBe(1);
  });
});

/** A certificate for hooks.example that exists for this test only; nothing else trusts it. */
const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBgTCCASagAwIBAgIUB4jUfEBN7zR/PdETvTFaKwij164wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIw
MDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABH05GTSJLJxy/ptJF2V0dKaUxob0N0GxW584Kxl9CDJW
NXsQKH/GIHVKlBZ/adLUa3OLS3VEA+BjgCOKa72vytijTDBKMBgGA1UdEQQRMA+C
DWhvb2tzLmV4YW1wbGUwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUsVe2Cyik
YT6+lDtJZxpYW/u9u9owCgYIKoZIzj0EAwIDSQAwRgIhAJFyZwW24VKMWY5q3Aae
l39l7sbvH8p9VW3ZU0MWCCr4AiEA7yPs0TGn9I5oQygXKJz6p/sINtPHo5W9RZYP
GypnS/k=
-----END CERTIFICATE-----`;
const TEST_CERTIFICATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgg8is/MtlwCJh0dfs
wd5do3mIJSNf6wDv7KOpJJ8ZbX+hRANCAAR9ORk0iSyccv6bSRdldHSmlMaG9DdB
sVufOCsZfQgyVjV7ECh/xiB1SpQWf2nS1Gtzi0t1RAPgY4Ajimu9r8rY
-----END PRIVATE KEY-----`;

describe('a call over https', () => {
  const authorities = getCACertificates('default');
  beforeAll(() => setDefaultCACertificates([...authorities, TEST_CERTIFICATE]));
  afterAll(() => setDefaultCACertificates(authorities));

  async function callSecurely(hostname: string) {
    const port = await listen(
      createSecureServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }, (_request, response) => {
        response.end('secured');
      }),
    );
    const here = async () => [{ address: '127.0.0.1', family: 4 }];
    return outboundRequest(
      {
        url: `https://${hostname}:${port}/`,
        method: 'GET',
        timeoutMs: 5_000,
        maxResponseBytes: 100,
        allowPrivate: [`${hostname}:${port}`],
      },
      here,
    );
  }

  it('checks the certificate against the name, not against the pinned address', async () => {
    expect((await callSecurely('hooks.example')).body).toBe('secured');
  });

  it('refuses a certificate of another name', async () => {
    expect(await failure(callSecurely('other.example'))).toMatchObject({ kind: 'network' });
  });
});
