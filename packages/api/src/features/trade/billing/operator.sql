-- Who runs the platform, for those who are invoiced by it and do not see its other rows.
-- runs as gate; called by platform, reseller
create or replace function operator() returns table (id uuid, vat_number text, vat_rounding text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.id, r.vat_number, r.vat_rounding from reseller r where r.is_platform
$$;
