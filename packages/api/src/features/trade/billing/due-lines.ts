import type { InvoiceKind } from './invoice.entity.ts';
import { settlement, termsBetween } from './subscription-days.ts';
import { madeOut, turnOf } from './terms/billing-turn.ts';

/** Who pays at each side, and what: a column of the terms. */
const SIDES = {
  RETAIL: { issuer: 's.reseller_id', customer: 's.company_id', price: 'retail_minor' },
  WHOLESALE: {
    issuer: '(select p.id from reseller p where p.is_platform)',
    customer: 's.reseller_id',
    price: 'wholesale_minor',
  },
} as const satisfies Record<InvoiceKind, Record<string, string>>;

/** SQL: who a subscription `s` is charged to at a side. */
export const customerOf = (kind: InvoiceKind): string => SIDES[kind].customer;

/** Whose invoices of a month are asked for. */
export interface Invoices {
  /** SQL: whose customers; default: those of all. */
  issuer?: string;
  /** SQL: only of customers whose time has come by this day. */
  dueBy?: string;
  /** SQL: other terms than are agreed, as of one customer. */
  terms?: string;
  /** They are the last: days charged ahead from the cut-off on are given back, for somebody else supplies them. */
  closing?: true;
}

/**
 * SQL: a customer has no invoice by the end of its month yet, and its time has come. Looked up (`offset 0`): joined, each batch of a run would read all
 * invoices that its issuer ever made out.
 */
export const isLeft = (issuer: string, reseller: string, customer: string, dueBy?: string): string =>
  `${dueBy ? `turn.cut_off <= ${dueBy} and ` : ''}not exists (select from ${madeOut(issuer, reseller, customer)} made offset 0)`;

/**
 * SQL, to go on after `select … from`: the subscriptions `s` with something to be charged at a side on invoices of a month ($1 its first day,
 * $2 the day after its last), `billed`, how far each has been, and `turn`, how its customer's is made out: days that nobody has been charged
 * for yet, or days charged ahead of which something else came. What is part of a bundle is charged with it. Customers that have
 * their invoice of the month are left to the next one. [S75]
 */
export function dueSubscriptions(
  kind: InvoiceKind,
  { issuer, dueBy, terms, closing }: Invoices = {},
): string {
  const { customer, issuer: usual, price } = SIDES[kind];
  const whose = { RETAIL: `s.reseller_id = ${issuer}`, WHOLESALE: `s.reseller_id <> ${issuer ?? usual}` };
  const issuedBy = issuer ?? usual;
  // Looked up one by one: behind row security PostgreSQL takes both for small, and compares each with each.
  return `subscription s left join lateral (select b.billed_to, b.settled_to from billed_subscription b
      where b.subscription_id = s.id and b.kind = '${kind}' offset 0) billed on true
    cross join lateral ${turnOf(issuedBy, customer, terms)}
    where s.part_of_id is null and ${issuer || kind === 'WHOLESALE' ? whose[kind] : 'true'}
      and (coalesce(billed.billed_to, s.starts_on) < least(s.ends_on, turn.due_to)
        or billed.settled_to < billed.billed_to and exists (${settlement(price, issuedBy, 's.id', 's.ends_on', 'billed', closing && 'turn.cut_off')}))
      and ${isLeft(issuedBy, 's.reseller_id', customer, dueBy)}`;
}

/** What makes one supply of a customer, and so one line of its invoice. */
export const SUPPLY = 'product_id, unit_minor, "from", "to", change';

/** SQL: the same, of a relation. */
export const supplyOf = (row: string): string =>
  `${row}.product_id, ${row}.unit_minor, ${row}."from", ${row}."to", ${row}.change`;

/**
 * SQL: what `dueSubscriptions` is charged, a row per subscription, terms and calendar month; of days ahead one for all whole months. A supply is
 * priced as one, as `priceLine` says: price × quantity × days / days of the month, and whole months by their number, rounded half up once.
 * What of that falls to each of its parts is `net_minor`, so that they add up to it. `change` is empty, or says what is changed of
 * days that were charged ahead. `condition` narrows the subscriptions `s`, by customer only.
 */
