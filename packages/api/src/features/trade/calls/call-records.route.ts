import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { invalid } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import { takeInCalls } from './take-in-calls.ts';

/** 2 GiB: some ten million calls. */
const LARGEST_BYTES = 2 * 1024 ** 3;

/** `POST /call-records?sourceId=&fileName=` takes a file as it comes and answers with the id of the import. [B1] */
export function callRecordsRoute(server: FastifyInstance): void {
  server.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
    uploads.route<{ Querystring: { sourceId: string; fileName: string } }>({
      method: 'POST',
      url: '/call-records',
      bodyLimit: LARGEST_BYTES,
      config: { context: true },
      // Gigabytes are read for those only who may send them.
      onRequest: ({ context }: FastifyRequest) =>
        context.scopes.run(
          context.credentials,
          { requestId: context.requestId, readOnly: true },
          async ({ actor }) => assertAllowed(actor, takeInCalls.permission),
        ),
      errorHandler: (error: FastifyError) => {
        if (error.statusCode === 413)
          throw invalid('file', 'May have at most 2 GiB. Split the file into several.');
        if (error.statusCode === 415) throw invalid('file', 'Must be sent as application/octet-stream.');
        throw error;
      },
      handler: async ({ context, query: { sourceId, fileName = '' }, body }, reply) => {
        const id = await perform(context, takeInCalls, { sourceId, fileName, content: body });
        return reply.header('cache-control', 'no-store').send({ id });
      },
    });
  });
}
