import { id } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import { NoteMatch } from '../credit-notes/index.ts';

/**
 * What whoever asks may charge its own customers more, since more of what they were supplied was charged at the other side: for a debit note of
 * the platform on the reseller's own invoices, for a reseller's on the platform's. Of each supply the same share, by the days that both have
 * charged, less what has been charged more of it already than the other side's earlier notes come to. [B6] [C3]
 */
export const debitNoteMatches = view({
  name: 'debitNoteMatches',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('DebitNoteMatchesInput', { invoiceId: id() }),
  type: () => [NoteMatch],
  run: (scope, { invoiceId }): Promise<NoteMatch[]> =>
    scope.sql<NoteMatch>(
      `with note as (
         select i.id, i.issuer_id, i.reseller_id from invoice i where i.id = $1 and i.document = 'DEBIT_NOTE' and i.issuer_id <> ${setting('reseller_id')}),
       supplied as materialized (
         select distinct p.subscription_id from note n join invoice_line d on d.invoice_id = n.id
           join invoice_line_part p on p.invoice_line_id = d.cited_line_id),
       debited as (
         select p.subscription_id, p."from", p."to", d.net_minor::numeric / nullif(l.net_minor, 0) as share, i.id = n.id as asked
           from note n join supplied s on true join invoice_line_part p on p.subscription_id = s.subscription_id and p.issuer_id = n.issuer_id
           join invoice_line l on l.id = p.invoice_line_id join invoice_line d on d.cited_line_id = l.id
           join invoice i on i.id = d.invoice_id and i.document = 'DEBIT_NOTE'),
       other as (
         select q.invoice_line_id, sum(part.net) filter (where c.asked) as asked, sum(part.net) as ever
           from debited c join invoice_line_part q on q.subscription_id = c.subscription_id and q.issuer_id = ${setting('reseller_id')}
             and q."from" < c."to" and q."to" > c."from"
           cross join lateral (select q.net_minor * c.share * (least(q."to", c."to") - greatest(q."from", c."from")) / (q."to" - q."from") as net) part
           group by q.invoice_line_id),
       own as (
         select d.cited_line_id as invoice_line_id, sum(d.net_minor) as net from invoice_line d join invoice i on i.id = d.invoice_id
           where i.document = 'DEBIT_NOTE' and d.cited_line_id in (select invoice_line_id from other) group by d.cited_line_id),
       proposed as (
         select o.invoice_line_id, round(least(coalesce(o.asked, 0), o.ever - coalesce(own.net, 0))) as net from other o left join own using (invoice_line_id))
       select i.id as "invoiceId", i.number as "invoiceNumber", i.buyer->>'name' as "customerName", i.currency, l.id as "lineId",
           l.description, p.net::float8 as "netMinor"
         from proposed p join invoice_line l on l.id = p.invoice_line_id join invoice i on i.id = l.invoice_id
         where p.net > 0 and i.document = 'INVOICE'
         order by "customerName", i.number, l.position`,
      [invoiceId],
    ),
});
