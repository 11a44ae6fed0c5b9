/** What a thread of `PdfThreads` does. It is a file of its own in the build, too. */
export { renderReviewPdf as default } from './review-pdf.ts';
