-- Whose link this is, while its tenant is active, and in whose colours its form is shown.
-- runs as gate; called by anonymous
create or replace function find_access_link(token_hash text)
  returns table (reseller_id uuid, company_id uuid, tenant_name text, brand_name text, accent_colour text, logo text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select l.reseller_id, l.company_id, coalesce(c.name, r.name), r.name, r.accent_colour, r.logo
    from access_link l join reseller r on r.id = l.reseller_id left join company c on c.id = l.company_id
    where l.token_hash = find_access_link.token_hash and coalesce(c.status, r.status) = 'ACTIVE'
$$;

-- Counts a request for the address it names and the network it comes from, unless either has to wait; then it says until when.
-- runs as gate; called by anonymous
create or replace function count_access_request(email text, network text, at timestamptz) returns timestamptz
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select count_try(throttle_key('access account', email), throttle_key('access address', network), at)
$$;
