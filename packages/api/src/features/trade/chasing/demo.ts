import { addDays, localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { isOpen, writeOffInvoice } from '../billing/index.ts';
import { suspendServices } from '../subscriptions/index.ts';
import { chargeLatePayment } from './charge-late-payment.ts';
import type { ChasingStep } from './chasing-step.ts';
import { disputeInvoice } from './dispute-invoice.ts';
import { notePromise } from './note-promise.ts';
import { putInCustomerGroup } from './put-in-customer-group.ts';
import { readLeftToCharge } from './read-late.ts';
import { recordReferenceRate } from './record-reference-rate.ts';
import { setChasingPolicy } from './set-chasing-policy.ts';
import { setCustomerGroup } from './set-customer-group.ts';
import { setLatePaymentRule } from './set-late-payment-rule.ts';
import { USUAL_STEPS } from './usual-steps.ts';

/** Bank Rate on the eve of half-years (bankofengland.co.uk); the last one is made up. */
const RATES = [
  ['2025-01-01', 475],
  ['2025-07-01', 425],
  ['2026-01-01', 375],
  ['2026-07-01', 375],
] as const;

/** What is proposed to nobody: each issuer says so by itself. */
const RESTRICTING: readonly ChasingStep[] = [
  { day: 21, tone: 'FINAL', text: null, effect: 'NO_NEW_ORDERS' },
  { day: 28, tone: 'FINAL', text: null, effect: 'SUSPENSION' },
];
const PUBLIC_SECTOR: readonly string[] = ['Meanwood Academy Ltd', 'Fernhill Care Homes Ltd'];
const SLOW_STEPS: readonly ChasingStep[] = [
  { day: 14, tone: 'FRIENDLY', text: null, effect: null },
  { day: 30, tone: 'FRIENDLY', text: null, effect: null },
  { day: 60, tone: 'FIRM', text: null, effect: null },
];

/**
 * Northwind chases, the public sector slower. Of what it has not been paid one invoice is disputed, one was promised to be paid, and the
 * one that has been due for longest has led to the suspension of what its company has and may be suspended, and is charged what the law
 * gives; another one is lost.
 */
async function chase(demonstration: Demonstration): Promise<void> {
  const [staff, reseller, company] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example', 'admin@globex.example'].map((email) =>
      actAs(demonstration, email),
    ),
  );
  if (!staff || !reseller || !company) return;
  const today = localDate(demonstration.setting.scopes.clock.now());
  for (const [halfYear, rateBp] of RATES)
    if (halfYear <= today) await perform(staff, recordReferenceRate, { halfYear, rateBp });
  await perform(reseller, setChasingPolicy, { active: true, steps: [...USUAL_STEPS, ...RESTRICTING] });
  await groupPublicSector(demonstration, reseller);
  const unpaid = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; companyId: string; customer: string }>(
      `select i.id, i.company_id as "companyId", i.buyer->>'name' as customer from invoice i join reseller r on r.id = i.issuer_id
        where r.name = 'Northwind IT' and ${isOpen('i')} and i.document = 'INVOICE' order by i.due_on, i.number`,
    ),
  );
  const disputed = unpaid.findLast(({ customer }) => customer === 'Globex Ltd');
  const others = unpaid.filter(({ customer }) => customer !== 'Globex Ltd');
  const [suspended, promised] = others.filter(({ customer }) => !PUBLIC_SECTOR.includes(customer));
  const lost = others.findLast(({ customer }) => customer === 'Gledhow Joinery Ltd');
  if (disputed)
    await perform(company, disputeInvoice, {
      invoiceId: disputed.id,
      reason: 'Two of the mailboxes were cancelled last month, and are charged all the same.',
    });
  if (promised)
    await perform(reseller, notePromise, {
      invoiceId: promised.id,
      promisedBy: 'Accounts, on the telephone',
      until: addDays(today, 5),
    });
  if (lost)
    await perform(reseller, writeOffInvoice, {
      invoiceId: lost.id,
      reason: 'In liquidation: the liquidator expects nothing for creditors.',
    });
  await perform(reseller, setLatePaymentRule, { charging: 'WITH_REMINDERS', fromDay: 14 });
  if (!suspended) return;
  await remind(demonstration, suspended.id);
  await suspend(demonstration, suspended);
  const [left] = await demonstration.inScope((scope) => readLeftToCharge(scope, [suspended.id]));
  if (left && !left.missing.length) await perform(reseller, chargeLatePayment, { invoiceId: left.invoiceId });
}

/** Has what a company has and may be suspended suspended for an invoice, as it was said a week ago. */
const suspend = (
  demonstration: Demonstration,
  invoice: { id: string; companyId: string },
): Promise<unknown> =>
  demonstration.inScope(async (scope) => {
    const [issuer] = await scope.sql<{ id: string }>(
      `insert into restriction (id, reseller_id, company_id, issuer_id, invoice_id, kind, takes_effect_on, created_at, began_at)
         select uuidv7(), i.reseller_id, i.company_id, i.issuer_id, i.id, k.kind, $2::timestamptz - interval '2 days',
             $2::timestamptz - interval '9 days', $2::timestamptz - interval '2 days'
           from invoice i cross join (values ('NO_NEW_ORDERS'), ('SUSPENSION')) k (kind) where i.id = $1
         returning issuer_id as id`,
      [invoice.id, scope.now],
    );
    if (issuer) await suspendServices(scope, issuer.id, [invoice.companyId]);
  });

/** Who pays late and surely is reminded later than others. */
async function groupPublicSector(demonstration: Demonstration, reseller: Setting): Promise<void> {
  const groupId = await perform(reseller, setCustomerGroup, { name: 'Public sector' });
  await perform(reseller, setChasingPolicy, { groupId, active: true, steps: SLOW_STEPS });
  const customers = await demonstration.inScope((scope) =>
    scope.sql<{ id: string }>('select id from company where name = any ($1)', [PUBLIC_SECTOR]),
  );
  await perform(reseller, putInCustomerGroup, { groupId, customerIds: customers.map(({ id }) => id) });
}

/** The reminders after its day, as they were sent then. */
const remind = (demonstration: Demonstration, invoiceId: string): Promise<unknown> =>
  demonstration.inScope((scope) =>
    scope.sql(
      `insert into invoice_reminder (id, reseller_id, company_id, issuer_id, invoice_id, day, tone, last, due_minor, recipient_count, created_at)
         select uuidv7(), i.reseller_id, i.company_id, i.issuer_id, i.id, s.day, s.tone, s.day = 28, i.total_minor - i.paid_minor, 1,
             i.due_on + s.day + time '06:20'
           from invoice i cross join (values (1, 'FRIENDLY'), (7, 'FIRM'), (14, 'FINAL'), (21, 'FINAL'), (28, 'FINAL')) s (day, tone)
           where i.id = $1 and i.due_on + s.day < $2::timestamptz`,
      [invoiceId, scope.now],
    ),
  );

export const demo: DemoPart = { present: chase };
