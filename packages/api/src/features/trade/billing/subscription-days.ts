/**
 * SQL: what days of a subscription come to at a side, a row for each stretch of days with one product, quantity and price: terms
 * that differ only at the other side are one here. [C2] [C3]
 */
export const termsBetween = (price: string, subscription: string, from: string, to: string): string => `
  select stretch.product_id, stretch.quantity, stretch.unit_minor, greatest(stretch."from", ${from}) as "from",
      least(stretch."to", ${to}) as "to"
    from (
      select t.*, lead(t."from") over (order by t."from") as "to" from (
        select t.product_id, t.quantity, t.${price} as unit_minor, t."from",
            (t.product_id, t.quantity, t.${price}) is distinct from lag((t.product_id, t.quantity, t.${price})) over (order by t."from") as differs
          from subscription_term t where t.subscription_id = ${subscription}
      ) t where t.differs
    ) stretch
    where stretch."from" < ${to} and coalesce(stretch."to", ${to}) > ${from}`;

/** SQL: the day to which a subscription is to be paid for of days charged ahead: its end, or, ended early, that of its minimum term. */
const owedTo = (subscription: string, endsOn: string, billedTo: string): string =>
  `least(${billedTo}, greatest(${endsOn}, (select max(c.until) from subscription_commitment c where c.subscription_id = ${subscription}
      and c."from" < ${endsOn} and c.until > ${endsOn} and (c.free_until is null or c.free_until < ${endsOn}))))`;

/**
 * SQL: what is changed of the days for which a subscription was charged ahead, from `settled_to` to `billed_to` of a relation: what it comes to by its
 * terms and its end, less all that was charged and given back for them. Below nothing it is given back. What both say is in no row, so a change
 * is settled once, whenever it was entered; what costs nothing is left out. [B4] [S75]
 *
 * @param closesOn SQL: nothing is owed from this day on, whatever was agreed
 */
export function settlement(
  price: string,
  issuer: string,
  subscription: string,
  endsOn: string,
  billed: string,
  closesOn?: string,
): string {
  const from = `${billed}.settled_to`;
  const to = `${billed}.billed_to`;
  const owed = owedTo(subscription, endsOn, to);
  return `
  select product_id, quantity::integer, unit_minor, "from", "to", case when count(*) over (partition by product_id, "from", "to") > 1
      then case when quantity < 0 then 'FORMER' else 'NEW' end else case when quantity < 0 then 'FEWER' else 'MORE' end end as change
    from (
      select product_id, unit_minor, day as "from", lead(day) over step as "to", sum(delta) over step as quantity
        from (
          select product_id, unit_minor, day, sum(delta) as delta
            from (
              select owed.product_id, owed.unit_minor, edge.day, edge.delta
                from (${termsBetween(price, subscription, from, closesOn ? `greatest(${from}, least(${closesOn}, ${owed}))` : owed)}) owed
                  cross join lateral (values (owed."from", owed.quantity), (owed."to", -owed.quantity)) edge (day, delta)
              union all
              select l.product_id, l.unit_price_minor, edge.day, edge.delta
                from invoice_line_part q join invoice_line l on l.id = q.invoice_line_id
                  cross join lateral (values (greatest(q."from", ${from}), -q.quantity), (least(q."to", ${to}), q.quantity)) edge (day, delta)
                where q.subscription_id = ${subscription} and q.issuer_id = ${issuer} and q."to" > ${from} and q."from" < ${to}
            ) edge
            group by product_id, unit_minor, day having sum(delta) <> 0
        ) step
        window step as (partition by product_id, unit_minor order by day)
    ) stretch
    where ${from} < ${to} and quantity <> 0 and unit_minor <> 0`;
}
