import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { App } from './app.ts';
import { atPort, type Config } from './kernel/config.ts';
import { StartError } from './kernel/start-error.ts';

/**
 * Finds out whether one can listen there before anything else is begun, and on which port if any will do: links in mail
 * and the demonstration's webhook name it. Throws StartError.
 */
export async function withFreePort(config: Config): Promise<Config> {
  const { port, host } = config;
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw asStartError(error, port, host);
  }
  const free = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return port === 0 ? atPort(config, free) : config;
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
