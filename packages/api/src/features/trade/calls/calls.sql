-- Makes the tables of the months from one moment to another, which the owner of the table alone can. Those of the schema
-- steward_calls are reached through call_record only.
-- called by platform, reseller, worker
create or replace function keep_call_months(earliest timestamptz, latest timestamptz) returns void
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  month timestamp := date_trunc('month', earliest at time zone 'UTC');
  until constant timestamp := least(latest, current_setting('steward.now')::timestamptz + interval '2 months') at time zone 'UTC';
  name text;
begin
  if month < (current_setting('steward.now')::timestamptz - interval '85 months') at time zone 'UTC' then
    raise exception 'No call of % is kept.', month;
  end if;
  while month <= until loop
    name := to_char(month, '"call_record_"YYYY_MM');
    if to_regclass('steward_calls.' || name) is null then
      perform pg_advisory_xact_lock(hashtext('call months'));
      execute format('create table if not exists steward_calls.%I partition of steward.call_record for values from (%L) to (%L)',
        name, month::text || '+00', (month + interval '1 month')::text || '+00');
      execute format('alter table steward_calls.%I enable row level security, force row level security', name);
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

-- Drops whole months whose calls can no longer be challenged, but for those that are held, by name (2026-10); says how many.
-- called by platform
create or replace function drop_call_months(held text[]) returns integer
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  first constant text := to_char((current_setting('steward.now')::timestamptz - make_interval(months => call_months())) at time zone 'UTC',
    '"call_record_"YYYY_MM');
  name text;
  dropped integer := 0;
