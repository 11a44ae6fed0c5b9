import { id } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { conflict, lookingOnly, notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { isForEveryone } from './billing-terms.entity.ts';

/** Has a customer pay as everyone does again, from the next invoice on. [B4] */
export const removeBillingTerms = verb({
  name: 'removeBillingTerms',
  permission: 'BILLING_RUN',
  input: input('RemoveBillingTermsInput', { id: id() }),
  async run(scope, { id: termsId }) {
    const { resellerId: own } = memberOf(scope.actor);
    const [terms] = await scope.sql<{ forEveryone: boolean; resellerId: string; companyId: string | null }>(
      `select ${isForEveryone('t')} as "forEveryone", reseller_id as "resellerId", company_id as "companyId" from billing_terms t where id = $1 and issuer_id = $2`,
      [termsId, own],
    );
    if (!terms) throw notFound('billing terms');
    const { forEveryone, ...customer } = terms;
    if (forEveryone) throw conflict('What is for everyone stays: change it instead.', 'id');
    const removed = await scope.sql('delete from billing_terms where id = $1 returning id', [termsId]);
    if (!removed.length) throw lookingOnly();
    scope.hint({ kind: 'BillingTerms', id: termsId, resellerId: own, companyId: null });
    return { result: termsId, subject: { type: 'BillingTerms', id: termsId, ...customer } };
  },
});
