import { id, localDate, newId, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { holdOwnInvoice } from './add-payment.ts';
import { queueSettlements } from './settle-checkout.ts';
import { WriteOff } from './write-off.entity.ts';

/**
 * Gives up what is still to be paid of an invoice: it becomes a bad debt. What was supplied was supplied, so nothing is credited and
 * no VAT comes back by it. Money that comes in after all takes the debt up again. [B7]
 */
export const writeOffInvoice = verb({
  name: 'writeOffInvoice',
  permission: 'INVOICE_WRITE_OFF',
  description: 'Only its issuer reads the reason.',
  input: input('WriteOffInvoiceInput', { invoiceId: id(), reason: prose(500) }),
  async run(scope, { invoiceId, reason }) {
    const invoice = await holdOwnInvoice(scope, invoiceId, 'Only whoever issued an invoice writes it off.');
    const { number, state, resellerId, companyId, issuerId, dueMinor: amountMinor } = invoice;
    if (state === 'DRAFT') throw conflict('This invoice is a draft: nothing is owed yet.', 'invoiceId');
    if (state === 'PAID') throw conflict(`Invoice ${number} is paid already.`, 'invoiceId');
    if (state === 'WRITTEN_OFF') throw conflict(`Invoice ${number} is written off already.`, 'invoiceId');
    await scope.insert(WriteOff, {
      id: newId(),
      resellerId,
      companyId,
      issuerId,
      invoiceId,
      amountMinor,
      on: localDate(scope.now),
      reason,
      byName: (await who(scope)).name,
      createdAt: scope.now,
    });
    await scope.flush();
    await scope.sql(`update invoice set state = 'WRITTEN_OFF' where id = $1`, [invoiceId]);
    // A card page that is open is looked at again.
    await queueSettlements(scope, 'invoice_id = $1', [invoiceId]);
    scope.hint({ kind: 'Invoice', id: invoiceId, resellerId, companyId });
    return {
      result: invoiceId,
      subject: {
        type: 'Invoice',
        id: invoiceId,
        resellerId,
        companyId,
        ...(number ? { reference: number } : {}),
      },
    };
  },
});
