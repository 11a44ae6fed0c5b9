-- The first of these prefixes that no issuer has: a reseller is told of no other one. [S1]
-- runs as gate; called by platform, reseller
create or replace function first_free_prefix(prefixes text[]) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select p.prefix from unnest(prefixes) with ordinality p (prefix, place)
    where not exists (select from reseller r where r.invoice_prefix = p.prefix) order by p.place limit 1
$$;
