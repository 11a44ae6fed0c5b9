import { dueParts, SUPPLIES } from '../due-lines.ts';
import type { InvoiceKind } from '../invoice.entity.ts';

/** SQL: whom a charge `h` is for. */
export const CHARGED = 'coalesce(h.company_id, h.reseller_id)';

/**
 * SQL, to go on after `select … from`: the charges `h` that wait for an invoice at a side and have begun by the end of a month ($1
 * its first day, $2 the day after its last). Customers that have their invoice of the month are left to the next one.
 */
export const dueCharges = (kind: InvoiceKind, issuer?: string): string => `charge h
    where h.invoice_id is null and h.kind = '${kind}' and h."from" < $2::date and ${issuer ? `h.issuer_id = ${issuer}` : 'true'}
      and not exists (select from invoice i where i.issuer_id = h.issuer_id and i.reseller_id = h.reseller_id
        and coalesce(i.company_id, i.reseller_id) = ${CHARGED} and i.period_start = $1::date
        and i.document = 'INVOICE')`;

/** SQL: the charge `h` comes to something by itself: a discount alone makes no invoice. */
export const IS_TO_PAY = 'h.net_minor > 0';

/** SQL: what is read of a charge `h`; not who added it, which is not for its customer. */
const WAITING = `h.id, h.reseller_id, h.product_id, h.supply_kind, h.description, h.quantity, h."from", h."to", h.amount_micro, h.percent_bp,
      h.net_minor, h.months, h.key`;

/** Which invoices are asked for: conditions narrow subscriptions `s` and charges `h` by customer only. */
interface Which {
  issuer?: string;
  subscriptions?: string;
  charges?: string;
  /** True for whoever invoices the charges: nobody changes them meanwhile. */
  lock?: boolean;
}

/**
 * SQL, expressions of a `with`: `part`, what subscriptions are due (`dueParts`), `charge_due`, and `due_line`, the lines that
 * invoices of both have, in their `place`; `discount` is what each charge takes off, by what that is to VAT. A share is of all
 * that is charged, or of one product, whatever else is let off. Shares come before amounts, and no kind of supply is let off
 * more than it comes to: what is left of an amount waits for the next invoice. A charge is quantity × price where that is
 * whole pence, or else once what it comes to (Peppol R120).
 */
export const dueLines = (
  kind: InvoiceKind,
  { issuer, subscriptions = 'true', charges = 'true', lock = false }: Which,
): string => `
  part as materialized (${dueParts(kind, issuer, subscriptions)}),
  supply as materialized (${SUPPLIES}),
  charge_due as materialized (
    select ${WAITING}, ${CHARGED} as customer_id from ${dueCharges(kind, issuer)} and ${charges} ${lock ? 'for update of h' : ''}),
  base as materialized (
    select reseller_id, customer_id, product_id, supply_kind, sum(net_minor) as net from (
      select reseller_id, customer_id, product_id, supply_kind, net_minor from supply
      union all select reseller_id, customer_id, product_id, supply_kind, net_minor from charge_due where net_minor > 0) charged
    group by reseller_id, customer_id, product_id, supply_kind),
  discount as materialized (
    select w.id, w.reseller_id, w.customer_id, w.supply_kind, greatest(0, least(w.wanted, most.net - (sum(w.wanted) over first - w.wanted)))::bigint as minor
      from (
        select c.id, c.reseller_id, c.customer_id, c.percent_bp, c."from", b.supply_kind,
            case when c.percent_bp is null then least(-c.net_minor, sum(b.net)) else round(sum(b.net) * c.percent_bp / 10000) end as wanted
          from charge_due c join base b on (b.reseller_id, b.customer_id) = (c.reseller_id, c.customer_id)
            and (c.product_id is null or b.product_id = c.product_id) and (c.percent_bp is not null or b.supply_kind = c.supply_kind)
          where c.percent_bp is not null or c.net_minor < 0
          group by c.id, c.reseller_id, c.customer_id, c.percent_bp, c."from", c.net_minor, b.supply_kind) w
      join (select reseller_id, customer_id, supply_kind, sum(net) as net from base group by reseller_id, customer_id, supply_kind) most
        using (reseller_id, customer_id, supply_kind)
      window first as (partition by w.reseller_id, w.customer_id, w.supply_kind order by w.percent_bp is null, w."from", w.id)),
  due_line as materialized (
    select l.*, row_number() over (partition by reseller_id, customer_id order by charge_id is not null, net_minor < 0, position, charge_id, supply_kind) as place
      from (
        select reseller_id, customer_id, null::uuid as charge_id, product_id, supply_kind, description, quantity::bigint, unit_minor::bigint,
            "from", "to", net_minor::bigint, position from supply
        union all select reseller_id, customer_id, id, product_id, supply_kind, description, case when whole then quantity else 1 end,
            case when whole then amount_micro / (quantity * 10000::bigint) else net_minor end, "from", "to", net_minor, rank() over (order by key nulls first)
          from charge_due cross join lateral (select amount_micro % (quantity * 10000::bigint) = 0 as whole) price where net_minor > 0
        union all select d.reseller_id, d.customer_id, d.id, c.product_id, d.supply_kind, c.description, 1, -d.minor, $1::date, $2::date, -d.minor, 0
          from discount d join charge_due c using (id) where d.minor > 0) l)`;

/**
 * SQL, expressions of a `with`: puts the charges of `due_line` on the invoices of `head`, each with what it has come to. What is left
 * of an amount, and what is on more than one month's invoice, is written anew for the month that begins on $2. $9 is the moment.
 */
export const INVOICE_CHARGES = `
  taken as materialized (
    select c.id, c.amount_micro, c.net_minor, c.percent_bp, c.months, h.id as head_id, coalesce(-d.minor * 10000, c.amount_micro) as taken_micro, coalesce(d.minor, 0) as minor
      from charge_due c join head h on h.customer_id = c.customer_id
        left join (select id, sum(minor)::bigint as minor from discount group by id) d on d.id = c.id
      where c.net_minor >= 0 or d.minor > 0),
  charged as (
    update charge h set invoice_id = t.head_id,
        amount_micro = case when h.net_minor = -t.minor then h.amount_micro else t.taken_micro end
      from taken t where h.id = t.id),
  kept_on as (
    insert into charge (id, reseller_id, company_id, issuer_id, kind, source, description, supply_kind, product_id, subscription_id, quantity,
        "from", "to", currency, amount_micro, percent_bp, months, added_by_name, created_at)
      select uuidv7(), h.reseller_id, h.company_id, h.issuer_id, h.kind, h.source, h.description, h.supply_kind, h.product_id, h.subscription_id,
          h.quantity, $2::date, ($2::date + interval '1 month')::date, h.currency, again.amount_micro, h.percent_bp, again.months,
          h.added_by_name, $9::timestamptz
        from taken t join charge h on h.id = t.id cross join lateral (
          select t.amount_micro, t.months - 1 as months where t.months > 1
          union all select t.amount_micro + t.minor * 10000, 1 where t.percent_bp is null and t.net_minor + t.minor < 0) again)`;
