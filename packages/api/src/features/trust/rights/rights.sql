-- Gives every request the next reference of its company in the year of its receipt, however many come at once.
-- runs as gate
create or replace function give_rights_reference() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare series text := 'RR-' || extract(year from new.received_on) || '-'; given integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('rights ' || new.company_id, 0));
  given := 1 + coalesce((select max(substr(r.reference, length(series) + 1)::integer) from rights_request r
    where r.company_id = new.company_id and r.reference like series || '%'), 0);
  new.reference := series || lpad(given::text, greatest(4, length(given::text)), '0');
  return new;
end $$;

create or replace trigger give_rights_reference before insert on rights_request
  for each row execute function give_rights_reference();

-- Whose work address this is, if it is exactly one person's; otherwise the platform, whose staff find out who is meant.
-- runs as gate; called by anonymous
create or replace function find_controller(email text)
  returns table (reseller_id uuid, company_id uuid, end_user_id uuid, postcode text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  with found as (
    select u.reseller_id, u.company_id, u.id, c.address ->> 'postcode' as postcode
      from end_user u join company c on c.id = u.company_id where u.email_key = lower(find_controller.email))
  select f.reseller_id, f.company_id, f.id, f.postcode from found f where (select count(*) from found) = 1
  union all
  select r.id, null, null, null from reseller r where r.is_platform and (select count(*) from found) <> 1
$$;

-- Counts a request on the public form for the address it names and the network it comes from, unless either has to wait.
-- runs as gate; called by anonymous
create or replace function count_rights_form(email text, network text, at timestamptz) returns timestamptz
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select count_try(throttle_key('rights account', email), throttle_key('rights address', network), at)
$$;
