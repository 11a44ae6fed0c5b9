import { id, newId, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { stopCollecting } from '../collecting/index.ts';
import { InvoicePause } from './chasing.entity.ts';
import { followRestrictionsJob } from './follow-restrictions.ts';
import { chasedInvoice } from './hold-chased.ts';

/** Says that one does not agree with an invoice to oneself, and why. Until its issuer has settled that, one is not reminded of it. [B7] */
export const disputeInvoice = verb({
  name: 'disputeInvoice',
  permission: 'INVOICE_PAY',
  input: input('DisputeInvoiceInput', { invoiceId: id(), reason: prose(1_000) }),
  async run(scope, { invoiceId, reason }) {
    const { resellerId, companyId, issuerId, number, dueMinor } = await chasedInvoice(
      scope,
      invoiceId,
      'customer',
      'Only whoever an invoice is addressed to disputes it.',
    );
    const pause = await scope.insert(InvoicePause, {
      id: newId(),
      resellerId,
      companyId,
      issuerId,
      invoiceId,
      kind: 'DISPUTE',
      reason,
      until: null,
      begunByName: (await who(scope)).name,
      createdAt: scope.now,
      endedAt: null,
      endedByName: null,
      outcome: null,
    });
    // What is disputed is not collected either, unless it is on its way from the bank.
    await stopCollecting(scope, { id: invoiceId, resellerId, companyId, issuerId, dueMinor }, 'leave');
    await enqueue(scope, followRestrictionsJob, { resellerId, invoiceIds: [invoiceId] });
    scope.hint({ kind: 'InvoicePause', id: pause.id, resellerId, companyId });
    return {
      result: pause.id,
      subject: { type: 'InvoicePause', id: pause.id, resellerId, companyId, reference: number },
    };
  },
});
