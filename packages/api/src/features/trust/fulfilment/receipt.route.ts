import { isId, localDate } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { ReceiptPaper } from './receipt-pdf.ts';
import { RightsReceipt } from './rights-receipt.entity.ts';

/** `GET /rights-receipts/<id>/pdf`: what was done, for whoever may read it. [D3] */
export const receiptRoute: Routes = (server) => {
  const threads = new PdfThreads<ReceiptPaper>(import.meta.url, 'receipt-pdf');
  server.addHook('onClose', () => threads.close());
  server.get<{ Params: { id: string } }>(
    '/rights-receipts/:id/pdf',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const { scopes, credentials, requestId } = context;
      if (!isId(params.id)) throw notFound('receipt');
      const paper = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
        assertAllowed(scope.actor, 'RIGHTS_READ');
        const { deed, lines, digest, doneAt, companyId, rightsRequestId } = await scope.load(
          RightsReceipt,
          params.id,
        );
        if (!doneAt || !digest) throw notFound('receipt');
        const [names] = await scope.sql<{ company: string; reference: string | null }>(
          `select c.name as company, (select r.reference from rights_request r where r.id = $2) as reference
             from company c where c.id = $1`,
          [companyId, rightsRequestId],
        );
        const reference = names?.reference ?? null;
        return { deed, lines, digest, doneOn: localDate(doneAt), company: names?.company ?? '', reference };
      });
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="receipt.pdf"')
        .header('cache-control', 'no-store')
        .send(await threads.draw(paper));
    },
  );
};
