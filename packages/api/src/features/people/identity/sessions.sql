-- What a session of this person waits for: a factor that was shown in it is enough; who has one shows it; who has none has to
-- set one up at the levels where that is compulsory. [S38]
-- called by gate
create or replace function awaited_factor(person uuid, level text, shown_at timestamptz, compulsory text[]) returns text
  language sql stable as $$
  select case
    when shown_at is not null then null
    when exists (select from factor f where f.person_id = person and f.confirmed_at is not null) then 'FACTOR'
    when level = any(compulsory) then 'ENROLMENT'
  end
$$;

-- Somebody is in, with everything that is asked for.
-- called by gate
create or replace function note_sign_in(session_id uuid, membership uuid, at timestamptz) returns void
  language sql volatile as $$
  update membership m set last_sign_in_at = at where m.id = membership;
  select write_audit(json_build_array(json_build_object('id', uuidv7(), 'reseller_id', m.reseller_id,
        'company_id', m.company_id, 'end_user_id', m.end_user_id, 'subject_type', 'Session', 'subject_id', session_id)),
      at, 'signIn', m.level, m.person_id, m.id, null)
    from membership m where m.id = membership;
$$;

-- When one's own session ends unless it is used again.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function own_session_ends(session_id uuid) returns timestamptz
  language sql stable security definer set search_path = steward, pg_temp as $$
  select session_ends(m.level, s) from session s join membership m on m.id = s.membership_id
    where s.id = session_id and s.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
$$;

-- How long sessions last, level by level; whoever is no staff is told of their own.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function sign_in_policies() returns setof sign_in_policy
  language sql stable security definer set search_path = steward, pg_temp as $$
  select p.* from sign_in_policy p
    where p.level = upper(replace(current_setting('role'), 'steward_', '')) or current_setting('role') = 'steward_platform'
    order by p.id
$$;

-- Held until the transaction ends. Nothing, unless whoever acts looks after settings for the whole of the platform.
-- runs as gate; called by platform
create or replace function held_sign_in_policy(level text) returns setof sign_in_policy
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select p.* from sign_in_policy p
    where p.level = held_sign_in_policy.level and coalesce(current_setting('steward.reach', true), '') = ''
      and (current_setting('steward.manages', true) = '*' or strpos(current_setting('steward.manages', true), ',settings,') > 0)
    for update
$$;

-- runs as gate; called by platform
create or replace function set_sign_in_policy(level text, idle_minutes integer, absolute_minutes integer) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  update sign_in_policy p set idle_minutes = set_sign_in_policy.idle_minutes,
      absolute_minutes = set_sign_in_policy.absolute_minutes
    where p.id = (select h.id from held_sign_in_policy(set_sign_in_policy.level) h)
$$;

