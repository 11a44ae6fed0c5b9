import { localDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';

/**
 * Works out the differences of a bill anew, in one statement: for each company and product, or what could not be matched, what is
 * billed, what ran on the last day of its month that has come, and what the platform has invoiced for that day, parts of a bundle with it. Whoever calls holds the bill. [P3]
 */
export async function compareSeats(scope: Scope, billId: string): Promise<void> {
  await scope.sql(
    'update supplier_bill set compared_for = least(period_end - 1, $2::date), compared_at = $3 where id = $1',
    [billId, localDate(scope.now), scope.now],
  );
  await scope.sql('delete from seat_difference where supplier_bill_id = $1', [billId]);
  await scope.sql(
    `with bill as (select b.*, b.compared_for as day from supplier_bill b where b.id = $1),
      billed as (
        select c.for_company_id, p.product_id, max(l.customer) as customer, max(l.product) as sku, sum(l.quantity)::integer as seats,
            sum(l.cost_minor)::bigint as cost_minor
          from bill b join supplier_bill_line l on l.supplier_bill_id = b.id
            left join supplier_match c on c.supplier_id = b.supplier_id and c.kind = 'CUSTOMER' and c.reference = l.customer
            left join supplier_match p on p.supplier_id = b.supplier_id and p.kind = 'PRODUCT' and p.reference = l.product
          group by c.for_company_id, p.product_id,
            case when c.for_company_id is null or p.product_id is null then l.customer end,
            case when c.for_company_id is null or p.product_id is null then l.product end),
      running as (
        select s.id, s.company_id, t.product_id, t.quantity
          from bill b cross join subscription s
            join lateral (select t.product_id, t.quantity from subscription_term t where t.subscription_id = s.id and t."from" <= b.day
              order by t."from" desc limit 1) t on true
          where s.starts_on <= b.day and (s.ends_on is null or s.ends_on > b.day)
            and t.product_id in (select m.product_id from supplier_match m where m.supplier_id = b.supplier_id and m.kind = 'PRODUCT')),
      provided as (select company_id, product_id, sum(quantity)::integer as seats from running group by company_id, product_id),
      invoiced as (
        select s.company_id, t.product_id, sum(i.quantity * coalesce(s.part_quantity, 1))::integer as seats
          from bill b join invoice_line_part i on i.issuer_id = b.reseller_id and i."from" <= b.day and i."to" > b.day
            join invoice v on v.id = i.invoice_id and v.state <> 'DRAFT'
            join subscription h on h.id = i.subscription_id
            join subscription s on h.id in (s.id, s.part_of_id)
            join lateral (select t.product_id from subscription_term t where t.subscription_id = s.id and t."from" <= b.day
              order by t."from" desc limit 1) t on true
          where t.product_id in (select m.product_id from supplier_match m where m.supplier_id = b.supplier_id and m.kind = 'PRODUCT')
          group by s.company_id, t.product_id),
      found as (
        select coalesce(b.for_company_id, p.company_id, i.company_id) as company_id, coalesce(b.product_id, p.product_id, i.product_id) as product_id,
            coalesce(b.customer, '') as customer, coalesce(b.sku, '') as sku, coalesce(b.seats, 0) as billed, coalesce(p.seats, 0) as provided,
            coalesce(i.seats, 0) as invoiced, coalesce(b.cost_minor, 0) as cost_minor
          from billed b full join provided p on p.company_id = b.for_company_id and p.product_id = b.product_id
            full join invoiced i on i.company_id = coalesce(b.for_company_id, p.company_id) and i.product_id = coalesce(b.product_id, p.product_id)),
      judged as (
        select f.*, case when f.company_id is null then 'CUSTOMER_UNKNOWN' when f.product_id is null then 'PRODUCT_UNKNOWN'
            when f.billed > f.provided then 'NOT_PROVIDED' when f.provided > f.invoiced then 'NOT_INVOICED'
            when f.provided > f.billed then 'NOT_BILLED' when f.invoiced > f.provided then 'INVOICED_MORE' else 'AGREES' end as kind
          from found f)
     insert into seat_difference (id, reseller_id, supplier_bill_id, for_company_id, product_id, customer, sku, billed, provided, invoiced,
         cost_minor, lost_minor, kind, weight)
       select uuidv7(), b.reseller_id, b.id, j.company_id, j.product_id, j.customer, j.sku, j.billed, j.provided, j.invoiced, j.cost_minor,
           case when j.billed > j.invoiced and j.billed > 0 then round(j.cost_minor::numeric * (j.billed - j.invoiced) / j.billed)::bigint else 0 end,
           j.kind, case j.kind when 'AGREES' then 0 when 'INVOICED_MORE' then 1 when 'NOT_BILLED' then 1 when 'NOT_INVOICED' then 2
             when 'NOT_PROVIDED' then 2 else 3 end
         from judged j cross join bill b`,
    [billId],
  );
}
