import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { invalid } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import type { StatementColumns } from './read-csv.ts';
import { LARGEST_STATEMENT_BYTES, TOO_LARGE } from './read-statement.ts';
import { takeInStatement } from './take-in-statement.ts';

interface Sent {
  Querystring: { fileName: string } & Record<keyof StatementColumns, string>;
}

/**
 * `POST /bank-statements?fileName=`, for CSV with `&on=&amount=&paidOut=&reference=&payer=&account=&bankId=` as titles of columns, takes a
 * file and answers with the id of the statement. [B7]
 */
export function bankStatementRoute(server: FastifyInstance): void {
  server.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    uploads.route<Sent>({
      method: 'POST',
      url: '/bank-statements',
      bodyLimit: LARGEST_STATEMENT_BYTES,
      config: { context: true },
      // Megabytes are read for those only who may send them.
      onRequest: ({ context }: FastifyRequest) =>
        context.scopes.run(
          context.credentials,
          { requestId: context.requestId, readOnly: true },
          async ({ actor }) => assertAllowed(actor, takeInStatement.permission),
        ),
      errorHandler: (error: FastifyError) => {
        if (error.statusCode === 413) throw invalid('file', TOO_LARGE);
        if (error.statusCode === 415) throw invalid('file', 'Must be sent as application/octet-stream.');
        throw error;
      },
      handler: async ({ context, query, body }, reply) => {
        const { fileName = '', ...titles } = query;
        const columns = titles.on
          ? Object.fromEntries(Object.entries(titles).filter(([, title]) => title))
          : null;
        const content = body instanceof Uint8Array ? body : new Uint8Array();
        const id = await perform(context, takeInStatement, { fileName, columns, content });
        return reply.header('cache-control', 'no-store').send({ id });
      },
    });
  });
}
