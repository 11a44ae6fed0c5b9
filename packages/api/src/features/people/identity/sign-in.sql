-- called by gate
create or replace function throttle_key(kind text, value text) returns text language sql immutable as $$
  select encode(sha256(convert_to(kind || ':' || lower(value), 'UTF8')), 'hex')
$$;

-- called by gate
create or replace function sign_in_wait(keys text[], at timestamptz) returns timestamptz language sql stable as $$
  select max(t.blocked_until) from sign_in_throttle t where t.key = any(keys) and t.blocked_until > at
$$;

-- Counts a try for an account and, if one is given, for a network, unless either has to wait; then it says until when.
-- called by gate
create or replace function count_try(account_key text, network_key text, at timestamptz) returns timestamptz
  language plpgsql volatile as $$
declare wait timestamptz := sign_in_wait(array[account_key, network_key], at);
begin
  if wait is not null then return wait; end if;
  -- What nobody has tried for a day is forgotten, a few at a time.
  delete from sign_in_throttle where id = any(array(
    select t.id from sign_in_throttle t where t.last_at < at - interval '1 day' limit 4 for update skip locked));
  insert into sign_in_throttle (key, failures, last_at)
    select k.key, 0, at from unnest(array_remove(array[account_key, network_key], null)) with ordinality k (key, place) order by k.place
    on conflict (key) do nothing;
  -- The account's first: whoever comes at the same moment waits here.
  perform from sign_in_throttle t where t.key = account_key for update;
  perform from sign_in_throttle t where t.key = network_key for update;
  wait := sign_in_wait(array[account_key, network_key], at);
  if wait is not null then return wait; end if;
  update sign_in_throttle t set failures = counted.failures, last_at = at, blocked_until = case
      when counted.failures > counted.free
      then at + least(interval '15 minutes', interval '1 second' * power(2, least(ceil(counted.failures - counted.free), 10)))
    end
    from (select c.key, case when c.key = account_key then 4 else 29 end as free, 1 + case
          when c.key = network_key then greatest(0, c.failures - extract(epoch from at - c.last_at) / 120)
          when c.last_at < at - interval '1 hour' then 0
          else c.failures
        end as failures
      from sign_in_throttle c where c.key in (account_key, network_key)) counted
    where t.key = counted.key;
  return null;
end $$;

-- Counts a try for the account and for the network it comes from, unless either has to wait; then it says until when.
-- runs as gate; called by anonymous
create or replace function count_sign_in(email text, network text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare wait timestamptz := count_try(throttle_key('account', email), throttle_key('address', network), at);
begin
  return query select p.id, p.password_hash, wait
    from (values (1)) one left join person p on lower(p.email) = lower(count_sign_in.email);
end $$;

-- A device that has signed in with the account before has a count of its own there: others' tries do not slow it down, nor
-- do its own slow down anybody else.
-- runs as gate; called by anonymous
create or replace function count_device_sign_in(email text, device text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare wait timestamptz := count_try(throttle_key('device', device || ' ' || email), null, at);
begin
  return query select p.id, p.password_hash, wait
    from (values (1)) one left join person p on lower(p.email) = lower(count_device_sign_in.email);
end $$;

-- The same for whoever is signed in and proves once more who they are: each session has a count of its own.
-- called by gate
create or replace function own_session_key() returns text language sql stable as $$
  select throttle_key('session', nullif(current_setting('steward.session_id', true), ''))
$$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function count_own_sign_in(network text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare wait timestamptz := count_try(own_session_key(), throttle_key('address', network), at);
begin
  return query select p.id, p.password_hash, wait from person p
    where p.id = nullif(current_setting('steward.person_id', true), '')::uuid;
end $$;

-- The try at this moment was none, nor were others of the account, device or session.
-- called by gate
create or replace function forgive_try(own_key text, network_key text, tried_at timestamptz) returns void
  language sql volatile as $$
  delete from sign_in_throttle t where t.key = own_key or t.key = network_key and t.failures <= 1;
  update sign_in_throttle t set failures = t.failures - 1,
      blocked_until = case when t.last_at > tried_at then t.blocked_until end
    where t.key = network_key;
$$;

-- The password was right: the account has no failures any more, and of its network's tries the one at this moment was none.
-- runs as gate; called by anonymous
create or replace function forgive_sign_in(email text, network text, tried_at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select forgive_try(throttle_key('account', email), throttle_key('address', network), tried_at)
$$;

-- It was right on a known device: what others try goes on counting.
-- runs as gate; called by anonymous
create or replace function forgive_device_sign_in(email text, device text, tried_at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select forgive_try(throttle_key('device', device || ' ' || email), null, tried_at)
$$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function forgive_own_sign_in(network text, tried_at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select forgive_try(own_session_key(), throttle_key('address', network), tried_at)
$$;

-- The person behind an end user's sign-in, if it opens nothing else: that of somebody with several is theirs in all of them.
-- runs as gate; called by keeper
create or replace function sole_person_of(end_user uuid) returns uuid
  language sql stable security definer set search_path = steward, pg_temp as $$
  select m.person_id from membership m where m.end_user_id = sole_person_of.end_user
    and not exists (select from membership o where o.person_id = m.person_id and o.id <> m.id)
$$;
