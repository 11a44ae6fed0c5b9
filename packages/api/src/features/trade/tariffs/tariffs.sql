-- A number as tariffs know it: E.164 without its plus, or a short one as it is dialled (999, 118500), which none of those begins like.
-- called by gate, platform, reseller, company, end_user, worker
create or replace function dialled(number text) returns text language sql immutable as $$
  select case when number ~ '^\+[0-9]+$' then substr(number, 2)
    when translate(number, ' -().', '') like '+%' then substr(translate(number, ' -().', ''), 2)
    when translate(number, ' -().', '') like '00%' then substr(translate(number, ' -().', ''), 3)
    when translate(number, ' -().', '') like '0%' then '44' || substr(translate(number, ' -().', ''), 2)
    else translate(number, ' -().', '') end
$$;

-- What is free to whoever calls, and never charged: emergencies, 116 numbers and 080. [B2]
-- called by gate, platform, reseller, company, end_user, worker
create or replace function is_free_call(number text) returns boolean language sql immutable as $$
  select number like '4480%' or number in ('999', '112', '44999', '44112')
    or number like '116%' and length(number) = 6 or number like '44116%' and length(number) = 8
$$;

-- How many seconds are charged of a call that lasted so many: at least the minimum, in whole increments. [B2]
-- called by gate, platform, reseller, company, end_user, worker
create or replace function billed_seconds(lasted integer, minimum integer, first_increment integer, next_increment integer)
  returns integer language sql immutable as $$
  select case when lasted > 0 then first_increment
    + (greatest(greatest(lasted, minimum) - first_increment, 0) + next_increment - 1) / next_increment * next_increment else 0 end
$$;

-- The minute of the week, of a time in London: Monday at midnight is 0. The epoch began on a Thursday.
-- called by gate, platform, reseller, company, end_user, worker
create or replace function week_minute(local timestamp) returns integer language sql immutable as $$
  select ((floor(extract(epoch from local) / 60)::bigint + 4320) % 10080)::integer
$$;

-- Where a number stands among all: one that begins with a prefix comes after the prefix, and before what follows on it. What is no
-- number stands nowhere.
-- called by gate, platform, reseller, worker
create or replace function number_key(number text) returns bigint language sql immutable as $$
  select case when number ~ '^[0-9]+$' then left(number || '000000000000000', 15)::bigint * 16 + least(length(number), 15) end
$$;

-- The prefixes of versions; of those that begin a number the one with the highest rank has it. [B2]
-- called by gate, platform, reseller
create or replace function tariff_prefixes_of(versions uuid[])
  returns table (no integer, version_id uuid, zone_id uuid, prefix text, rank integer) language sql stable
  set search_path = steward, pg_temp rows 20000 as $$
  select (row_number() over (order by p.tariff_version_id, p.id))::integer, p.tariff_version_id, p.tariff_zone_id, p.prefix, z.weight * 32 + length(p.prefix)
    from tariff_prefix p join tariff_zone z on z.id = p.tariff_zone_id
    where p.tariff_version_id = any (versions)
$$;

-- Of versions where, in the order of numbers, other prefixes begin to have them: the one of a number stands where width_bucket finds it
-- among the keys, or nought. [B2]
-- called by gate, platform, reseller
create or replace function tariff_keys_of(versions uuid[])
  returns table (version_id uuid, keys bigint[], prefixes integer[]) language sql stable
  set search_path = steward, pg_temp rows 100 as $$
  with numbered as materialized (
    select p.* from tariff_prefixes_of(versions) p
  ), points as (
    select n.version_id, number_key(n.prefix) as key from numbered n
    union
    select n.version_id, (n.prefix::bigint + 1) * (10 ^ (15 - length(n.prefix)))::bigint * 16 from numbered n
  ), owned as (
    select p.version_id, p.key, coalesce(max((n.rank::bigint << 32) | n.no) & 4294967295, 0) as no
      from points p
      cross join (select distinct length(prefix) from numbered) l (length)
      left join numbered n on n.version_id = p.version_id and n.prefix = left(lpad((p.key / 16)::text, 15, '0'), l.length)
        and p.key >= number_key(n.prefix)
      group by p.version_id, p.key
  )
  select o.version_id, array_agg(o.key order by o.key), array_agg(o.no::integer order by o.key) from owned o group by o.version_id
$$;

