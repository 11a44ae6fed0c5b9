import { date, formatDate, formatMoney, id, line, localDate, type Minor } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { holdOwnInvoice } from '../billing/index.ts';
import { type HeldNote, holdNote, subjectOf } from './hold-note.ts';
import { noteUse, putAgainst } from './issue-note.ts';

const amount = () =>
  z.number().int('Must be whole pence.').min(1, 'Must be at least 1 penny.').meta({ kind: 'minor' });

/** Throws unless so much of an issued note is left. */
function assertLeft(note: HeldNote, amountMinor: Minor): asserts note is HeldNote & { number: string } {
  if (note.state !== 'ISSUED') throw conflict('This credit note is not issued.', 'creditNoteId');
  if (note.leftMinor === 0) throw conflict('All of this credit note has been used.', 'creditNoteId');
  if (amountMinor > note.leftMinor)
    throw invalid(
      'amountMinor',
      `Must be at most ${formatMoney(note.leftMinor, note.currency)}, which is what is left of the credit note.`,
    );
}

/** Puts what is left of a credit note against another invoice of the same customer. [B6] */
export const useCredit = verb({
  name: 'useCredit',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('UseCreditInput', { creditNoteId: id(), invoiceId: id(), amountMinor: amount() }),
  async run(scope, { creditNoteId, invoiceId, amountMinor }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice puts credit against it.',
    );
    const note = await holdNote(scope, creditNoteId);
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

/** Notes that what is left of a credit note, or a part, was paid back by transfer. [B6] */
export const refundCredit = verb({
  name: 'refundCredit',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('RefundCreditInput', {
    creditNoteId: id(),
    amountMinor: amount(),
    paidOn: date(),
    reference: line(100),
  }),
  async run(scope, { creditNoteId, amountMinor, paidOn, reference }) {
    const note = await holdNote(scope, creditNoteId);
    assertLeft(note, amountMinor);
    if (paidOn > localDate(scope.now))
      throw invalid('paidOn', `Must not be later than today, ${formatDate(localDate(scope.now))}.`);
    await noteUse(scope, note, { paymentId: null, amountMinor, on: paidOn, reference });
    return { result: creditNoteId, subject: subjectOf(note, note.number) };
  },
});
