import type { InvoiceKind } from './invoice.entity.ts';

/** Who pays at each side, what, and what its line says. A reseller's end users are nothing that the platform's invoice need name. */
const SIDES = {
  RETAIL: {
    issuer: 's.reseller_id',
    customer: 's.company_id',
    price: 's.retail_minor',
    beneficiary: `nullif(concat_ws(' ', u.first_name, u.last_name), '')`,
    join: 'left join end_user u on u.id = s.end_user_id',
  },
  WHOLESALE: {
    issuer: '(select p.id from reseller p where p.is_platform)',
    customer: 's.reseller_id',
    price: 's.wholesale_minor',
    beneficiary: 'c.name',
    join: 'join company c on c.id = s.company_id',
  },
} as const satisfies Record<InvoiceKind, Record<string, string>>;

/** SQL: who a subscription `s` is charged to at a side. */
export const customerOf = (kind: InvoiceKind): string => SIDES[kind].customer;

/**
 * SQL, to go on after `select … from`: the subscriptions `s` with days that nobody has been charged for yet at a side, up to
 * the end of a month ($1 its first day, $2 the day after its last) and `billed`, how far each has been. Customers that have
 * their invoice of the month are left to the next one. `issuer` is SQL for whose customers are asked for. [S75]
 */
export function dueSubscriptions(kind: InvoiceKind, issuer?: string): string {
  const { customer, issuer: usual } = SIDES[kind];
  const whose = { RETAIL: `s.reseller_id = ${issuer}`, WHOLESALE: `s.reseller_id <> ${issuer ?? usual}` };
  return `subscription s left join billed_subscription billed on billed.subscription_id = s.id and billed.kind = '${kind}'
    where ${issuer || kind === 'WHOLESALE' ? whose[kind] : 'true'}
      and coalesce(billed.billed_to, s.starts_on) < least(s.ends_on, $2::date)
      and not exists (select from invoice i where i.issuer_id = ${issuer ?? usual} and i.reseller_id = s.reseller_id
        and coalesce(i.company_id, i.reseller_id) = ${customer} and i.period_start = $1::date)`;
}

/**
 * SQL: what `dueSubscriptions` is charged, a row per subscription and calendar month: price × quantity × days / days of the
 * month, rounded half up once, as `priceLine` says. `condition` narrows the subscriptions `s`.
 */
export function dueLines(kind: InvoiceKind, issuer?: string, condition = 'true'): string {
  const { customer, price } = SIDES[kind];
  return `select due.*, month."from", month."to",
      round(due.unit_minor::numeric * due.quantity * (month."to" - month."from") / month.days)::bigint as net_minor
    from (
      select s.id as subscription_id, s.reseller_id, s.company_id, ${customer} as customer_id, s.product_id, s.end_user_id,
        s.reference, s.quantity, ${price} as unit_minor, coalesce(billed.billed_to, s.starts_on) as due_from,
        least(s.ends_on, $2::date) as due_to, billed.billed_to
      from ${dueSubscriptions(kind, issuer)} and ${condition}
    ) due
    cross join lateral (
      select greatest(due.due_from, first::date) as "from", least(due.due_to, next) as "to", next - first::date as days
        from generate_series(date_trunc('month', due.due_from::timestamp), due.due_to::timestamp - interval '1 day', interval '1 month') first
        cross join lateral (select (first + interval '1 month')::date as next) following
    ) month`;
}

/** SQL: the lines of a relation like `dueLines` with what each says: product, whom it is for, reference. */
export function described(kind: InvoiceKind, lines: string): string {
  const { beneficiary, join } = SIDES[kind];
  return `select s.*, concat_ws(' – ', p.name, ${beneficiary}) || ' (' || s.reference || ')' as description
    from (${lines}) s join product p on p.id = s.product_id ${join}`;
}
