import type { Routes } from '../../../kernel/graphql/server.ts';
import { conflict } from '../../../kernel/problem.ts';
import { answerFiles, readAsBilled } from './answer-files.ts';
import { invoiceFiles } from './keep-invoice-files.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';

const answer = answerFiles({
  table: 'invoice',
  name: 'invoice',
  files: invoiceFiles,
  async unissued(context, id, form) {
    if (form !== 'pdf') throw conflict('This invoice is a draft: there is no e-invoice of it yet.');
    const document = await readAsBilled(context, id, 'invoice', (scope) => readInvoiceDocument(scope, id));
    return Buffer.from((await context.services.invoicePress.run(document)).pdf);
  },
});
const config = { context: true } as const;

/** The invoice and e-invoice as they were issued; of a draft a PDF, drawn as it stands. [B4] [B8] */
export const invoiceFilesRoutes: Routes = (server) => {
  server.get<{ Params: { id: string } }>('/invoices/:id/pdf', { config }, answer('pdf'));
  server.get<{ Params: { id: string } }>('/invoices/:id/xml', { config }, answer('xml'));
};
