import { formatMoney, id, moneyMinor } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { holdOwnInvoice } from '../billing/index.ts';
import { assertLeft, type HeldNote, holdNote, subjectOf } from './hold-note.ts';
import { putAgainst } from './issue-note.ts';

/** Puts what is left of a credit note against another invoice of the same customer. [B6] */
export const useCredit = verb({
  name: 'useCredit',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('UseCreditInput', { creditNoteId: id(), invoiceId: id(), amountMinor: moneyMinor() }),
  async run(scope, { creditNoteId, invoiceId, amountMinor }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice puts credit against it.',
    );
    const note: HeldNote = await holdNote(scope, creditNoteId);
    assertLeft(note, amountMinor);
    const customer = ({ resellerId, companyId }: { resellerId: string; companyId: string | null }) =>
      companyId ?? resellerId;
    if (customer(invoice) !== customer(note) || invoice.currency !== note.currency)
      throw invalid('invoiceId', 'Must be an invoice to the same customer, in the same currency.');
    if (invoice.state === 'DRAFT' || amountMinor > invoice.dueMinor)
      throw invalid(
        'amountMinor',
        `Must be at most ${formatMoney(invoice.state === 'DRAFT' ? 0 : invoice.dueMinor, invoice.currency)}, which is what is still due of the invoice.`,
      );
    await putAgainst(scope, note, invoice, amountMinor);
    return { result: creditNoteId, subject: subjectOf(note, note.number) };
  },
});
