import { billingDay, monthOfYear, newId, optional, paymentDays, USUAL_PAYMENT_DAYS } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { input, oneOf } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { customerFields, type InvoicedCustomer, invoicedCustomer } from '../drafts/invoiced-customer.ts';
import type { BillingTerms } from './billing-terms.entity.ts';
import { BillingCycle } from './billing-turn.ts';

type Agreed = Pick<BillingTerms, 'paymentDays' | 'cycle' | 'billingDay' | 'firstMonth'>;

/** What holds where nothing is agreed. */
const USUAL: Agreed = {
  paymentDays: USUAL_PAYMENT_DAYS,
  cycle: 'MONTH_IN_ARREARS',
  billingDay: 1,
  firstMonth: 1,
};

/**
 * Says when what one issues from now on is made out, for which days, and in how many days it is to be paid: to everyone, or to a customer
 * otherwise. What is issued keeps its days. [B4]
 */
export const setBillingTerms = verb({
  name: 'setBillingTerms',
  permission: 'BILLING_RUN',
  description:
    'For everyone if no customer is named. What is left out stays as it was, or is as it is for everyone.',
  input: input('SetBillingTermsInput', {
    ...customerFields,
    paymentDays: optional(paymentDays()),
    cycle: optional(oneOf(BillingCycle)),
    billingDay: optional(billingDay()),
    firstMonth: optional(monthOfYear()),
  }),
  async run(scope, { companyId, resellerId, ...given }) {
    const { resellerId: own } = memberOf(scope.actor);
    const customer =
      companyId || resellerId
        ? whoPays(await invoicedCustomer(scope, { companyId, resellerId }))
        : { resellerId: own, companyId: null };
    const key = [own, customer.resellerId, customer.companyId];
    const found = await scope.sql<Agreed & { theirs: boolean }>(
      `select payment_days as "paymentDays", cycle, billing_day as "billingDay", first_month as "firstMonth",
           reseller_id = $2 and company_id is not distinct from $3 as theirs
         from billing_terms where issuer_id = $1 and (reseller_id = $2 and company_id is not distinct from $3 or reseller_id = $1 and company_id is null)
         for update`,
      key,
    );
    const had = found.find(({ theirs }) => theirs);
    const was = had ?? found[0] ?? USUAL;
    const agreed = {
      paymentDays: given.paymentDays ?? was.paymentDays,
      cycle: given.cycle ?? was.cycle,
      billingDay: given.billingDay ?? was.billingDay,
      firstMonth: given.firstMonth ?? was.firstMonth,
    };
    const [set] = await scope.sql<{ id: string }>(
      `insert into billing_terms (id, issuer_id, reseller_id, company_id, payment_days, cycle, billing_day, first_month, created_at)
         values ($4, $1, $2, $3, $5, $6, $7, $8, $9)
         on conflict (issuer_id, reseller_id, company_id) do update set payment_days = excluded.payment_days, cycle = excluded.cycle,
           billing_day = excluded.billing_day, first_month = excluded.first_month
         returning id`,
      [...key, newId(), ...Object.values(agreed), scope.now],
    );
    const { id } = set as { id: string };
    const changed = (Object.keys(agreed) as (keyof Agreed)[]).filter((what) => had?.[what] !== agreed[what]);
    if (!changed.length) return { result: id, subject: null };
    scope.hint({ kind: 'BillingTerms', id, resellerId: own, companyId: null });
    return {
      result: id,
      subject: {
        type: 'BillingTerms',
        id,
        // Whoever it is agreed with reads it in its own log, as on its invoices.
        ...customer,
        changed: Object.fromEntries(
          changed.map((what) => [what, [had?.[what] ?? null, agreed[what]] as const]),
        ),
      },
    };
  },
});

const whoPays = ({ resellerId, companyId }: InvoicedCustomer) => ({ resellerId, companyId });
