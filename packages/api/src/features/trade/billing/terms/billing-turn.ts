import { enumeration } from '../../../../kernel/table.ts';
import { customerIn } from '../customer-in.ts';

/** For which days what recurs is charged, and when: after a month, or ahead. */
export const BillingCycle = enumeration('BillingCycle', {
  MONTH_IN_ARREARS: 'MONTH_IN_ARREARS',
  MONTH_IN_ADVANCE: 'MONTH_IN_ADVANCE',
  QUARTER_IN_ADVANCE: 'QUARTER_IN_ADVANCE',
  YEAR_IN_ADVANCE: 'YEAR_IN_ADVANCE',
});
export type BillingCycle = keyof typeof BillingCycle;

/** SQL: the terms that an issuer has agreed with a customer, else with everyone; no row where there are none. */
const agreedTerms = (issuer: string, customer: string): string =>
  `(select t.cycle, t.billing_day, t.first_month from billing_terms t
    where t.issuer_id = ${issuer} and ${customerIn('t')} in (${customer}, ${issuer})
    order by ${customerIn('t')} = ${issuer} limit 1)`;

/** SQL: the day on which a month is over for whoever has this billing day: in that month, or the day after. */
export const cutOffOf = (billingDay: string, start = '$1', next = '$2'): string =>
  `(case ${billingDay} when 1 then ${next}::date else ${start}::date + (${billingDay} - 1) end)`;

/**
 * SQL, to go on after `cross join lateral`: how a customer's invoice of a month ($1 its first day, $2 the day after its last) is made
 * out. Its month is over on `cut_off`, in that month or the day after: what was used before is on it. What recurs is charged up to
 * `due_to`: in arrears to the cut-off, in advance (`ahead`) to the end of the month, quarter or year in which that lies. The invoice is
 * of `period_start` to `period_end`: of the days ahead if they begin now (`in_advance`), else of the month that is over. `terms` is SQL of other
 * terms than are agreed. [B4]
 */
export const turnOf = (
  issuer: string,
  customer: string,
  terms = agreedTerms(issuer, customer),
  start = '$1',
  next = '$2',
): string => `(
  select turn.cut_off, turn.months > 0 as ahead, turn.in_advance,
      case when turn.months > 0 then (turn.begins + make_interval(months => turn.months))::date else turn.cut_off end as due_to,
      case when turn.in_advance then turn.begins else (turn.cut_off - interval '1 month')::date end as period_start,
      case when turn.in_advance then (turn.begins + make_interval(months => turn.months))::date else turn.cut_off end as period_end
    from (
      select since.cut_off, since.months, since.months > 0 and since.past = 0 as in_advance,
          (since.cut_off - make_interval(months => since.past))::date as begins
        from (
          select cut.cut_off, cut.months, case when cut.months > 0
              then (extract(month from cut.cut_off)::integer - cut.first_month + 12) % cut.months else 0 end as past
            from (
              select ${cutOffOf('coalesce(agreed.billing_day, 1)', start, next)} as cut_off, coalesce(agreed.first_month, 1) as first_month,
                  case agreed.cycle when 'MONTH_IN_ADVANCE' then 1 when 'QUARTER_IN_ADVANCE' then 3 when 'YEAR_IN_ADVANCE' then 12 else 0 end as months
                from (values (1)) one left join lateral ${terms} agreed on true) cut) since) turn) turn`;

/** SQL: the day by which an invoice was made out: as its days began, or when they were over. */
export const madeOutBy = (invoice: string): string =>
  `(case when ${invoice}.in_advance then ${invoice}.period_start else ${invoice}.period_end end)`;

/** SQL: the first day of a customer's invoice that is made out by `turn`; of a month that is over not one that an invoice had before. */
export const firstDayOf = (issuer: string, reseller: string, customer: string): string =>
  `case when turn.in_advance then turn.period_start else greatest(turn.period_start, (
    select max(i.period_end) from invoice i where i.issuer_id = ${issuer} and i.reseller_id = ${reseller} and ${customerIn('i')} = ${customer}
      and i.document = 'INVOICE' and not i.in_advance and i.period_end < turn.cut_off and i.period_end > turn.period_start)) end`;

/** SQL: how a customer's invoice stands that is made out by `turn`: its id, none while it is not. */
export const madeOut = (issuer: string, reseller: string, customer: string): string =>
  `(select i.id from invoice i where i.issuer_id = ${issuer} and i.reseller_id = ${reseller} and ${customerIn('i')} = ${customer}
      and ${madeOutBy('i')} = turn.cut_off and i.document = 'INVOICE')`;
