-- Tries to sign in are counted before the password is looked at, so that a hundred at once are a hundred tries; they are
-- taken back when it was right. [I1] [S29]

drop function find_sign_in(text, text, timestamptz);
drop function note_failed_sign_in(text, text, timestamptz);
drop function open_session(uuid, uuid, text, text, text, timestamptz, text, text, timestamptz);
drop function rotate_session(text, text, timestamptz);

create index sign_in_throttle_by_age on sign_in_throttle (last_at);

create function sign_in_wait(keys text[], at timestamptz) returns timestamptz language sql stable as $$
  select max(t.blocked_until) from sign_in_throttle t where t.key = any(keys) and t.blocked_until > at
$$;

-- Counts a try for the account and for the network it comes from, unless either has to wait; then it says until when.
create function count_sign_in(email text, network text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare
  account_key text := throttle_key('account', email);
  network_key text := throttle_key('address', network);
  wait timestamptz := sign_in_wait(array[account_key, network_key], at);
begin
  if wait is null then
    -- What nobody has tried for a day is forgotten, a few at a time.
    delete from sign_in_throttle where id = any(array(
      select t.id from sign_in_throttle t where t.last_at < at - interval '1 day' limit 4 for update skip locked));
    insert into sign_in_throttle (key, failures, last_at)
      select k.key, 0, at from unnest(array[account_key, network_key]) with ordinality k (key, place) order by k.place
      on conflict (key) do nothing;
    -- The account's first: whoever comes at the same moment waits here.
    perform from sign_in_throttle t where t.key = account_key for update;
    perform from sign_in_throttle t where t.key = network_key for update;
    wait := sign_in_wait(array[account_key, network_key], at);
  end if;
  if wait is null then
    update sign_in_throttle t set failures = counted.failures, last_at = at, blocked_until = case
        when counted.failures > counted.free
        then at + least(interval '15 minutes', interval '1 second' * power(2, least(counted.failures - counted.free, 10)))
      end
      from (select c.key, case when c.last_at < at - interval '1 hour' then 1 else c.failures + 1 end as failures,
          case when c.key = account_key then 4 else 29 end as free
        from sign_in_throttle c where c.key in (account_key, network_key)) counted
      where t.key = counted.key;
  end if;
  return query select p.id, p.password_hash, wait
    from (values (1)) one left join person p on lower(p.email) = lower(count_sign_in.email);
end $$;

-- The password was right: the account has no failures any more, and of its network's tries the one at this moment was none.
create function forgive_sign_in(email text, network text, tried_at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  delete from sign_in_throttle t where t.key = throttle_key('account', email)
    or t.key = throttle_key('address', network) and t.failures <= 1;
  update sign_in_throttle t set failures = t.failures - 1,
      blocked_until = case when t.last_at > tried_at then t.blocked_until end
    where t.key = throttle_key('address', network);
$$;

-- A session has one secret for its whole life, which tells its family, and one that changes at every refresh: so a secret
-- of any earlier refresh is known for what it is. Who is signed in now signs in once more. [S52]
alter table session add column family_hash text;
update session set family_hash = refresh_hash;
alter table session alter column family_hash set not null;
alter table session add constraint session_family_hash_key unique (family_hash);
alter table session drop constraint session_refresh_hash_key;
drop index session_previous;
alter table session drop column previous_hash;

create function open_session(session_id uuid, person uuid, family_hash text, refresh_hash text, address text,
    user_agent text, expires_at timestamptz, rehashed text, at timestamptz)
  returns table (membership_id uuid, level text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare chosen record;
begin
  select m.id, m.level into chosen from open_memberships() m
    where m.person_id = person
    order by m.last_sign_in_at desc nulls last, m.created_at limit 1;
  if not found then return; end if;
  if rehashed is not null then update person set password_hash = rehashed where id = person; end if;
  update membership set last_sign_in_at = at where id = chosen.id;
  insert into session (id, person_id, membership_id, family_hash, refresh_hash, address, user_agent, created_at,
      last_seen_at, expires_at)
    values (session_id, person, chosen.id, open_session.family_hash, open_session.refresh_hash, open_session.address,
      open_session.user_agent, at, at, open_session.expires_at);
  insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, actor_level, actor_person_id,
      actor_membership_id, subject_type, subject_id)
    select uuidv7(), m.reseller_id, m.company_id, m.end_user_id, open_session.at, 'signIn', m.level, person, m.id, 'Session', session_id
      from membership m where m.id = chosen.id;
  return query select chosen.id, chosen.level;
end $$;

-- Trades the current secret for the next one, which follows from it; for ten seconds whoever still has the one before gets
-- the same next one. Any other secret of the family ends the session.
create function rotate_session(family text, presented text, next text, at timestamptz)
  returns table (session_id uuid, membership_id uuid, level text, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare found_session session; found_level text;
begin
  select s.* into found_session from session s where s.family_hash = family for update;
  if not found or found_session.ended_at is not null or found_session.expires_at <= at
    or found_session.last_seen_at < at - interval '14 days' then return; end if;
  select m.level into found_level from open_memberships() m where m.id = found_session.membership_id;
  if not found then return; end if;
  if found_session.refresh_hash = presented then
    update session s set refresh_hash = next, rotated_at = at, last_seen_at = at
      where s.id = found_session.id;
  elsif found_session.refresh_hash <> next or found_session.rotated_at <= at - interval '10 seconds' then
    update session s set ended_at = at where s.id = found_session.id;
    return;
  end if;
  return query select found_session.id, found_session.membership_id, found_level, found_session.expires_at;
end $$;

-- Jobs run for the tenant that their payload names: whoever acts for one tenant adds none for another, nor for all. [S14]
create function assert_own_job(payload jsonb) returns void language plpgsql stable as $$
begin
  if current_setting('role') <> 'steward_platform'
    and (payload ->> 'resellerId' = nullif(current_setting('steward.reseller_id', true), '')) is not true then
    raise exception 'A job is added for one''s own tenant only.' using errcode = 'insufficient_privilege';
  end if;
end $$;

create or replace function enqueue(task text, payload jsonb, run_at timestamptz, key text, lane text default null) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  select steward.assert_own_job(payload);
  select graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => key,
    flags => case when lane is not null then array['lane', 'lane ' || lane] end)
$$;

create or replace function enqueue_all(task text, payloads jsonb, lane text default null) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  select steward.assert_own_job(payload) from jsonb_array_elements(payloads) payload;
  select count(*) from graphile_worker.add_jobs(array(
    select row(task, payload::json, null, null, null, null, null,
        case when lane is not null then array['lane', 'lane ' || lane] end)::graphile_worker.job_spec
      from jsonb_array_elements(payloads) payload))
$$;

grant create on schema steward to steward_gate;
grant execute on function sign_in_wait(text[], timestamptz) to steward_gate;
alter function count_sign_in(text, text, timestamptz) owner to steward_gate;
alter function forgive_sign_in(text, text, timestamptz) owner to steward_gate;
alter function open_session(uuid, uuid, text, text, text, text, timestamptz, text, timestamptz) owner to steward_gate;
alter function rotate_session(text, text, text, timestamptz) owner to steward_gate;
revoke create on schema steward from steward_gate;
grant execute on function assert_own_job(jsonb) to steward_jobs;
grant execute on function count_sign_in(text, text, timestamptz), forgive_sign_in(text, text, timestamptz),
  open_session(uuid, uuid, text, text, text, text, timestamptz, text, timestamptz),
  rotate_session(text, text, text, timestamptz) to steward_anonymous;
-- Nobody has jobs before having a tenant.
revoke execute on function enqueue(text, jsonb, timestamptz, text, text), enqueue_all(text, jsonb, text) from steward_anonymous;
