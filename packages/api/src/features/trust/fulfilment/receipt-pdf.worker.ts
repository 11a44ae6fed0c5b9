/** What a thread of `PdfThreads` does. It is a file of its own in the build, too. */
export { renderReceipt as default } from './receipt-pdf.ts';
