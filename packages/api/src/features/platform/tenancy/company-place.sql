-- runs as gate
create or replace function note_company_place() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into company_place (id, reseller_id, company_id, since)
    values (uuidv7(), new.reseller_id, new.id, coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now()))
    on conflict (reseller_id, company_id) do nothing;
  return null;
end $$;

create or replace trigger note_company_place after insert or update of reseller_id on company
  for each row execute function note_company_place();
