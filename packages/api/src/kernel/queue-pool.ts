import pg from 'pg';

/**
 * Connections for the job queue. A pool that the queue opens by itself stops listening before its connections are gone:
 * one that the server drops just then, as at the end of everything, would end the process.
 */
export function openQueuePool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
