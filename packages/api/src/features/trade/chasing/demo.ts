import { addDays, localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { isOpen, writeOffInvoice } from '../billing/index.ts';
import { chargeLatePayment } from './charge-late-payment.ts';
import { disputeInvoice } from './dispute-invoice.ts';
import { notePromise } from './note-promise.ts';
import { readLeftToCharge } from './read-late.ts';
import { recordReferenceRate } from './record-reference-rate.ts';
import { setChasingPolicy } from './set-chasing-policy.ts';
import { setLatePaymentRule } from './set-late-payment-rule.ts';
import { USUAL_STEPS } from './usual-steps.ts';

/** Bank Rate on the eve of half-years (bankofengland.co.uk); the last one is made up. */
const RATES = [
  ['2025-01-01', 475],
  ['2025-07-01', 425],
  ['2026-01-01', 375],
  ['2026-07-01', 375],
] as const;

/**
 * Northwind chases. Of what it has not been paid one invoice is disputed, one was promised to be paid, and the one that has been due
 * for longest has had two reminders, and is charged what the law gives; another one is lost.
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
  await perform(reseller, setChasingPolicy, { active: true, steps: USUAL_STEPS });
  const unpaid = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; customer: string }>(
      `select i.id, i.buyer->>'name' as customer from invoice i join reseller r on r.id = i.issuer_id
        where r.name = 'Northwind IT' and ${isOpen('i')} and i.document = 'INVOICE' order by i.due_on, i.number`,
    ),
  );
  const disputed = unpaid.findLast(({ customer }) => customer === 'Globex Ltd');
  const others = unpaid.filter((invoice) => invoice !== disputed);
  const [reminded, promised] = others;
  const lost = others.length > 4 ? others.at(-1) : undefined;
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
  if (reminded) await remind(demonstration, reminded.id);
  if (lost)
    await perform(reseller, writeOffInvoice, {
      invoiceId: lost.id,
      reason: 'In liquidation: the liquidator expects nothing for creditors.',
    });
  await perform(reseller, setLatePaymentRule, { charging: 'WITH_REMINDERS', fromDay: 14 });
  const [left] = reminded
    ? await demonstration.inScope((scope) => readLeftToCharge(scope, [reminded.id]))
    : [];
  if (left && !left.missing.length) await perform(reseller, chargeLatePayment, { invoiceId: left.invoiceId });
}

/** The first two reminders after its day, as they were sent then. */
const remind = (demonstration: Demonstration, invoiceId: string): Promise<unknown> =>
  demonstration.inScope((scope) =>
    scope.sql(
      `insert into invoice_reminder (id, reseller_id, company_id, issuer_id, invoice_id, day, tone, last, due_minor, recipient_count, created_at)
         select uuidv7(), i.reseller_id, i.company_id, i.issuer_id, i.id, s.day, s.tone, false, i.total_minor - i.paid_minor, 1,
             i.due_on + s.day + time '06:20'
           from invoice i cross join (values (1, 'FRIENDLY'), (7, 'FIRM')) s (day, tone)
           where i.id = $1 and i.due_on + s.day < $2::timestamptz`,
      [invoiceId, scope.now],
    ),
  );

export const demo: DemoPart = { present: chase };
