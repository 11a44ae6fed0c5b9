-- Whether somebody has proved that this host name of a status page is theirs, which may be a tenant that is not seen here. [N4]
-- runs as gate; called by platform, reseller
create or replace function status_host_taken(host text) returns boolean
  language sql stable security definer set search_path = steward, pg_temp as $$
  select exists (select from status_site s where s.host_name = host and s.proved_at is not null)
$$;

-- Takes the host name of a page as proved; false if another page has proved it before. [N4]
-- called by platform, reseller, worker
create or replace function prove_status_host(site uuid, at timestamptz) returns boolean language plpgsql as $$
begin
  update status_site s set proved_at = at, checked_at = at, next_check_at = null, problem = null
    where s.id = site and s.host_name is not null and s.proved_at is null;
  return true;
exception when unique_violation then
  return false;
end $$;
