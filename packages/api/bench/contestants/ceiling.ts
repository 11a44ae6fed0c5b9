import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/**
 * The ceiling: nothing but Node's HTTP server, the driver and one prepared statement that builds the JSON, under the
 * same policies. Role and tenant are set once per connection; nobody is authenticated, nothing is parsed but the id.
 * Arguments: connection string, its options, the statement.
 */
const [connectionString, options, text] = process.argv.slice(2) as [string, string, string];
const pool = new pg.Pool({ connectionString, options, max: 10 });
const byId = text.includes('$1');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    try {
      const { id } = JSON.parse(Buffer.concat(chunks).toString()) as { id?: string };
      const result = await pool.query<[string]>({
        name: 'ceiling',
        text,
        values: byId ? [id] : [],
        rowMode: 'array',
      });
      const body = Buffer.from(`{"data":${result.rows[0]?.[0]}}`);
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
        .end(body);
    } catch (error) {
      response.writeHead(500).end((error as Error).message);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
