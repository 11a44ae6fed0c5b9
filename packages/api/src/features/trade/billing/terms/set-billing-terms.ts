import { newId, paymentDays } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { customerFields, type InvoicedCustomer, invoicedCustomer } from '../drafts/invoiced-customer.ts';

/**
 * Says in how many days what one issues from now on is to be paid: by everyone, or by a customer otherwise. What is issued keeps
 * its day. [B4]
 */
export const setBillingTerms = verb({
  name: 'setBillingTerms',
  permission: 'BILLING_RUN',
  description: 'For everyone if no customer is named.',
  input: input('SetBillingTermsInput', { ...customerFields, paymentDays: paymentDays() }),
  async run(scope, { companyId, resellerId, paymentDays: days }) {
    const { resellerId: own } = memberOf(scope.actor);
    const customer =
      companyId || resellerId
        ? whoPays(await invoicedCustomer(scope, { companyId, resellerId }))
        : { resellerId: own, companyId: null };
    const key = [own, customer.resellerId, customer.companyId];
    const [had] = await scope.sql<{ days: number }>(
      `select payment_days as days from billing_terms
         where issuer_id = $1 and reseller_id = $2 and company_id is not distinct from $3 for update`,
      key,
    );
    const [set] = await scope.sql<{ id: string }>(
      `insert into billing_terms (id, issuer_id, reseller_id, company_id, payment_days, created_at) values ($4, $1, $2, $3, $5, $6)
         on conflict (issuer_id, reseller_id, company_id) do update set payment_days = excluded.payment_days returning id`,
      [...key, newId(), days, scope.now],
    );
    const { id } = set as { id: string };
    if (had?.days === days) return { result: id, subject: null };
    scope.hint({ kind: 'BillingTerms', id, resellerId: own, companyId: null });
    return {
      result: id,
      subject: {
        type: 'BillingTerms',
        id,
        // Whoever it is agreed with reads it in its own log, as on its invoices.
        ...customer,
        changed: { paymentDays: [had?.days ?? null, days] as const },
      },
    };
  },
});

const whoPays = ({ resellerId, companyId }: InvoicedCustomer) => ({ resellerId, companyId });