export function dueParts(kind: InvoiceKind, invoices: Invoices, condition = 'true'): string {
  const { customer, issuer, price } = SIDES[kind];
  const priced = (quantity: string): string =>
    `round(unit_minor::numeric * (${quantity}) * taken / whole)::bigint`;
  const soFar = 'sum(quantity) over supply';
  return `select part.*, ${priced(soFar)} - ${priced(`${soFar} - quantity`)} as net_minor
    from (
      select due.*, piece.* from (
        select s.id as subscription_id, s.reseller_id, s.company_id, ${invoices.issuer ?? issuer} as issuer_id, ${customer} as customer_id, s.end_user_id, s.ends_on,
          s.reference, coalesce(billed.billed_to, s.starts_on) as due_from, least(s.ends_on, turn.due_to) as due_to,
          billed.billed_to, billed.settled_to, turn.cut_off, turn.ahead
        from ${dueSubscriptions(kind, invoices)} and ${condition}
      ) due
      cross join lateral (
        select term.product_id, term.quantity, term.unit_minor, term.change, days."from", days."to", days.taken, days.whole
          from (select *, '' as change from (${termsBetween(price, 'due.subscription_id', 'due.due_from', 'due.due_to')}) charged
            union all ${settlement(price, 'due.issuer_id', 'due.subscription_id', 'due.ends_on', 'due', invoices.closing && 'due.cut_off')}) term
          cross join lateral (${PIECES}) days
      ) piece
    ) part
    window supply as (partition by customer_id, ${SUPPLY} order by subscription_id rows unbounded preceding)`;
}

/**
 * SQL: the days of `term` in pieces that have one price each: `taken` of `whole` days of a calendar month; of whole months that are charged ahead
 * their number.
 */
const PIECES = `
  select greatest(term."from", first::date) as "from", least(term."to", next) as "to", least(term."to", next) - greatest(term."from", first::date) as taken,
      next - first::date as whole
    from generate_series(date_trunc('month', term."from"::timestamp), term."to"::timestamp - interval '1 day', interval '1 month') first
      cross join lateral (select (first + interval '1 month')::date as next) following
    where not due.ahead
  union all
  select piece."from", piece."to", case when piece.months then (extract(year from age(piece."to", piece."from")) * 12 + extract(month from age(piece."to", piece."from")))::integer
      else piece."to" - piece."from" end, case when piece.months then 1 else extract(day from date_trunc('month', piece."from"::timestamp) + interval '1 month' - interval '1 day')::integer end
    from (select (date_trunc('month', term."from"::timestamp - interval '1 day') + interval '1 month')::date as first, date_trunc('month', term."to"::timestamp)::date as last) full_months
      cross join lateral (values (term."from", least(full_months.first, term."to"), false), (full_months.first, full_months.last, true),
        (greatest(full_months.first, full_months.last), term."to", false)) piece ("from", "to", months)
    where due.ahead and piece."from" < piece."to"`;

/** SQL: what a product is called on a line: of bundles with what these were sold with. */
const NAME = `case when p.parts = '[]' then p.name else p.name || coalesce(': ' || (
    select string_agg(made.name, '; ' order by made.name) from (
      select distinct case s.part_quantity when 1 then '' else s.part_quantity || ' × ' end || q.name as name
        from part d join subscription s on s.part_of_id = d.subscription_id join product q on q.id = s.product_id
        where (d.customer_id, ${supplyOf('d')}) = (l.customer_id, ${supplyOf('l')})) made), '') end`;

/** SQL: what a line is called: its product, and of days that were charged ahead what is changed. */
const DESCRIPTION = `case l.change when '' then ${NAME} else abs(l.quantity) || ' ' || p.name || case l.change when 'FEWER' then ' fewer' when 'MORE' then ' more'
    when 'FORMER' then ' given back at the former price' else ' at the new price' end end`;

/** SQL: the supplies of `part`, which is made by `dueParts`, and what each is to VAT: each is a line of its customer's invoice, in its order. */
export const SUPPLIES = `
  select l.*, p.supply_kind, ${DESCRIPTION} as description, row_number() over (partition by l.customer_id order by p.name, ${SUPPLY}) as position
    from (
      select customer_id, reseller_id, ${SUPPLY}, sum(quantity) as quantity, sum(net_minor) as net_minor
        from part group by customer_id, reseller_id, ${SUPPLY}) l
    join product p on p.id = l.product_id`;
