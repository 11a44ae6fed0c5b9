import { once } from 'node:events';
import { createServer } from 'node:net';
import type { App } from './app.ts';
import type { Config } from './kernel/config.ts';
import { StartError } from './kernel/start-error.ts';

/** Finds out that nobody can listen there before anything else is begun. Throws StartError. */
export async function assertListenable({ port, host }: Config): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw asStartError(error, port, host);
  }
  server.close();
  await once(server, 'close');
}

/** Serves API and console; returns the address. Throws StartError. */
export async function listen(app: App, { port, host }: Config): Promise<string> {
  try {
    return await app.listen(port, host);
  } catch (error) {
    throw asStartError(error, port, host);
  }
}

function asStartError(error: unknown, port: number, host: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartError(`Port ${port} is taken: end what uses it, or set PORT to another one.`);
    case 'EACCES':
      return new StartError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(`HOST is "${host}", which is no address of this machine: set it to one that is.`);
    default:
      return error;
  }
}
