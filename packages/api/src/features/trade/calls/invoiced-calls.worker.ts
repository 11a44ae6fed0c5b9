/** What a thread does with the calls of an invoice. It is a file of its own in the build, too. */
export { renderInvoicedCalls as default } from './invoiced-calls-pdf.ts';
