-- The picture at an address, to whoever knows it: pages ask for pictures without saying who they are.
-- runs as gate; called by anonymous
create or replace function find_photo(address text) returns table (type text, bytes bytea)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select p.type, p.bytes from photo p where p.address = find_photo.address limit 1
$$;

-- Whoever is signed in keeps this as their photo, in place of what was there; without an address none. Also who may change
-- nothing else.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function keep_own_photo(address text, type text, bytes bytea) returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare own membership;
begin
  select m.* into strict own from membership m
    where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid for no key update;
  delete from photo p where p.end_user_id = own.end_user_id or own.end_user_id is null and p.membership_id = own.id;
  if address is null then return; end if;
  insert into photo (id, reseller_id, company_id, end_user_id, membership_id, address, type, bytes)
    values (uuidv7(), own.reseller_id, own.company_id, own.end_user_id, case when own.end_user_id is null then own.id end,
      keep_own_photo.address, keep_own_photo.type, keep_own_photo.bytes);
end $$;
