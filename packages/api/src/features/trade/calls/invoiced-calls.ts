import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { InvoiceKind } from '../billing/index.ts';
import { masked } from './call.entity.ts';

/** SQL: the charge `h` adds up calls; its key says whose, where to and of which month. */
export const OF_CALLS = `h.source = 'USAGE' and h.key ^@ '{"of": '`;

/** What is said of all calls of an invoice. */
export interface InvoicedCalls {
  /** Null of a draft. */
  number: string | null;
  madeOn: string;
  kind: InvoiceKind;
  issuer: string;
  customer: string;
  currency: string;
  resellerId: string;
  companyId: string | null;
  calls: number;
  /** Millionths of the currency's main unit. */
  netMicro: number;
  /** The charges whose calls are told one by one. */
  charges: string[];
  from: string;
  /** The day after the last. */
  to: string;
  /** Of whoever is not itemised, what their calls come to. */
  sums: ItemisedCall[];
}

/** A call of an invoice, or the calls of somebody who is not itemised, which say how many they are and no number. */
export interface ItemisedCall {
  id: string | null;
  /** Only where the customer is a reseller. */
  company: string | null;
  day: string;
  /** None of several calls. */
  time: string | null;
  /** The number that called; empty of several calls. */
  from: string;
  to: string | null;
  zone: string;
  calls: number;
  seconds: number;
  netMicro: number;
}

/** The calls of an invoice as far as they are not told one by one. NOT_FOUND if there is no such invoice, or nothing was called. */
export async function invoicedCalls(scope: Scope, invoiceId: string): Promise<InvoicedCalls> {
  const [found] = await scope.sql<InvoicedCalls>(
    `with charged as (
       select h.id, h.key::jsonb as said, h."from", h."to", h.quantity, h.used, h.amount_micro, coalesce(s.itemised, true) as itemised, c.name
         from charge h left join company c on c.id = coalesce(h.company_id, (h.key::jsonb ->> 'company')::uuid)
           left join call_setting s on s.company_id = c.id
         where h.invoice_id = $1 and ${OF_CALLS})
     select i.number, coalesce(i.issued_on, i.created_at::date)::text as "madeOn", i.kind, i.seller ->> 'name' as issuer, i.buyer ->> 'name' as customer, i.currency,
         i.reseller_id as "resellerId", i.company_id as "companyId", sum(g.quantity)::integer as calls, sum(g.amount_micro)::float8 as "netMicro",
         coalesce(array_agg(g.id) filter (where g.itemised), '{}') as charges, min(g."from")::text as "from", max(g."to")::text as "to",
         coalesce(json_agg(json_build_object('id', null, 'company', case i.kind when 'WHOLESALE' then g.name end, 'day', g."from", 'time', null,
             'from', '', 'to', null, 'zone', g.said ->> 'zone', 'calls', g.quantity,
             'seconds', g.used, 'netMicro', g.amount_micro) order by g.name, g.said ->> 'zone', g."from")
           filter (where not g.itemised), '[]') as sums
       from invoice i join charged g on true where i.id = $1 group by i.id`,
    [invoiceId],
  );
  if (!found) throw notFound('call');
  return found;
}

const SIDE = {
  RETAIL: { side: 'retail', customer: 'company_id', company: 'null' },
  WHOLESALE: { side: 'wholesale', customer: 'reseller_id', company: 'y.name' },
} as const;

/**
 * The next of the calls that are told one by one, in the order in which they were made, at what they were charged there, whatever they
 * were re-rated at since; digits hidden as wherever calls are read.
 */
export async function nextCalls(
  scope: Scope,
  { kind, charges, resellerId, companyId, from, to }: InvoicedCalls,
  after: ItemisedCall | undefined,
  count: number,
): Promise<ItemisedCall[]> {
  if (!charges.length) return [];
  const { side, customer, company } = SIDE[kind];
  return scope.sql<ItemisedCall>(
    `select c.id, ${company} as company, to_char(l.at, 'YYYY-MM-DD') as day, to_char(l.at, 'HH24:MI:SS') as time, c.line as "from",
         ${masked('c.party')} as "to", coalesce(r.zone, c.${side}_zone) as zone, 1 as calls, c.seconds,
         coalesce(r.price_micro, c.${side}_price_micro)::float8 as "netMicro"
       from call_record c left join call_rating r on r.call_id = c.id and r.side = '${kind}' and r.charge_id = any ($4::uuid[]) ${kind === 'WHOLESALE' ? 'left join company y on y.id = c.company_id' : ''}
         cross join lateral (select timezone('Europe/London', c.started_at) as at) l
       where c.${customer} = $1 and c.started_at >= $2::date::timestamp at time zone 'Europe/London'
         and c.started_at < $3::date::timestamp at time zone 'Europe/London' and (c.${side}_charge_id = any ($4::uuid[]) or r.id is not null)
         and ($5::uuid is null or (c.started_at, c.id) > ((select p.started_at from call_record p where p.id = $5), $5))
       order by c.started_at, c.id limit $6`,
    [companyId ?? resellerId, from, to, charges, after?.id ?? null, count],
  );
}
