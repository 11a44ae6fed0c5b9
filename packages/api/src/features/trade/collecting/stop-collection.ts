import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownInvoice, subjectOf } from './own-invoice.ts';
import { stopCollecting } from './stopped-collection.ts';

/** Keeps one of the invoices to oneself from being collected; it is to be paid in another way. [B7] */
export const stopCollection = verb({
  name: 'stopCollection',
  permission: 'INVOICE_PAY',
  input: input('StopCollectionInput', { invoiceId: id() }),
  async run(scope, { invoiceId }) {
    const invoice = await ownInvoice(scope, invoiceId);
    const stopped = await stopCollecting(scope, invoice, 'tell');
    return { result: invoiceId, subject: stopped ? subjectOf(invoice) : null };
  },
});
