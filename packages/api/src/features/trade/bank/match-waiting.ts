import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { holdOwnInvoices } from '../billing/index.ts';
import { isWaiting } from './bank.entity.ts';
import { type BookedPart, bookParts } from './book-parts.ts';
import { type Match, type MoneyIn, matchEntries } from './match-entries.ts';
import { openInvoices } from './open-invoices.ts';

interface Waiting extends MoneyIn {
  id: string;
  on: string;
}

/**
 * Looks at all money that waits and of which nobody has booked anything: what is sure is booked, of the rest is said what it is probably
 * for. Returns the payments for the audit log. [B7]
 */
export async function matchWaiting(scope: Scope, resellerId: string): Promise<Subject[]> {
  const waiting = await scope.sql<Waiting>(
    `select e.id, e."on"::text as "on", e.amount_minor::float8 as "amountMinor", e.currency, e.payer, e.reference,
         exists (select from bank_entry o join bank_statement t on t.id = o.bank_statement_id
           where o.reseller_id = e.reseller_id and o.amount_minor = e.amount_minor and o."on" = e."on" and o.currency = e.currency
             and t.format <> s.format) as twin
       from bank_entry e join bank_statement s on s.id = e.bank_statement_id
       where e.reseller_id = $1 and ${isWaiting('e')} and e.booked_minor = 0 order by e."on", e.id for update of e`,
    [resellerId],
  );
  if (!waiting.length) return [];
  const matches = matchEntries(waiting, await openInvoices(scope));
  const sure = waiting.flatMap((entry, i) =>
    matches[i]?.sure ? [{ entry, match: matches[i] as Match }] : [],
  );
  const invoiceIds = sure.flatMap(({ match }) => match.parts.map(({ invoiceId }) => invoiceId));
  const held = new Map(
    (await holdOwnInvoices(scope, invoiceIds)).map((invoice) => [invoice.id, { ...invoice }]),
  );
  const parts: BookedPart[] = [];
  const booked = new Set<string>();
  for (const { entry, match } of sure) {
    // Somebody may have paid by card since they were looked at.
    if (match.parts.some(({ invoiceId, amountMinor }) => (held.get(invoiceId)?.dueMinor ?? 0) < amountMinor))
      continue;
    booked.add(entry.id);
    for (const { invoiceId, amountMinor } of match.parts) {
      const invoice = held.get(invoiceId);
      if (!invoice) continue;
      invoice.dueMinor -= amountMinor;
      parts.push({ entry, invoice, amountMinor });
    }
  }
  const payments = await bookParts(scope, parts);
  const states = waiting.map(({ id }, i) => {
    const because = matches[i]?.because ?? null;
    return { id, because, state: booked.has(id) ? 'BOOKED' : because ? 'PROPOSED' : 'UNKNOWN' };
  });
  await scope.sql(
    `update bank_entry e set state = s.state, because = s.because,
         booked_minor = case when s.state = 'BOOKED' then e.amount_minor else 0 end,
         decided_at = case when s.state = 'BOOKED' then $2::timestamptz end
       from jsonb_to_recordset($1) s (id uuid, state text, because text)
       where e.id = s.id and (e.state, e.because) is distinct from (s.state, s.because)`,
    [JSON.stringify(states), scope.now],
  );
  return payments;
}
