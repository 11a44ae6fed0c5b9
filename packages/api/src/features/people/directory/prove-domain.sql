-- Takes a domain as proved; false if another company has proved it before, which may be of a tenant that is not seen here. [U1]
-- called by platform, reseller, company, worker
create or replace function prove_domain(domain uuid, at timestamptz) returns boolean language plpgsql as $$
begin
  update domain d set state = 'PROVED', proved_at = at, checked_at = at, next_check_at = null, problem = null
    where d.id = prove_domain.domain and d.state = 'WAITING';
  return true;
exception when unique_violation then
  return false;
end $$;
