import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { issueDebitNote } from './issue-debit-note.ts';

/** Northwind has charged Globex two more of what was on an invoice, and asked for a note so large that a second person has to agree. */
async function chargeMore(demonstration: Demonstration): Promise<void> {
  const reseller = await actAs(demonstration, 'admin@northwind.example');
  const [line] = await demonstration.inScope((scope) =>
    scope.sql<{ invoiceId: string; lineId: string; unitMinor: number }>(
      `select i.id as "invoiceId", l.id as "lineId", l.unit_price_minor as "unitMinor"
         from invoice i join invoice_line l on l.invoice_id = i.id join reseller r on r.id = i.issuer_id
         where r.name = 'Northwind IT' and i.buyer->>'name' = 'Globex Ltd' and i.document = 'INVOICE' and l.unit_price_minor > 0
         order by i.issued_on desc, l.position limit 1`,
    ),
  );
  if (!reseller || !line) return;
  const { invoiceId, lineId } = line;
  await perform(reseller, issueDebitNote, {
    invoiceId,
    reason: 'Two more were in use from the first day of the month.',
    lines: [{ lineId, quantity: 2, netMinor: null }],
  });
  await perform(reseller, issueDebitNote, {
    invoiceId,
    reason: 'The migration took three days longer than was agreed.',
    lines: [{ lineId, quantity: null, netMinor: 90_000 }],
  });
}

export const demo: DemoPart = { present: chargeMore };
