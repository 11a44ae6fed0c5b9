import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { invalid } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import { LARGEST_FILE_BYTES, TOO_LARGE } from './file/limits.ts';
import { previewBulkChange } from './preview-bulk-change.ts';
import { proposeBulkColumns } from './propose-bulk-columns.ts';

const TYPES = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];

interface Sent {
  Querystring: { companyId?: string; fileName?: string; columns?: string };
}

/**
 * `POST /bulk-changes/columns?companyId=` takes a CSV or XLSX file and answers with what its columns are taken for;
 * `POST /bulk-changes?companyId=&fileName=&columns=0:firstName,1:email,2:mobile:empty,3:service:leave:<product>` with the id of
 * its change-set. [U2]
 */
export function bulkChangeRoutes(server: FastifyInstance): void {
  // A context of its own: these routes take files and nothing else, the others do not.
  server.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser(TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    const common = {
      method: 'POST',
      bodyLimit: LARGEST_FILE_BYTES,
      config: { context: true },
      // Megabytes are read for those only who may send them.
      onRequest: ({ context }: FastifyRequest) =>
        context.scopes.run(
          context.credentials,
          { requestId: context.requestId, readOnly: true },
          async ({ actor }) => assertAllowed(actor, previewBulkChange.permission),
        ),
      errorHandler: (error: FastifyError) => {
        if (error.statusCode === 413) throw invalid('file', TOO_LARGE);
        if (error.statusCode === 415) throw invalid('file', `Must be sent as ${TYPES.join(' or ')}.`);
        throw error;
      },
    } as const;
    const contentOf = (body: unknown): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array());
    uploads.route<Sent>({
      ...common,
      url: '/bulk-changes/columns',
      handler: async ({ context, query, body }, reply) => {
        const given = { companyId: query.companyId ?? null, content: contentOf(body) };
        const found = await perform(context, proposeBulkColumns, given);
        return reply.header('cache-control', 'no-store').send(found);
      },
    });
    uploads.route<Sent>({
      ...common,
      url: '/bulk-changes',
      handler: async ({ context, query, body }, reply) => {
        const { companyId = null, fileName = '', columns } = query;
        const id = await perform(context, previewBulkChange, {
          companyId,
          fileName,
          content: contentOf(body),
          columns: columns === undefined ? null : columnsOf(columns),
        });
        return reply.header('cache-control', 'no-store').send({ id });
      },
    });
  });
}

/** Of each column its number and field, whether a blank cell empties (`empty`), and the product that it is about. */
const columnsOf = (text: string) =>
  text
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const [column, field, blank, productId] = part.split(':');
      return { column: Number(column), field, blank: blank || null, productId: productId || null };
    });
