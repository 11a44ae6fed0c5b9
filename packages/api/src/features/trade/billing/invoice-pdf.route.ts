import { isId } from '@steward/shared';
import pLimit from 'p-limit';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { notFound } from '../../../kernel/problem.ts';
import { renderInvoicePdf } from './invoice-pdf.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';

/** Invoices that are drawn at once; more would only share the same processor, and each holds its pages in memory. */
const AT_ONCE = 2;

/** `GET /invoices/<id>/pdf`: the invoice as a PDF, for whoever may read it. */
export const invoicePdfRoute: Routes = (server) => {
  const drawing = pLimit(AT_ONCE);
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
      // Rendered outside the transaction: a long invoice takes its time.
      const pdf = await drawing(renderInvoicePdf, invoice);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${invoice.number ?? 'draft'}.pdf"`)
        .header('cache-control', 'no-store')
        .send(pdf);
    },
  );
};
