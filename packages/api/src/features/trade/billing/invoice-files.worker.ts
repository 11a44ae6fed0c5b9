import type { InvoiceDocument } from './invoice-document.ts';
import { renderInvoicePdf } from './invoice-pdf.ts';
import { renderInvoiceUbl } from './ubl/invoice-ubl.ts';

/** What is made of an invoice's document; a draft is no e-invoice. */
export interface InvoiceFiles {
  pdf: Uint8Array;
  ubl: string | null;
}

/** What a thread does with an invoice. It is a file of its own in the build, too. */
export default async (document: InvoiceDocument): Promise<InvoiceFiles> => ({
  pdf: await renderInvoicePdf(document),
  ubl: document.number === null ? null : renderInvoiceUbl(document),
});
