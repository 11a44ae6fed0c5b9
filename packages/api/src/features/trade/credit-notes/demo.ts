import { localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { issueCreditNote } from './issue-credit-note.ts';
import { setCreditNoteApproval } from './set-credit-note-approval.ts';

interface CreditableLine {
  invoiceId: string;
  lineId: string;
  netMinor: number;
}

/** The largest line of an invoice to this customer of some months ago, by whether anything of it is still to be paid. */
async function lineOf(
  demonstration: Demonstration,
  customer: string,
  { paid, monthsAgo }: { paid: boolean; monthsAgo: number },
): Promise<CreditableLine | undefined> {
  const [line] = await demonstration.inScope((scope) =>
    scope.sql<CreditableLine>(
      `select i.id as "invoiceId", l.id as "lineId", l.net_minor::float8 as "netMinor"
         from invoice i join invoice_line l on l.invoice_id = i.id
         where i.buyer->>'name' = $1 and (i.state = 'PAID') = $2
         order by abs(i.issued_on - ($3::date - make_interval(months => $4))::date), l.net_minor desc limit 1`,
      [customer, paid, localDate(scope.now), monthsAgo],
    ),
  );
  return line;
}

/**
 * The platform has credited Northwind for an outage, which Northwind may pass on; Northwind has credited Globex on an open invoice,
 * owes Globex what it had paid too much, and has asked for a note so large that a second person has to agree.
 */
async function creditCustomers(demonstration: Demonstration): Promise<void> {
  const [staff, reseller] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example'].map((email) => actAs(demonstration, email)),
  );
  const credit = async (
    by: Setting | undefined,
    customer: string,
    which: { paid: boolean; monthsAgo: number },
    share: number,
    reason: string,
  ): Promise<void> => {
    const line = by && (await lineOf(demonstration, customer, which));
    if (!line) return;
    const { invoiceId, lineId, netMinor } = line;
    await perform(by, issueCreditNote, {
      invoiceId,
      reason,
      lines: [{ lineId, netMinor: Math.max(1, Math.round(netMinor * share)) }],
      againstInvoice: true,
    });
  };
  const outage = 'Mail was down for two days in the third week.';
  await credit(staff, 'Northwind IT', { paid: true, monthsAgo: 2 }, 0.06, outage);
  await credit(reseller, 'Globex Ltd', { paid: false, monthsAgo: 0 }, 0.06, outage);
  await credit(
    reseller,
    'Globex Ltd',
    { paid: true, monthsAgo: 3 },
    0.02,
    'Two mailboxes were charged after they had ended.',
  );
  if (reseller) await perform(reseller, setCreditNoteApproval, { approveAboveMinor: 20_000 });
  await credit(
    reseller,
    'Globex Ltd',
    { paid: true, monthsAgo: 4 },
    0.9,
    'Goodwill after the move to the new offices.',
  );
}

export const demo: DemoPart = { present: creditCustomers };
