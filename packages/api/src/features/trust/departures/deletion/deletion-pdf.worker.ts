/** What a thread of `PdfThreads` does. It is a file of its own in the build, too. */
export { renderDeletion as default } from './deletion-pdf.ts';
