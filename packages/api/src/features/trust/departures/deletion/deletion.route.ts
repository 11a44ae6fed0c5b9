import { isId, localDate } from '@steward/shared';
import { assertAllowed } from '../../../../kernel/allowed.ts';
import type { Routes } from '../../../../kernel/graphql/server.ts';
import { PdfThreads } from '../../../../kernel/pdf/pdf-threads.ts';
import { notFound } from '../../../../kernel/problem.ts';
import type { DeletionPaper } from './deletion-pdf.ts';
import { TenantDeletion } from './tenant-deletion.entity.ts';

/** `GET /tenant-deletions/<id>/pdf`: what became of each table, for whoever may read it. [S20] */
export const deletionRoute: Routes = (server) => {
  const threads = new PdfThreads<DeletionPaper>(import.meta.url, 'deletion-pdf');
  server.addHook('onClose', () => threads.close());
  server.get<{ Params: { id: string } }>(
    '/tenant-deletions/:id/pdf',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const { scopes, credentials, requestId } = context;
      if (!isId(params.id)) throw notFound('report');
      const paper = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
        assertAllowed(scope.actor, 'DEPARTURE_READ');
        const { doneAt, digest, keyDestroyedAt, ...said } = await scope.load(TenantDeletion, params.id);
        if (!doneAt || !digest) throw notFound('report');
        const { reference, gone, emptied, kept, tables } = said;
        const keyDestroyedOn = keyDestroyedAt && localDate(keyDestroyedAt);
        return { reference, gone, emptied, kept, tables, digest, doneOn: localDate(doneAt), keyDestroyedOn };
      });
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="deletion.pdf"')
        .header('cache-control', 'no-store')
        .send(await threads.draw(paper));
    },
  );
};
