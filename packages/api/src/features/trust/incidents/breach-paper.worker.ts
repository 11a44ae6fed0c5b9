/** What a thread of `PdfThreads` does. It is a file of its own in the build, too. */
export { renderBreachPaper as default } from './paper-pdf.ts';
