import { addDays, monthOf } from '@steward/shared';
import type { DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { cancelSubscription } from '../subscriptions/index.ts';
import { finishBilling } from './bill-customers.ts';
import { addCharge } from './drafts/add-charge.ts';
import { addDiscount } from './drafts/add-discount.ts';
import { describeDraft } from './drafts/describe-draft.ts';
import { recordExchangeRate } from './record-exchange-rate.ts';
import { runBilling } from './run-billing.ts';
import { setBillingTerms } from './terms/set-billing-terms.ts';

/** What a pound was in euros, as HMRC has it; good enough for any month of a demonstration. */
const PER_POUND = ['1.1534', '1.1489'];

/**
 * Northwind has noted what a pound is in euros, and invoiced the company that pays in them, by the quarter in advance and in 30 days: its VAT is
 * said in pounds, too. Three of its archives end in the quarter: the next invoice gives back what is left.
 */
async function billInEuros(demonstration: PastDemonstration): Promise<void> {
  const first = `${monthOf(demonstration.today)}-01`;
  const months = [monthOf(first), monthOf(addDays(first, -1))];
  await demonstration.asStaffAt(first, '09:00:00');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  for (const [i, perPound] of PER_POUND.entries())
    await perform(northwind, recordExchangeRate, { currency: 'EUR', month: months[i] ?? '', perPound });
  const company = await companyOf(demonstration, `select id from company where currency = 'EUR'`);
  await perform(northwind, setBillingTerms, {
    companyId: company,
    paymentDays: 30,
    cycle: 'QUARTER_IN_ADVANCE',
    firstMonth: Number(first.slice(5, 7)),
  });
  await perform(northwind, runBilling, { period: months[1] ?? '' });
  await finishBilling(demonstration.setting);
  await demonstration.asStaffAt(demonstration.today, '08:40:00');
  const ending = await demonstration.inScope((scope) =>
    scope.sql<{ id: string }>(
      `select s.id from subscription s join product p on p.id = s.product_id
         where s.company_id = $1 and s.ends_on is null and p.name like 'E-mail archive%' order by s.id limit 3`,
      [company],
    ),
  );
  const staff = await actAs(demonstration, 'admin@northwind.example');
  for (const { id } of ending)
    await perform(staff, cancelSubscription, { id, endsOn: addDays(demonstration.today, 14) });
}

/** The months of Headrow Accountants begin on the 15th: it is invoiced for the days until then, and from then on. */
async function billMidMonth(demonstration: PastDemonstration): Promise<void> {
  const middle = `${monthOf(demonstration.today)}-15`;
  const northwind = async () => actAs(demonstration, 'admin@northwind.example');
  await demonstration.asStaffAt(`${monthOf(demonstration.today)}-01`, '09:30:00');
  const companyId = await companyOf(
    demonstration,
    `select id from company where name = 'Headrow Accountants Ltd'`,
  );
  await perform(await northwind(), setBillingTerms, { companyId, billingDay: 15 });
  if (middle >= demonstration.today) return;
  await demonstration.asStaffAt(middle, '09:00:00');
  await perform(await northwind(), runBilling, { period: monthOf(middle) });
  await finishBilling(demonstration.setting);
}

/** The id of a company that this finds. */
async function companyOf(demonstration: PastDemonstration, sql: string): Promise<string> {
  const [company] = await demonstration.setting.scopes.run(
    { kind: 'system', task: 'demo', resellerId: null },
    { requestId: 'demo', readOnly: true },
    (scope) => scope.sql<{ id: string }>(sql),
  );
  if (!company) throw new Error('The demonstration has no such company.');
  return company.id;
}

/** Northwind lets Globex off a tenth for three months, has charged it for a day on site, and knows its purchase order. */
async function prepareDrafts(demonstration: PastDemonstration): Promise<void> {
  await demonstration.asStaffAt(demonstration.today, '08:50:00');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  const companyId = await companyOf(
    demonstration,
    `select company_id as id from membership where email = 'admin@globex.example'`,
  );
  const customer = { companyId };
  const period = monthOf(demonstration.today);
  await perform(northwind, addDiscount, {
    ...customer,
    description: 'Welcome back',
    percentBp: 1000,
    period,
    months: 3,
  });
  await perform(northwind, addCharge, {
    ...customer,
    description: 'Day on site: meeting room screens',
    unitMinor: 48_000,
    from: demonstration.today,
  });
  await perform(northwind, describeDraft, { ...customer, purchaseOrder: 'PO-2231' });
}

export const demo: DemoPart = {
  past: async (demonstration) => {
    await billInEuros(demonstration);
    await billMidMonth(demonstration);
    await prepareDrafts(demonstration);
  },
};
