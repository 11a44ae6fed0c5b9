/** What a thread of `PdfThreads` does. It is a file of its own in the build, too. */
export { renderRecordPdf as default } from './record-pdf.ts';
