import { isId } from '@steward/shared';
import type { FastifyReply } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { readCreditNoteDocument } from './read-credit-note-document.ts';

/** `GET /credit-notes/<id>/pdf` and `/xml`: an issued credit note to print, and as UBL, for whoever may read it. [B6] [B8] */
export const creditNoteFilesRoutes: Routes = (server) => {
  server.get<{ Params: { id: string } }>(
    '/credit-notes/:id/pdf',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const { number, pdf } = await drawn(context, params.id);
      return send(reply, Buffer.from(pdf), 'application/pdf', `inline; filename="${number}.pdf"`);
    },
  );
  server.get<{ Params: { id: string } }>(
    '/credit-notes/:id/xml',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const { number, ubl } = await drawn(context, params.id);
      const saved = `attachment; filename="${number}.xml"`;
      return send(reply, ubl, 'application/xml; charset=utf-8', saved);
    },
  );
};

async function drawn({ scopes, credentials, requestId, services }: RequestContext, id: string) {
  const document = await scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, 'INVOICE_READ');
    if (!isId(id)) throw notFound('credit note');
    return readCreditNoteDocument(scope, id);
  });
  return { number: document.number, ...(await services.invoicePress.run(document)) };
}

const send = (reply: FastifyReply, file: Buffer | string | null, type: string, disposition: string) =>
  reply.type(type).header('content-disposition', disposition).header('cache-control', 'no-store').send(file);
