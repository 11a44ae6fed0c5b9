import type { InvoiceDocument } from './invoice-document.ts';
import { renderInvoicePdf } from './invoice-pdf.ts';
import type { StatementDocument } from './statement-document.ts';
import { renderStatementPdf } from './statement-pdf.ts';
import { renderInvoiceUbl } from './ubl/invoice-ubl.ts';

/** What is made of a document; drafts and statements are no e-invoice. */
export interface InvoiceFiles {
  pdf: Uint8Array;
  ubl: string | null;
}

/** What a thread does with an invoice, or a statement. It is a file of its own in the build, too. */
export default async (document: InvoiceDocument | StatementDocument): Promise<InvoiceFiles> =>
  'rows' in document
    ? { pdf: await renderStatementPdf(document), ubl: null }
    : {
        pdf: await renderInvoicePdf(document),
        ubl: document.number === null ? null : renderInvoiceUbl(document),
      };
