/** What a thread of `PdfThreads` does. It is a file of its own in the build, too. */
export { renderInvoicePdf as default } from './invoice-pdf.ts';
