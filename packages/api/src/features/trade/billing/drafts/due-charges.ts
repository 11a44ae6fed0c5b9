import { customerIn } from '../customer-in.ts';
import { dueParts, type Invoices, isLeft, SUPPLIES } from '../due-lines.ts';
import type { InvoiceKind } from '../invoice.entity.ts';
import { turnOf } from '../terms/billing-turn.ts';

/** SQL: whom a charge `h` is for. */
export const CHARGED = `(${customerIn('h')})`;

/**
 * SQL, to go on after `select … from`: the charges `h` that wait for an invoice at a side and have begun by the end of its customer's month (of the
 * month that begins on $1, and ends before $2), and `turn`, how that is made out. Customers that have their invoice of the month are left to the next one.
 */
export const dueCharges = (kind: InvoiceKind, { issuer, dueBy, terms }: Invoices = {}): string => `charge h
    cross join lateral ${turnOf('h.issuer_id', CHARGED, terms)}
    where h.invoice_id is null and h.kind = '${kind}' and h."from" < turn.cut_off and ${issuer ? `h.issuer_id = ${issuer}` : 'true'}
      and ${isLeft('h.issuer_id', 'h.reseller_id', CHARGED, dueBy)}`;

/** SQL: the charge `h` comes to something by itself: a discount alone makes no invoice. */
export const IS_TO_PAY = 'h.net_minor > 0';

/** SQL: what is read of a charge `h`; not who added it, which is not for its customer. */
const WAITING = `h.id, h.reseller_id, h.product_id, h.supply_kind, h.description, h.quantity, h."from", h."to", h.amount_micro, h.percent_bp,
      h.net_minor, h.months, h.key, turn.cut_off, turn.period_start, turn.period_end`;

/** Which invoices are asked for: conditions narrow subscriptions `s` and charges `h` by customer only. */
interface Which extends Invoices {
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
 * whole pence, or else once what it comes to (Peppol R120). What is given back of days charged ahead lets no kind of supply come to less than
 * nothing either: the rest, `left_over`, is a line the other way.
 */
export const dueLines = (
  kind: InvoiceKind,
  { subscriptions = 'true', charges = 'true', lock = false, ...invoices }: Which,
): string => `
  part as materialized (${dueParts(kind, invoices, subscriptions)}),
  supply as materialized (${SUPPLIES}),
  charge_due as materialized (
    select ${WAITING}, ${CHARGED} as customer_id from ${dueCharges(kind, invoices)} and ${charges} ${lock ? 'for update of h' : ''}),
  base as materialized (
    select reseller_id, customer_id, product_id, supply_kind, sum(net_minor) as net, min("from") as "from", max("to") as "to" from (
      select reseller_id, customer_id, product_id, supply_kind, net_minor, "from", "to" from supply
      union all select reseller_id, customer_id, product_id, supply_kind, net_minor, "from", "to" from charge_due where net_minor > 0) charged
    group by reseller_id, customer_id, product_id, supply_kind),
  left_over as materialized (
    select reseller_id, customer_id, supply_kind, -sum(net) as minor, min("from") as "from", max("to") as "to"
      from base group by reseller_id, customer_id, supply_kind having sum(net) < 0),
  discount as materialized (
    select w.id, w.reseller_id, w.customer_id, w.supply_kind, greatest(0, least(w.wanted, most.net - (sum(w.wanted) over first - w.wanted)))::bigint as minor
      from (
        select c.id, c.reseller_id, c.customer_id, c.percent_bp, c."from", b.supply_kind,
            case when c.percent_bp is null then least(-c.net_minor, sum(b.net)) else round(sum(b.net) * c.percent_bp / 10000) end as wanted
          from charge_due c join base b on (b.reseller_id, b.customer_id) = (c.reseller_id, c.customer_id)
            and (c.product_id is null or b.product_id = c.product_id) and (c.percent_bp is not null or b.supply_kind = c.supply_kind)
          where c.percent_bp is not null or c.net_minor < 0
          group by c.id, c.reseller_id, c.customer_id, c.percent_bp, c."from", c.net_minor, b.supply_kind) w
      join (select reseller_id, customer_id, supply_kind, greatest(0, sum(net)) as net from base group by reseller_id, customer_id, supply_kind) most
        using (reseller_id, customer_id, supply_kind)
      window first as (partition by w.reseller_id, w.customer_id, w.supply_kind order by w.percent_bp is null, w."from", w.id)),
  due_line as materialized (
    select l.*, row_number() over (partition by reseller_id, customer_id order by charge_id is not null, carried, net_minor < 0, position, charge_id, supply_kind) as place
      from (
        select reseller_id, customer_id, null::uuid as charge_id, product_id, supply_kind, description, quantity::bigint, unit_minor::bigint,
            "from", "to", change, net_minor::bigint, position, false as carried from supply
        union all select reseller_id, customer_id, null, null, supply_kind, '${LEFT_OVER}', 1, minor, "from", "to", '', minor, 0, true from left_over
        union all select reseller_id, customer_id, id, product_id, supply_kind, description, case when whole then quantity else 1 end,
            case when whole then amount_micro / (quantity * 10000::bigint) else net_minor end, "from", "to", '', net_minor, rank() over (order by key nulls first), false
          from charge_due cross join lateral (select amount_micro % (quantity * 10000::bigint) = 0 as whole) price where net_minor > 0
        union all select d.reseller_id, d.customer_id, d.id, c.product_id, d.supply_kind, c.description, 1, -d.minor, c.period_start, c.period_end, '', -d.minor, 0, false
          from discount d join charge_due c using (id) where d.minor > 0) l)`;

/** What is given back beyond what there is to pay stands on its invoice as left, and waits for the next one. */
const LEFT_OVER = 'Left to be given back on the next invoice';

/**
 * SQL, expressions of a `with`: puts the charges of `due_line` on the invoices of `head`, each with what it has come to. What is left
 * of an amount, and what is on more than one month's invoice, is written anew for the month that begins at the cut-off, as is what is left to be given back. $9 is the moment.
 */
export const INVOICE_CHARGES = `
  taken as materialized (
    select c.id, c.cut_off, c.amount_micro, c.net_minor, c.percent_bp, c.months, h.id as head_id, coalesce(-d.minor * 10000, c.amount_micro) as taken_micro, coalesce(d.minor, 0) as minor
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
          h.quantity, t.cut_off, (t.cut_off + interval '1 month')::date, h.currency, again.amount_micro, h.percent_bp, again.months,
          h.added_by_name, $9::timestamptz
        from taken t join charge h on h.id = t.id cross join lateral (
          select t.amount_micro, t.months - 1 as months where t.months > 1
          union all select t.amount_micro + t.minor * 10000, 1 where t.percent_bp is null and t.net_minor + t.minor < 0) again),
  given_back_later as (
    insert into charge (id, reseller_id, company_id, issuer_id, kind, source, description, supply_kind, quantity, "from", "to", currency, amount_micro, months, created_at)
      select uuidv7(), o.reseller_id, nullif(o.customer_id, o.reseller_id), $3, case o.customer_id when o.reseller_id then 'WHOLESALE' else 'RETAIL' end,
          'DISCOUNT', 'Given back, left of the invoice before', o.supply_kind, 1, p.cut_off, (p.cut_off + interval '1 month')::date, c.currency, -o.minor * 10000, 1, $9::timestamptz
        from left_over o join head h using (customer_id) join customer c on c.id = o.customer_id
          cross join lateral (select cut_off from part where part.customer_id = o.customer_id limit 1) p)`;
