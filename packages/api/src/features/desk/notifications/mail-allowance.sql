-- Counts letters for whoever acts, for their tenant and for the address, unless one of them has had too many: then it says
-- until when. All processes share it. An hour gives as many again as there may be at once;
-- a clock that was put back counts like one that went on.
-- runs as gate; called by platform, reseller, company, end_user, worker
create or replace function take_mail_allowance(recipient text, letters integer, at timestamptz) returns timestamptz
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare
  person text := nullif(current_setting('steward.person_id', true), '');
  tenant text := coalesce(nullif(current_setting('steward.company_id', true), ''),
    nullif(current_setting('steward.reseller_id', true), ''));
  keys text[];
  most double precision[] := array[200, 500, 5];
  wait timestamptz;
begin
  keys := array[encode(sha256(convert_to('person:' || person, 'UTF8')), 'hex'),
    encode(sha256(convert_to('tenant:' || tenant, 'UTF8')), 'hex'),
    encode(sha256(convert_to('to:' || lower(recipient), 'UTF8')), 'hex')];
  -- What nobody has used for a day is forgotten, a few at a time.
  delete from mail_allowance where id = any(array(
    select a.id from mail_allowance a where a.last_at < at - interval '1 day' limit 4 for update skip locked));
  insert into mail_allowance (id, key, used, last_at)
    select uuidv7(), k.key, 0, at from unnest(keys) k (key) where k.key is not null order by k.key
    on conflict (key) do nothing;
  perform from mail_allowance a where a.key = any(keys) order by a.key for update;
  select max(at + interval '1 hour' * (u.used + letters - u.most) / u.most) into wait
    from (select k.most, greatest(0, a.used - k.most * abs(extract(epoch from at - a.last_at)) / 3600) as used
      from mail_allowance a join unnest(keys, most) k (key, most) on k.key = a.key) u
    where u.used + letters > u.most;
  if wait is not null then return wait; end if;
  update mail_allowance a
    set used = greatest(0, a.used - k.most * abs(extract(epoch from at - a.last_at)) / 3600) + letters, last_at = at
    from unnest(keys, most) k (key, most) where k.key = a.key;
  return null;
end $$;
