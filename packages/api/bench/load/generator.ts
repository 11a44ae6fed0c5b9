import { Agent, type IncomingMessage, request } from 'node:http';
import pg from 'pg';
import type { HttpLoad, Load, Measured, SqlLoad } from './load.ts';

/**
 * The program that makes load, in a process of its own: each connection asks, waits for the whole answer and asks
 * again. Answers are counted, not read; one that is not as long as the first answer to the same request ends the run.
 */
async function closedLoop(
  connections: number,
  ms: number,
  ask: (turn: number, connection: number) => Promise<void>,
): Promise<Measured> {
  let count = 0;
  const started = performance.now();
  const deadline = started + ms;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      while (performance.now() < deadline) {
        await ask(count, connection);
        count += 1;
      }
    }),
  );
  return { count, ms: performance.now() - started };
}

const agents = new Map<string, Agent>();

async function overHttp(load: HttpLoad): Promise<Measured> {
  const url = new URL(load.url);
  const agent = agents.get(url.origin) ?? new Agent({ keepAlive: true, maxSockets: load.connections });
  agents.set(url.origin, agent);
  const bodies = load.bodies.map((body) => Buffer.from(body));
  const lengths = new Map<Buffer, number>();
  const once = (body: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { ...load.headers, 'content-length': body.length };
      const sent = request({
        agent,
        host: url.hostname,
        port: url.port,
        path: url.pathname,
        method: 'POST',
        headers,
      });
      sent.on('error', reject);
      sent.on('response', (response: IncomingMessage) => {
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
        });
        response.on('error', reject);
        response.on('end', () => {
          const expected = lengths.get(body);
          if (expected === undefined) lengths.set(body, length);
          if (response.statusCode === 200 && (expected ?? length) === length) resolve();
          else
            reject(
              new Error(`${load.url} answered ${response.statusCode} with ${length} bytes, not ${expected}.`),
            );
        });
      });
      sent.end(body);
    });
  return closedLoop(load.connections, load.ms, (turn) => once(bodies[turn % bodies.length] as Buffer));
}

const pools = new Map<string, pg.Client[]>();

async function overSql(load: SqlLoad): Promise<Measured> {
  const key = JSON.stringify([load.url, load.options]);
  const clients = pools.get(key) ?? [];
  pools.set(key, clients);
  while (clients.length < load.connections) {
    const client = new pg.Client({ connectionString: load.url, options: load.options });
    await client.connect();
    clients.push(client);
  }
  return closedLoop(load.connections, load.ms, async (turn, connection) => {
    const values = [...(load.values[turn % load.values.length] ?? [])];
    const result = await clients[connection]?.query<unknown[]>({
      name: load.name,
      text: load.text,
      values,
      rowMode: 'array',
    });
    if (result?.rows.length !== 1) throw new Error(`${load.name} has no row.`);
  });
}

process.on('message', async (load: Load) => {
  try {
    process.send?.({ measured: await (load.kind === 'http' ? overHttp(load) : overSql(load)) });
  } catch (error) {
    process.send?.({ error: (error as Error).message });
  }
});
