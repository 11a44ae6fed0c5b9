import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';

/**
 * Gives all that a company has taken the prices of the seller that it has now, from a day on: each keeps its price where no list of that
 * seller says one. What was planned for later keeps its number, and has these prices, too. [C3] [T7]
 */
export async function takePrices(scope: Scope, companyId: string, from: PlainDate): Promise<void> {
  const priced = `(
    select s.id, greatest($2::date, s.starts_on) as "from", held.product_id, held.quantity, held.parameters,
        coalesce((select k.minor from retail_here(held.product_id, s.company_id, units, greatest($2::date, s.starts_on)) k), held.retail_minor) as retail,
        coalesce((select k.minor from wholesale_here(held.product_id, s.reseller_id, units, greatest($2::date, s.starts_on)) k), held.wholesale_minor) as wholesale
      from subscription s
      cross join lateral (select t.* from subscription_term t
        where t.subscription_id = s.id and t."from" <= greatest($2::date, s.starts_on) order by t."from" desc limit 1) held
      join product p on p.id = held.product_id
      cross join lateral priced_units(p.id, s.company_id, case p.unit when 'PER_USER' then 0 else held.quantity end) units
      where s.company_id = $1 and s.part_of_id is null and s.state not in ('ENDING', 'ENDED') and coalesce(s.ends_on > $2::date, true))`;
  await scope.sql(
    `insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity, parameters,
         retail_minor, wholesale_minor, begun_at, created_at)
       select uuidv7(), s.reseller_id, s.company_id, s.end_user_id, s.id, g."from", g.product_id, g.quantity, g.parameters, g.retail, g.wholesale,
           case when g."from" = $2::date then $3::timestamptz end, $3
         from ${priced} g join subscription s on s.id = g.id
       on conflict (subscription_id, "from") do update set retail_minor = excluded.retail_minor, wholesale_minor = excluded.wholesale_minor`,
    [companyId, from, scope.now],
  );
  await scope.sql(
    `update subscription s set retail_minor = t.retail_minor, wholesale_minor = t.wholesale_minor from subscription_term t
      where s.company_id = $1 and t.subscription_id = s.id and t."from" = greatest($2::date, s.starts_on)`,
    [companyId, from],
  );
  await scope.sql(
    `update subscription_term t set retail_minor = s.retail_minor, wholesale_minor = s.wholesale_minor from subscription s
      where t.company_id = $1 and s.id = t.subscription_id and t."from" > $2::date and t.product_id = s.product_id and s.part_of_id is null`,
    [companyId, from],
  );
}