-- On which days the published versions of tariffs hold or held, counted from the first, which is asked for all days before it, too. [B2]
-- called by gate
create or replace function tariff_days_of(tariffs uuid[])
  returns table (id uuid, tariff_id uuid, ordinal integer, valid_from date, valid_until date) language sql stable
  set search_path = steward, pg_temp rows 100 as $$
  select h.id, h.tariff_id, h.ordinal::integer, case h.ordinal when 1 then '-infinity' else h.valid_from end, coalesce(h.valid_until, 'infinity')
    from (select t.*, row_number() over (partition by t.tariff_id order by t.valid_from) as ordinal from tariff_version t
      where t.tariff_id = any (tariffs) and t.state = 'PUBLISHED' and coalesce(t.valid_until > t.valid_from, true)) h
$$;

-- The same with what finds the prefix of a number. [B2]
-- called by gate
create or replace function tariff_versions_of(tariffs uuid[])
  returns table (id uuid, tariff_id uuid, ordinal integer, valid_from date, valid_until date, keys bigint[], prefixes integer[]) language sql stable
  set search_path = steward, pg_temp rows 100 as $$
  with held as materialized (
    select d.* from tariff_days_of(tariffs) d
  )
  select h.id, h.tariff_id, h.ordinal, h.valid_from, h.valid_until, k.keys, k.prefixes
    from held h left join tariff_keys_of(array(select h.id from held h)) k on k.version_id = h.id
$$;

-- The zones of versions, each with its rates side by side in the order of the week: the one of a minute stands where width_bucket
-- finds it among the starts. Marks are the minutes of the hour at which a rate may change; clocks change on the hour. [B2]
-- called by gate, platform, reseller
create or replace function tariff_zones_of(versions uuid[])
  returns table (id uuid, zone text, bundle text, bundle_seconds integer, starts integer[], marks integer[], bands text[], per_minute bigint[],
    connection bigint[], minimum integer[], first_increment integer[], next_increment integer[]) language sql stable
  set search_path = steward, pg_temp rows 500 as $$
  select z.id, z.name, b.name, b.minutes * 60, r.starts, r.marks, r.bands, r.per_minute, r.connection, r.minimum, r.first_increment, r.next_increment
    from tariff_zone z left join tariff_bundle b on b.id = z.tariff_bundle_id
    cross join lateral (
      select array_agg(t."fromMinute" order by t."fromMinute") as starts, array_agg(distinct t."fromMinute" % 60) || 0 as marks,
          array_agg(d.name order by t."fromMinute") as bands,
          array_agg(r.per_minute_micro + r.access_micro order by t."fromMinute") as per_minute,
          array_agg(r.connection_micro order by t."fromMinute") as connection,
          array_agg(r.minimum_seconds order by t."fromMinute") as minimum,
          array_agg(r.first_increment order by t."fromMinute") as first_increment,
          array_agg(r.next_increment order by t."fromMinute") as next_increment
        from tariff_rate r join tariff_band d on d.id = r.tariff_band_id
        cross join jsonb_to_recordset(d.times) t ("fromMinute" integer)
        where r.tariff_zone_id = z.id) r
    where z.tariff_version_id = any (versions)
$$;

-- Which tariffs hold on which days for calls of companies under resellers (side by side in both lists): the company's own or the one its
-- seller has for everyone, and likewise what the operator asks of that seller. In the customer's currency only; null where there is none.
-- runs as gate; called by gate, worker
create or replace function call_tariffs(resellers uuid[], companies uuid[], first_day date, last_day date)
  returns table (reseller_id uuid, company_id uuid, day date, wholesale_tariff_id uuid, retail_tariff_id uuid) language sql stable
  security definer set search_path = steward, pg_temp as $$
  select r.id, c.id, d.day::date,
      case when not r.is_platform then coalesce(
        (select a.tariff_id from tariff_customer a where a.for_reseller_id = r.id and a.valid_from <= d.day and coalesce(a.valid_until > d.day, true)),
        (select t.id from tariff t join reseller o on o.id = t.reseller_id and o.is_platform
          where t.kind = 'WHOLESALE' and t.everyone and t.currency = r.currency)) end,
      coalesce(
        (select a.tariff_id from tariff_customer a where a.company_id = c.id and a.reseller_id = r.id and a.valid_from <= d.day
          and coalesce(a.valid_until > d.day, true)),
        (select t.id from tariff t where t.reseller_id = r.id and t.kind = 'RETAIL' and t.everyone and t.currency = c.currency))
    from (select distinct g.reseller, g.company from unnest(resellers, companies) g (reseller, company)) g
    join reseller r on r.id = g.reseller join company c on c.id = g.company
    cross join generate_series(first_day, last_day, interval '1 day') d (day)
$$;

