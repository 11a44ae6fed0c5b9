import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { assertAllowed, type Requirement } from './allowed.ts';
import { invalid } from './problem.ts';
import type { Setting } from './verb.ts';

const GIBIBYTES = 2;

interface UploadRoute<Query> {
  url: string;
  permission: Requirement;
  /** What is done with the file, and with what the query says. */
  take: (setting: Setting, query: Query, content: AsyncIterable<Uint8Array>) => Promise<string>;
}

/**
 * A route that takes a file of up to 2 GiB as it comes, for those who may send it, and answers with the id of what was made of it.
 */
export const uploadRoute =
  <Query extends object>({ url, permission, take }: UploadRoute<Query>) =>
  (server: FastifyInstance): void => {
    server.register(async (uploads) => {
      uploads.removeAllContentTypeParsers();
      uploads.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
      uploads.route({
        method: 'POST',
        url,
        bodyLimit: GIBIBYTES * 1024 ** 3,
        config: { context: true },
        // Gigabytes are read for those only who may send them.
        onRequest: ({ context }: FastifyRequest) =>
          context.scopes.run(
            context.credentials,
            { requestId: context.requestId, readOnly: true },
            async ({ actor }) => assertAllowed(actor, permission),
          ),
        errorHandler: (error: FastifyError) => {
          if (error.statusCode === 413)
            throw invalid('file', `May have at most ${GIBIBYTES} GiB. Split the file into several.`);
          if (error.statusCode === 415) throw invalid('file', 'Must be sent as application/octet-stream.');
          throw error;
        },
        handler: async ({ context, query, body }, reply) => {
          const id = await take(context, query as Query, body as AsyncIterable<Uint8Array>);
          return reply.header('cache-control', 'no-store').send({ id });
        },
      });
    });
  };
