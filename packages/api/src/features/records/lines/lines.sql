create or replace trigger follow_line_holder after insert or update of end_user_id on broadband_line
  for each row execute function follow_holder('line_holding', 'line_id');

create or replace trigger forget_line_holder before delete on end_user
  for each row execute function forget_holder('broadband_line', 'line_holding');

-- Which line had an address, from when to when, follows from the addresses that it has; one that has ceased has none. [R2]
-- runs as gate
create or replace function follow_line_ranges() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  at timestamptz := coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now());
  wanted cidr[] := case when new.state = 'CEASED' then '{}' else new.ranges end;
begin
  update line_range set given_until = at where line_id = new.id and given_until is null and range <> all (wanted);
  insert into line_range (id, reseller_id, company_id, line_id, range, given_from)
    select uuidv7(), new.reseller_id, new.company_id, new.id, given, at from unnest(wanted) given
      where not exists (select from line_range r where r.line_id = new.id and r.given_until is null and r.range = given);
  return null;
end $$;

create or replace trigger follow_line_ranges after insert or update of ranges, state on broadband_line
  for each row execute function follow_line_ranges();