begin
  for name in select c.relname from pg_class c
      where c.relnamespace = 'steward_calls'::regnamespace and c.relkind = 'r' and c.relname < first
        and replace(substr(c.relname, length('call_record_') + 1), '_', '-') <> all (held) order by 1 loop
    execute format('drop table steward_calls.%I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

-- For how many months records of calls are kept.
-- runs as gate; called by platform, reseller, company, worker
create or replace function call_months() returns integer
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.months from call_retention r
$$;

-- Takes away what calls were rated at before they were re-rated, once those are gone; not of months that are held.
-- runs as gate; called by platform
create or replace function drop_superseded_ratings(held text[]) returns void
  language sql security definer set search_path = steward, pg_temp as $$
  delete from call_rating r where r.started_at < date_trunc('month',
    current_setting('steward.now')::timestamptz - make_interval(months => call_months()), 'UTC')
    and to_char(r.started_at at time zone 'UTC', 'YYYY-MM') <> all (held)
$$;

-- The same for staff, who say it.
-- runs as gate; called by platform
create or replace function set_call_months(months integer) returns void
  language sql security definer set search_path = steward, pg_temp as $$
  update call_retention set months = set_call_months.months
$$;

-- Whether a company is shown its calls one by one, and whether its people are theirs.
-- runs as gate; called by company, end_user
create or replace function calls_are_itemised() returns boolean
  language sql stable security definer set search_path = steward, pg_temp as $$
  select coalesce((select s.itemised from call_setting s where s.company_id = nullif(current_setting('steward.company_id', true), '')::uuid), true)
$$;
-- runs as gate; called by end_user
create or replace function calls_are_for_end_users() returns boolean
  language sql stable security definer set search_path = steward, pg_temp as $$
  select coalesce((select s.itemised and s.end_users_see from call_setting s
    where s.company_id = nullif(current_setting('steward.company_id', true), '')::uuid), false)
$$;

-- Whose these sources are, for the job that finds files in their folders.
-- runs as gate; called by platform
create or replace function holders_of_call_sources(ids uuid[]) returns table (id uuid, reseller_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select s.id, s.reseller_id from call_source s where s.id = any (ids)
$$;

-- Those of whose sources calls wait to be rated.
-- runs as gate; called by platform
create or replace function holders_of_held_calls() returns setof uuid
  language sql stable security definer set search_path = steward, pg_temp as $$
  select distinct i.reseller_id from call_import i
    where exists (select from call_record c where c.call_import_id = i.id and c.state in ('UNRATED', 'UNKNOWN'))
$$;

-- The calls of a company, or of one of its people if it lets them see theirs, as far as sums are made of them: itemised or not.
-- runs as gate; called by company, end_user
create or replace function summed_calls()
  returns table (started_at timestamptz, seconds integer, direction text, state text, zone text, currency text, price_micro bigint)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select c.started_at, c.seconds, c.direction, c.state, c.retail_zone, c.retail_currency, c.retail_price_micro from call_record c,
      (select nullif(current_setting('steward.company_id', true), '')::uuid as company,
        nullif(current_setting('steward.end_user_id', true), '')::uuid as end_user) here
    where c.company_id = here.company and reached('company_id', 'records') is not null and (here.end_user is null
      or c.end_user_id = here.end_user and exists (select from call_setting s where s.company_id = here.company and s.end_users_see))
$$;

-- Gives up files of which neither reading nor booking has come to an end for two days, and what was read of those.
-- runs as gate; called by platform
create or replace function give_up_call_imports() returns void
  language sql security definer set search_path = steward, pg_temp as $$
  update call_import set state = 'REFUSED', done_at = current_setting('steward.now')::timestamptz,
      problem = 'Broke off before it was booked. Send it again.'
    where state in ('READING', 'BOOKING') and created_at < current_setting('steward.now')::timestamptz - interval '2 days';
  delete from call_staged s
    where not exists (select from call_import i where i.id = s.call_import_id and i.state in ('READING', 'BOOKING'))
$$;

-- What a charge is called that adds up calls, by its key: whose they are, and where they went.
-- called by gate
create or replace function calls_in_words(key text, calls numeric, seconds numeric) returns text
  language sql immutable set search_path = steward, pg_temp as $$
  select format('Calls%s to %s: %s %s, %s', ' of ' || (k.said ->> 'of'), k.said ->> 'zone',
      to_char(calls, 'FM999,999,999'), case calls when 1 then 'call' else 'calls' end,
      case when seconds >= 3600 then to_char(div(seconds, 3600), 'FM999,999') || ' h ' || to_char(div(mod(seconds, 3600), 60), 'FM00') || ' min'
        when seconds >= 60 then div(seconds, 60) || ' min ' || to_char(mod(seconds, 60), 'FM00') || ' s'
        else seconds || ' s' end)
    from (select key::jsonb as said) k
$$;

-- Those of whose companies calls have come that nobody has looked at yet for whether they come to too much.
-- runs as gate; called by platform, reseller, worker
create or replace function resellers_with_new_calls() returns setof uuid
  language sql stable security definer set search_path = steward, pg_temp as $$
  select d.reseller_id from call_day d where d.changed union select z.reseller_id from call_zone_use z where z.fresh
$$;

-- The days of companies to which calls have been added, once: whoever asks looks at them.
-- runs as gate; called by worker
create or replace function take_grown_days() returns table (company_id uuid, day date, currency text, amount_micro bigint)
  language sql security definer set search_path = steward, pg_temp as $$
  update call_day d set changed = false where d.changed and d.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
    returning d.company_id, d.day, d.currency, d.amount_micro
$$;

-- The zones that companies have called for the first time, or for the first time in a long while, once: with what begins their numbers, and
-- the most that a minute costs.
-- runs as gate; called by worker
create or replace function take_fresh_zones()
  returns table (company_id uuid, zone text, currency text, day date, prefixes text[], per_minute_micro bigint)
  language sql security definer set search_path = steward, pg_temp as $$
  with taken as (
    update call_zone_use u set fresh = false where u.fresh and u.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      returning u.company_id, u.zone, u.currency, u.first_on, u.version_id)
  select t.company_id, t.zone, t.currency, t.first_on, (select coalesce(array_agg(p.prefix), '{}') from tariff_prefix p where p.tariff_zone_id = z.id),
      (select coalesce(max(r.per_minute_micro + r.access_micro), 0) from tariff_rate r where r.tariff_zone_id = z.id)
    from taken t join tariff_zone z on z.tariff_version_id = t.version_id and z.name = t.zone
$$;

-- Forgets what calls came to by day, and which zones were called, as long ago as calls themselves are dropped.
-- runs as gate; called by platform
create or replace function forget_call_days() returns void
  language sql security definer set search_path = steward, pg_temp as $$
  delete from call_day where day < (current_setting('steward.now')::timestamptz - make_interval(months => call_months()))::date;
  delete from call_zone_use where last_on < (current_setting('steward.now')::timestamptz - make_interval(months => call_months()))::date
$$;