-- What a version says of a number, for whoever issues it or is charged by it: enough to work the price of a call out again. A company
-- learns nothing of what its seller pays, nor of other customers' tariffs. [B2] [S6]
-- runs as gate; called by platform, reseller, company, end_user, worker
create or replace function tariff_rates(of_version uuid, called text)
  returns table (tariff text, currency text, version_number integer, version_from date, zone text, prefix text, bundle text, bundle_minutes integer, rates jsonb)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select t.name, t.currency, v.number, v.valid_from, z.name, p.prefix, b.name, b.minutes,
      (select jsonb_agg(jsonb_build_object('band', d.name, 'times', d.times, 'perMinuteMicro', r.per_minute_micro, 'accessMicro', r.access_micro,
            'connectionMicro', r.connection_micro, 'minimumSeconds', r.minimum_seconds, 'firstIncrement', r.first_increment,
            'nextIncrement', r.next_increment) order by d.name)
          from tariff_rate r join tariff_band d on d.id = r.tariff_band_id where r.tariff_zone_id = z.id)
    from (select nullif(current_setting('steward.reseller_id', true), '')::uuid as reseller,
        nullif(current_setting('steward.company_id', true), '')::uuid as company, current_setting('role') as role) here
    join tariff_version v on v.id = of_version
    join tariff t on t.id = v.tariff_id
    join tariff_prefix p on p.tariff_version_id = v.id
      and p.prefix = any (array(select left(dialled(called), n) from generate_series(1, 15) n))
    join tariff_zone z on z.id = p.tariff_zone_id left join tariff_bundle b on b.id = z.tariff_bundle_id
    where case
        when here.role in ('steward_company', 'steward_end_user') then t.kind = 'RETAIL' and t.reseller_id = here.reseller
          and (t.everyone or exists (select from tariff_customer a where a.tariff_id = t.id and a.company_id = here.company))
        when here.role = 'steward_platform' then nullif(current_setting('steward.membership_id', true), '') is not null
          and (t.reseller_id = any (coalesce(nullif(current_setting('steward.listed', true), ''), '{}')::uuid[]))
            = coalesce(current_setting('steward.reach', true) = 'ONLY', false)
        when here.role in ('steward_reseller', 'steward_worker') then t.reseller_id = here.reseller or t.kind = 'WHOLESALE'
          and (t.everyone or exists (select from tariff_customer a where a.tariff_id = t.id and a.for_reseller_id = here.reseller))
        else false end
    order by z.weight desc, length(p.prefix) desc limit 1
$$;

-- A version that has been published is never changed: another one ends it. [B2]
create or replace function keep_tariff_version() returns trigger language plpgsql as $$
begin
  if not acts() then return coalesce(new, old); end if;
  if old.state = 'PUBLISHED' and (tg_op = 'DELETE' or (new.tariff_id, new.number, new.state, new.valid_from, new.published_at)
      is distinct from (old.tariff_id, old.number, old.state, old.valid_from, old.published_at)) then
    raise exception 'A version that has been published is not changed: publish another one.' using errcode = 'STATE', column = 'id';
  end if;
  return coalesce(new, old);
end $$;

create or replace trigger keep_tariff_version before update or delete on tariff_version
  for each row execute function keep_tariff_version();

-- What a version consists of is written while it is a draft: checked once per statement, for a file has thousands of prefixes.
create or replace function keep_tariff_parts() returns trigger language plpgsql as $$
begin
  if acts() and exists (select from changed c join tariff_version v on v.id = c.tariff_version_id where v.state <> 'DRAFT') then
    raise exception 'A version that has been published is not changed: publish another one.' using errcode = 'STATE', column = 'id';
  end if;
  return null;
end $$;

-- The same for rates, which belong to a zone. What is taken away goes before its zone does.
create or replace function keep_tariff_rates() returns trigger language plpgsql as $$
begin
  if acts() and exists (select from changed c join tariff_zone z on z.id = c.tariff_zone_id
      join tariff_version v on v.id = z.tariff_version_id where v.state <> 'DRAFT') then
    raise exception 'A version that has been published is not changed: publish another one.' using errcode = 'STATE', column = 'id';
  end if;
  return null;
end $$;

create or replace trigger keep_added_bands after insert on tariff_band referencing new table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_taken_bands after delete on tariff_band referencing old table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_added_bundles after insert on tariff_bundle referencing new table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_taken_bundles after delete on tariff_bundle referencing old table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_added_zones after insert on tariff_zone referencing new table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_taken_zones after delete on tariff_zone referencing old table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_added_prefixes after insert on tariff_prefix referencing new table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_taken_prefixes after delete on tariff_prefix referencing old table as changed
  for each statement execute function keep_tariff_parts();
create or replace trigger keep_added_rates after insert on tariff_rate referencing new table as changed
  for each statement execute function keep_tariff_rates();
create or replace trigger keep_taken_rates after delete on tariff_rate referencing old table as changed
  for each statement execute function keep_tariff_rates();
