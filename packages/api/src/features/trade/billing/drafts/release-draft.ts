import { input } from '../../../../kernel/input.ts';
import { conflict } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { customerFields, invoicedCustomer } from './invoiced-customer.ts';
import { isSetAside, sayOfDraft } from './say-of-draft.ts';

/** Lets a customer that was held be billed again: by the next run, or by running the month again. CONFLICT if it is not held. [B4] */
export const releaseDraft = verb({
  name: 'releaseDraft',
  permission: 'DRAFT_WRITE',
  input: input('ReleaseDraftInput', customerFields),
  async run(scope, named) {
    const customer = await invoicedCustomer(scope, named);
    const [held] = await scope.sql(`select where ${isSetAside('$1', '$2')}`, [
      customer.issuerId,
      customer.companyId ?? customer.resellerId,
    ]);
    if (!held)
      throw conflict('Nothing of this customer is held.', named.companyId ? 'companyId' : 'resellerId');
    const { id, subject } = await sayOfDraft(scope, customer, null, {
      held_reason: null,
      held_by_name: null,
      held_at: null,
    });
    return { result: id, subject };
  },
});
