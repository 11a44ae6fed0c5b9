import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Routes } from './graphql/server.ts';
import { packageFolder } from './package-folder.ts';

const FILES = path.join(packageFolder, '../web/dist');
const YEAR_MS = 365 * 24 * 3_600_000;

/** Serves the built console: hashed files for ever, every other address its one page. */
export const consoleRoutes: Routes = (server) => {
  server.register(fastifyStatic, {
    root: FILES,
    preCompressed: true,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders(response, file) {
      const forEver = path.relative(FILES, file).startsWith('assets');
      response.header('cache-control', forEver ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (!wantsPage) {
      return reply
        .code(404)
        .send({ errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] });
    }
    return reply.sendFile('index.html');
  });
};
