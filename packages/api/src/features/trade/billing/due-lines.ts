import type { InvoiceKind } from './invoice.entity.ts';

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

/**
 * SQL, to go on after `select … from`: the subscriptions `s` with days that nobody has been charged for yet at a side, up to
 * the end of a month ($1 its first day, $2 the day after its last) and `billed`, how far each has been. What is part of a bundle is charged with it. Customers that have
 * their invoice of the month are left to the next one. `issuer` is SQL for whose customers are asked for. [S75]
 */
export function dueSubscriptions(kind: InvoiceKind, issuer?: string): string {
  const { customer, issuer: usual } = SIDES[kind];
  const whose = { RETAIL: `s.reseller_id = ${issuer}`, WHOLESALE: `s.reseller_id <> ${issuer ?? usual}` };
  // Looked up one by one: behind row security PostgreSQL takes both for small, and compares each with each.
  return `subscription s left join lateral (select b.billed_to from billed_subscription b
      where b.subscription_id = s.id and b.kind = '${kind}' offset 0) billed on true
    where s.part_of_id is null and ${issuer || kind === 'WHOLESALE' ? whose[kind] : 'true'}
      and coalesce(billed.billed_to, s.starts_on) < least(s.ends_on, $2::date)
      and not exists (select from invoice i where i.issuer_id = ${issuer ?? usual} and i.reseller_id = s.reseller_id
        and coalesce(i.company_id, i.reseller_id) = ${customer} and i.period_start = $1::date
        and i.document = 'INVOICE')`;
}

/** What makes one supply of a customer, and so one line of its invoice. */
export const SUPPLY = 'product_id, unit_minor, "from", "to"';

/**
 * SQL: what `dueSubscriptions` is charged, a row per subscription, terms and calendar month. A supply is priced as one, as `priceLine`
 * says: price × quantity × days / days of the month, rounded half up once. What of that falls to each of its parts is
 * `net_minor`, so that they add up to it. `condition` narrows the subscriptions `s`, by customer only.
 */
export function dueParts(kind: InvoiceKind, issuer?: string, condition = 'true'): string {
  const { customer, price } = SIDES[kind];
  const priced = (quantity: string): string =>
    `round(unit_minor::numeric * (${quantity}) * ("to" - "from") / days)::bigint`;
  const soFar = 'sum(quantity) over supply';
  return `select part.*, ${priced(soFar)} - ${priced(`${soFar} - quantity`)} as net_minor
    from (
      select due.*, month.product_id, month.quantity, month.unit_minor, month."from", month."to", month.days from (
        select s.id as subscription_id, s.reseller_id, s.company_id, ${customer} as customer_id, s.end_user_id,
          s.reference, coalesce(billed.billed_to, s.starts_on) as due_from, least(s.ends_on, $2::date) as due_to, billed.billed_to
        from ${dueSubscriptions(kind, issuer)} and ${condition}
      ) due
      cross join lateral (
        select term.product_id, term.quantity, term.unit_minor, greatest(term."from", first::date) as "from",
            least(term."to", next) as "to", next - first::date as days
          from (${termsBetween(price)}) term
          cross join lateral generate_series(date_trunc('month', term."from"::timestamp), term."to"::timestamp - interval '1 day', interval '1 month') first
          cross join lateral (select (first + interval '1 month')::date as next) following
      ) month
    ) part
    window supply as (partition by customer_id, ${SUPPLY} order by subscription_id rows unbounded preceding)`;
}

/**
 * SQL: what the days of `due` come to at a side, a row for each stretch of days with one product, quantity and price: terms
 * that differ only at the other side are one here. [C2] [C3]
 */
const termsBetween = (price: string): string => `
  select stretch.product_id, stretch.quantity, stretch.unit_minor, greatest(stretch."from", due.due_from) as "from",
      least(stretch."to", due.due_to) as "to"
    from (
      select t.*, lead(t."from") over (order by t."from") as "to" from (
        select t.product_id, t.quantity, t.${price} as unit_minor, t."from",
            (t.product_id, t.quantity, t.${price}) is distinct from lag((t.product_id, t.quantity, t.${price})) over (order by t."from") as differs
          from subscription_term t where t.subscription_id = due.subscription_id
      ) t where t.differs
    ) stretch
    where stretch."from" < due.due_to and coalesce(stretch."to", due.due_to) > due.due_from`;

/** SQL: what a line is called: its product, and of bundles what these were sold with. */
const DESCRIPTION = `case when p.parts = '[]' then p.name else p.name || coalesce(': ' || (
    select string_agg(made.name, '; ' order by made.name) from (
      select distinct case s.part_quantity when 1 then '' else s.part_quantity || ' × ' end || q.name as name
        from part d join subscription s on s.part_of_id = d.subscription_id join product q on q.id = s.product_id
        where (d.customer_id, d.product_id, d.unit_minor, d."from", d."to") = (l.customer_id, l.product_id, l.unit_minor, l."from", l."to")) made), '') end`;

/** SQL: the supplies of `part`, which is made by `dueParts`, and what each is to VAT: each is a line of its customer's invoice, in its order. */
export const SUPPLIES = `
  select l.*, p.supply_kind, ${DESCRIPTION} as description, row_number() over (partition by l.customer_id order by p.name, ${SUPPLY}) as position
    from (
      select customer_id, reseller_id, ${SUPPLY}, sum(quantity) as quantity, sum(net_minor) as net_minor
        from part group by customer_id, reseller_id, ${SUPPLY}) l
    join product p on p.id = l.product_id`;
