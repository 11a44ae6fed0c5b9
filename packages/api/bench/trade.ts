import { newId } from '@steward/shared';
import type { Installation } from './installation.ts';

const PRODUCTS = 20;

/** A reseller with companies that have 20 services each since a day, all at its price; its id. */
export async function fillTrade(
  { sql }: Installation,
  { companies, since }: { companies: number; since: string },
): Promise<string> {
  const resellerId = newId();
  await sql('begin');
  await sql('set local session_replication_role = replica');
  await sql(
    `insert into reseller (id, name, is_platform, address, invoice_prefix, status, created_at)
       select $1, 'Large', false, address, 'L', 'ACTIVE', created_at from reseller where is_platform`,
    [resellerId],
  );
  await sql('insert into invoice_series (id, reseller_id) values (uuidv7(), $1)', [resellerId]);
  await sql(
    `with made as (
       insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, agreement_accepted_at, created_at)
         select uuidv7(), r.id, 'Customer ' || n, 'L' || n, r.address, 'ACTIVE', '2026-01', r.created_at, r.created_at
           from generate_series(1, $2::integer) n join reseller r on r.id = $1 returning id, reseller_id, created_at)
     insert into company_place (id, reseller_id, company_id, since) select uuidv7(), reseller_id, id, created_at from made`,
    [resellerId, companies],
  );
  await sql(
    `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
       select uuidv7(), 'L' || n, 'Service ' || n, 'A service.', 'EMAIL', 'PER_COMPANY', 'MANUAL', 100 * n, 150 * n, '2026-01-01'
         from generate_series(1, ${PRODUCTS}) n`,
  );
  await sql(
    `insert into subscription (id, reseller_id, company_id, product_id, reference, quantity, state, starts_on, started_at, retail_minor,
         wholesale_minor, currency, created_at)
       select uuidv7(), c.reseller_id, c.id, p.id, c.customer_code || '-' || p.code, 1 + (c.place + p.list_retail_minor) % 7, 'ACTIVE', $2::date, $2::date,
           p.list_retail_minor, p.list_wholesale_minor, 'GBP', $2::date
         from (select *, row_number() over (order by id) as place from company where reseller_id = $1) c
         cross join product p where p.code like 'L%' order by c.id, p.id`,
    [resellerId, since],
  );
  await sql(
    `insert into subscription_term (id, reseller_id, company_id, subscription_id, "from", product_id, quantity, retail_minor, wholesale_minor,
         begun_at, created_at)
       select uuidv7(), reseller_id, company_id, id, starts_on, product_id, quantity, retail_minor, wholesale_minor, created_at, created_at
         from subscription where reseller_id = $1 order by id`,
    [resellerId],
  );
  await sql('commit');
  await sql('vacuum analyze');
  return resellerId;
}