-- `expires_at` is the most that any level has.
-- runs as gate; called by anonymous
create or replace function open_session(session_id uuid, person uuid, family_hash text, refresh_hash text, address text,
    user_agent text, expires_at timestamptz, rehashed text, at timestamptz, compulsory text[] default '{}',
    shown_at timestamptz default null)
  returns table (membership_id uuid, level text, role_id uuid, role_version integer, awaits text, ends_at timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare chosen record; awaited text; opened session;
begin
  select m.id, m.level, r.id as role_id, r.version into chosen
    from open_memberships(at) m join role r on r.id = m.role_id
    where m.person_id = person and m.lent_to is null
    order by m.last_sign_in_at desc nulls last, m.created_at limit 1;
  if not found then return; end if;
  if rehashed is not null then update person set password_hash = rehashed where id = person; end if;
  awaited := awaited_factor(person, chosen.level, shown_at, compulsory);
  insert into session (id, person_id, membership_id, family_hash, refresh_hash, address, user_agent, created_at,
      last_seen_at, expires_at, password_at, awaits, factor_at)
    values (session_id, person, chosen.id, open_session.family_hash, open_session.refresh_hash, open_session.address,
      open_session.user_agent, at, at, least(open_session.expires_at, at + (select p.absolute_minutes * interval '1 minute'
        from sign_in_policy p where p.level = chosen.level)), at, awaited, shown_at)
    returning * into opened;
  if awaited is null then perform note_sign_in(session_id, chosen.id, at); end if;
  return query select chosen.id, chosen.level, chosen.role_id, chosen.version, awaited,
    session_ends(chosen.level, opened);
end $$;

-- Trades the current secret for the next one, once. For ten seconds whoever brings the one before again gets the same next one, if
-- it is the same attempt, whose answer was lost; if it is another, a row of nulls: it came late, and nothing happens. Any other
-- secret of the family ends the session. What it waits for is found out anew: an installation may by now ask for more, or a role.
-- runs as gate; called by anonymous
create or replace function rotate_session(family text, presented text, next text, at timestamptz, compulsory text[] default '{}')
  returns table (session_id uuid, membership_id uuid, level text, role_id uuid, role_version integer, expires_at timestamptz,
    awaits text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare found_session session; stands record; awaited text;
begin
  select s.* into found_session from session s where s.family_hash = family for update;
  if not found or found_session.ended_at is not null then return; end if;
  select m.level, r.id, r.version into stands from open_memberships(at) m join role r on r.id = m.role_id
    where m.id = found_session.membership_id and session_ends(m.level, found_session) > at;
  if not found then return; end if;
  if found_session.refresh_hash = presented then
    update session s set refresh_hash = next, previous_hash = presented, rotated_at = at, last_seen_at = at
      where s.id = found_session.id;
  elsif found_session.previous_hash is distinct from presented or found_session.rotated_at <= at - interval '10 seconds' then
    update session s set ended_at = at where s.id = found_session.id;
    return;
  elsif found_session.refresh_hash <> next then
    return query select null::uuid, null::uuid, null::text, null::uuid, null::integer, null::timestamptz, null::text;
    return;
  end if;
  awaited := awaited_factor(found_session.person_id, stands.level, found_session.factor_at, compulsory);
  update session s set awaits = awaited where s.id = found_session.id and s.awaits is distinct from awaited;
  return query select s.id, s.membership_id, stands.level, stands.id, stands.version, session_ends(stands.level, s), awaited
    from session s where s.id = found_session.id;
end $$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function switch_membership(session_id uuid, membership uuid, at timestamptz, compulsory text[] default '{}')
  returns table (membership_id uuid, level text, role_id uuid, role_version integer, awaits text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare chosen record;
begin
  -- The session is the one this very transaction entered with, whatever the caller says.
  if session_id is distinct from nullif(current_setting('steward.session_id', true), '')::uuid then return; end if;
  select m.level, r.id as role_id, r.version, awaited_factor(m.person_id, m.level, s.factor_at, compulsory) as awaited
    into chosen
    from open_memberships(at) m join session s on s.person_id = m.person_id join role r on r.id = m.role_id
    where s.id = session_id and m.id = membership and m.lent_to is null and s.within is null
      and session_ends(m.level, s) > at;
  if not found then return; end if;
  update session set membership_id = membership, awaits = chosen.awaited where id = session_id;
  -- Who turns back at the question for a factor is not led there again by the next sign-in.
  if chosen.awaited is null then update membership m set last_sign_in_at = at where m.id = membership; end if;
  return query select membership, chosen.level, chosen.role_id, chosen.version, chosen.awaited;
end $$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function own_memberships() returns table (id uuid, level text, tenant_name text, role_name text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select m.id, m.level, coalesce(c.name, r.name), (select o.name from role o where o.id = m.role_id) from open_memberships(current_setting('steward.now')::timestamptz) m
    join reseller r on r.id = m.reseller_id left join company c on c.id = m.company_id
    where m.person_id = nullif(current_setting('steward.person_id', true), '')::uuid and m.lent_to is null
    order by m.created_at
$$;

-- The open sessions at memberships which whoever acts looks after.
-- called by gate
create or replace function sessions_looked_after(memberships uuid[], at timestamptz) returns setof session
  language sql stable as $$
  select s.* from session s join membership m on m.id = s.membership_id
    where m.id = any(memberships) and s.ended_at is null and session_ends(m.level, s) > at
      and case current_setting('role')
        when 'steward_platform' then true
        when 'steward_reseller' then m.level <> 'PLATFORM'
          and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
        when 'steward_company' then m.company_id = nullif(current_setting('steward.company_id', true), '')::uuid
        when 'steward_worker' then m.company_id is not null
          and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
        else false
      end
$$;

-- How many there are at one membership.
-- runs as gate; called by platform, reseller, company
create or replace function count_open_sessions(membership uuid) returns bigint
  language sql stable security definer set search_path = steward, pg_temp as $$
  select count(*) from sessions_looked_after(array[membership], current_setting('steward.now')::timestamptz)
$$;

-- Ends them, and gives each with its membership.
-- runs as gate; called by platform, reseller, company, worker
create or replace function end_sessions_of(memberships uuid[], at timestamptz)
  returns table (session_id uuid, membership_id uuid)
  language sql volatile security definer set search_path = steward, pg_temp as $$
  update session s set ended_at = at where s.id in (select l.id from sessions_looked_after(memberships, at) l)
    returning s.id, s.membership_id
$$;

-- As processes of the release before this one call it.
-- runs as gate; called by platform, reseller, company
create or replace function end_sessions(membership uuid, at timestamptz) returns setof uuid
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select e.session_id from end_sessions_of(array[membership], at) e
$$;
