import type { FastifyError, FastifyInstance } from 'fastify';
import { assertAllowed } from '../../../../kernel/allowed.ts';
import { invalid } from '../../../../kernel/problem.ts';
import { perform } from '../../../../kernel/verb.ts';
import { LARGEST_FILE_BYTES, TOO_LARGE } from './limits.ts';
import { previewEndUserImport } from './preview-end-user-import.ts';

/** `POST /imports/end-users?companyId=&fileName=` takes a CSV file and answers with the id of its preview. [U2] */
export function importRoutes(server: FastifyInstance): void {
  // A context of its own: this route takes CSV and nothing else, the others do not.
  server.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    uploads.route<{ Querystring: { companyId?: string; fileName?: string } }>({
      method: 'POST',
      url: '/imports/end-users',
      bodyLimit: LARGEST_FILE_BYTES,
      config: { context: true },
      // Megabytes are read for those only who may send them.
      onRequest: ({ context }) =>
        context.scopes.run(
          context.credentials,
          { requestId: context.requestId, readOnly: true },
          async ({ actor }) => assertAllowed(actor, previewEndUserImport.permission),
        ),
      handler: async ({ context, query, body }, reply) => {
        const { companyId = null, fileName = '' } = query;
        const id = await perform(context, previewEndUserImport, {
          companyId,
          fileName,
          content: body ?? new Uint8Array(),
        });
        return reply.header('cache-control', 'no-store').send({ id });
      },
      errorHandler: (error: FastifyError) => {
        if (error.statusCode === 413) throw invalid('file', TOO_LARGE);
        if (error.statusCode === 415) throw invalid('file', 'Must be sent as text/csv.');
        throw error;
      },
    });
  });
}
