import { isId } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';

/** `GET /invoices/<id>/pdf`: the invoice as a PDF, for whoever may read it. */
export const invoicePdfRoute: Routes = (server) => {
  const threads = new PdfThreads<InvoiceDocument>(import.meta.url, 'invoice-pdf');
  server.addHook('onClose', () => threads.close());
  server.get<{ Params: { id: string } }>(
    '/invoices/:id/pdf',
    { config: { context: true } },
    async (request, reply) => {
      const { scopes, credentials, requestId } = request.context;
      const { id } = request.params;
      const invoice = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
        assertAllowed(scope.actor, 'INVOICE_READ');
        if (!isId(id)) throw notFound('invoice');
        return readInvoiceDocument(scope, id);
      });
      // Outside the transaction: a long invoice takes its time.
      const pdf = await threads.draw(invoice);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${invoice.number ?? 'draft'}.pdf"`)
        .header('cache-control', 'no-store')
        .send(pdf);
    },
  );
};
