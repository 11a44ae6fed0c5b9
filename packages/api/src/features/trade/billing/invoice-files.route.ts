import { conflict } from '../../../kernel/problem.ts';
import { filesRoutes, readAsBilled } from './files.route.ts';
import { invoiceFiles } from './keep-invoice-files.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';

/** `GET /invoices/<id>/pdf` and `/xml`; of a draft a PDF, drawn as it stands. [B4] [B8] */
export const invoiceFilesRoutes = filesRoutes({
  path: '/invoices',
  table: 'invoice',
  name: 'invoice',
  files: invoiceFiles,
  async unissued(context, id, form) {
    if (form !== 'pdf') throw conflict('This invoice is a draft: there is no e-invoice of it yet.');
    const document = await readAsBilled(context, id, 'invoice', (scope) => readInvoiceDocument(scope, id));
    return Buffer.from((await context.services.invoicePress.run(document)).pdf);
  },
});
