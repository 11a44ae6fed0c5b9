import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownInvoice, subjectOf } from './own-invoice.ts';
import { resumeCollecting } from './stopped-collection.ts';

/** Lets an invoice be collected after all; that is announced first. [B7] */
export const resumeCollection = verb({
  name: 'resumeCollection',
  permission: 'INVOICE_PAY',
  input: input('ResumeCollectionInput', { invoiceId: id() }),
  async run(scope, { invoiceId }) {
    const invoice = await ownInvoice(scope, invoiceId);
    const resumed = await resumeCollecting(scope, invoice);
    return { result: invoiceId, subject: resumed ? subjectOf(invoice) : null };
  },
});
