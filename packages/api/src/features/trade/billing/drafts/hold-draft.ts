import { line } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { who } from '../../../people/identity/index.ts';
import { customerFields, invoicedCustomer } from './invoiced-customer.ts';
import { sayOfDraft } from './say-of-draft.ts';

/** Has billing pass over a customer until it is released: what is due waits, and is on the invoice that is made then. [B4] */
export const holdDraft = verb({
  name: 'holdDraft',
  permission: 'DRAFT_WRITE',
  input: input('HoldDraftInput', { ...customerFields, reason: line(200) }),
  async run(scope, { companyId, resellerId, reason }) {
    const customer = await invoicedCustomer(scope, { companyId, resellerId });
    const { id, subject } = await sayOfDraft(scope, customer, null, {
      held_reason: reason,
      held_by_name: (await who(scope)).name,
      held_at: scope.now,
    });
    return { result: id, subject };
  },
});
