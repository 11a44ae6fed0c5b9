import { line, month, optional, prose } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { customerFields, invoicedCustomer } from './invoiced-customer.ts';
import { sayOfDraft } from './say-of-draft.ts';

/**
 * Says what stands on a customer's invoice of a month, or on every coming one: the number of its purchase order and a note. What is left out
 * is no longer said; what a month says comes before what all say. [B4]
 */
export const describeDraft = verb({
  name: 'describeDraft',
  permission: 'DRAFT_WRITE',
  description:
    'Of the invoice of one month, or of every coming one if none is named. What is left out is emptied.',
  input: input('DescribeDraftInput', {
    ...customerFields,
    period: optional(month()),
    purchaseOrder: optional(line(50)),
    note: optional(prose(500)),
  }),
  async run(scope, { companyId, resellerId, period, purchaseOrder, note }) {
    const customer = await invoicedCustomer(scope, { companyId, resellerId });
    const { id, subject } = await sayOfDraft(scope, customer, period, {
      purchase_order: purchaseOrder,
      note,
    });
    return { result: id, subject: { ...subject, changed: ['purchaseOrder', 'note'] } };
  },
});
