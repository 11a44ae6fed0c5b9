import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound } from '../../../kernel/problem.ts';
import { PLATFORM_KEY } from './standing.ts';

/** The files of a page. */
const FILES: readonly string[] = ['index.html', 'feed.atom', 'calendar.ics', 'summary.json', 'logo.png'];

/**
 * `GET /status`, `/status/feed.atom`, `/status/calendar.ics`, `/status/summary.json`: the platform's page, or that of the reseller whose
 * host name was asked; `/status/<reseller>` and the same behind it. Files only: they are there while the database is not. [N4]
 */
export const statusRoutes: Routes = (server) => {
  const send = (request: FastifyRequest, reply: FastifyReply, key: string, file: string) => {
    const { statusPress } = request.context.services;
    if (!FILES.includes(file) || !statusPress.has(key)) throw notFound('status page');
    return reply
      .header('cache-control', 'public, max-age=30')
      .header('access-control-allow-origin', '*')
      .sendFile(path.posix.join(key, file), statusPress.folder, { cacheControl: false });
  };
  const keyOfHost = ({ context, hostname }: FastifyRequest): string | undefined =>
    context.services.statusPress.keyOf(hostname);
  const config = { context: true };
  server.get('/status', { config }, (request, reply) =>
    send(request, reply, keyOfHost(request) ?? PLATFORM_KEY, 'index.html'),
  );
  server.get<{ Params: { name: string } }>('/status/:name', { config }, (request, reply) => {
    const { name } = request.params;
    return FILES.includes(name)
      ? send(request, reply, keyOfHost(request) ?? PLATFORM_KEY, name)
      : send(request, reply, name, 'index.html');
  });
  server.get<{ Params: { key: string; file: string } }>('/status/:key/:file', { config }, (request, reply) =>
    send(request, reply, request.params.key, request.params.file),
  );
  // Under a host name of its own a page is all there is.
  server.get('/', { config }, (request, reply) =>
    keyOfHost(request) ? reply.redirect('/status') : reply.callNotFound(),
  );
};
