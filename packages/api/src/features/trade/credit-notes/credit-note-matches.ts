import { id } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import { NoteMatch } from './note-match.ts';

/**
 * What whoever asks may credit its own customers, since what they were supplied was credited at the other side: for a note of the
 * platform the reseller's own invoices, for a reseller's note the platform's. Of each supply the same share, by the days that
 * both have charged. [B6] [C3]
 */
export const creditNoteMatches = view({
  name: 'creditNoteMatches',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('CreditNoteMatchesInput', { creditNoteId: id() }),
  type: () => [NoteMatch],
  run: (scope, { creditNoteId }): Promise<NoteMatch[]> =>
    scope.sql<NoteMatch>(
      `with credited as (
         select p.subscription_id, p."from", p."to", k.net_minor::numeric / nullif(l.net_minor, 0) as share, n.issuer_id
           from credit_note n join credit_note_line k on k.credit_note_id = n.id
           join invoice_line l on l.id = k.invoice_line_id join invoice_line_part p on p.invoice_line_id = l.id
           where n.id = $1 and n.state = 'ISSUED'),
       other as (
         select q.invoice_line_id, round(sum(q.net_minor * c.share
             * (least(q."to", c."to") - greatest(q."from", c."from")) / (q."to" - q."from"))) as net
           from credited c join invoice_line_part q on q.subscription_id = c.subscription_id and q.issuer_id <> c.issuer_id
             and q.issuer_id = ${setting('reseller_id')} and q."from" < c."to" and q."to" > c."from"
           group by q.invoice_line_id),
       before as (
         select k.invoice_line_id, sum(k.net_minor) as net from credit_note_line k join credit_note n on n.id = k.credit_note_id
           where n.state <> 'DECLINED' and k.invoice_line_id in (select invoice_line_id from other) group by k.invoice_line_id)
       select i.id as "invoiceId", i.number as "invoiceNumber", i.buyer->>'name' as "customerName", i.currency, l.id as "lineId",
           l.description, least(o.net, l.net_minor - coalesce(b.net, 0))::float8 as "netMinor"
         from other o join invoice_line l on l.id = o.invoice_line_id join invoice i on i.id = l.invoice_id
         left join before b on b.invoice_line_id = l.id
         where least(o.net, l.net_minor - coalesce(b.net, 0)) > 0
         order by "customerName", i.number, l.position`,
      [creditNoteId],
    ),
});
