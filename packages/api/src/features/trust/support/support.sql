-- Puts down what a grant has come to by the clock, and ends what was lent by it.
-- called by gate
create or replace function close_support(grant_id uuid, how text, at timestamptz) returns void
  language plpgsql volatile as $$
declare closed support_grant;
begin
  update support_grant g set stage = 'ENDED', ended_by = how, ended_at = case how when 'TIME' then g.ends_at else at end
    where g.id = grant_id and g.stage = 'ACTIVE' returning g.* into closed;
  if not found then return; end if;
  update membership m set status = 'SUSPENDED', ends_at = least(m.ends_at, at) where m.id = closed.membership_id;
  update session s set ended_at = at where s.id = closed.session_id and s.ended_at is null;
end $$;

-- Whoever is in by it has lost what let them in: their place, their role, what they reach, or the session out of which they went in.
-- called by gate
create or replace function is_support_lost(given support_grant, at timestamptz) returns boolean language sql stable as $$
  select given.stage = 'ACTIVE' and exists (select from membership m join session s on s.id = given.session_id
    where m.id = given.membership_id and not is_still_lent(m.lent_to, s.within, m.reseller_id, at))
$$;

-- The grants, of all tenants, whose time is over, or that have been lost.
-- runs as gate; called by platform
create or replace function support_to_settle(at timestamptz) returns table (reseller_id uuid, grant_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select g.reseller_id, g.id from support_grant g
    where g.stage in ('REQUESTED', 'APPROVED', 'ACTIVE') and (coalesce(g.ends_at, g.lapses_at) <= at or is_support_lost(g, at))
$$;

-- What of a company, or of one grant, has lapsed, ended by itself or been lost; gives the grants that did.
-- called by gate
create or replace function settle_support(company uuid, only_grant uuid, at timestamptz)
  returns table (grant_id uuid, stage text) language plpgsql volatile as $$
declare due support_grant;
begin
  for due in select g.* from support_grant g
      where (g.company_id = company or g.id = only_grant) and g.stage in ('REQUESTED', 'APPROVED', 'ACTIVE')
        and (coalesce(g.ends_at, g.lapses_at) <= settle_support.at or is_support_lost(g, settle_support.at))
        order by g.id for update loop
    if due.stage = 'ACTIVE' then
      perform close_support(due.id, case when due.ends_at <= settle_support.at then 'TIME' else 'STEWARD' end, settle_support.at);
    else
      update support_grant g set stage = 'LAPSED' where g.id = due.id;
    end if;
    return query select due.id, case due.stage when 'ACTIVE' then 'ENDED' else 'LAPSED' end;
  end loop;
end $$;

-- For whoever asks anew: what of theirs has lapsed meanwhile does not stand in the way.
-- runs as gate; called by platform, reseller
create or replace function put_by_support(company uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select settle_support(g.company_id, g.id, at) from support_grant g
    where g.company_id = company and g.asked_by = nullif(current_setting('steward.membership_id', true), '')::uuid
      and g.stage in ('REQUESTED', 'APPROVED', 'ACTIVE') and coalesce(g.ends_at, g.lapses_at) <= at
$$;

-- runs as gate; called by worker
create or replace function settle_support_grant(grant_id uuid, at timestamptz) returns text
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select s.stage from support_grant g cross join lateral settle_support(null, g.id, at) s
    where g.id = settle_support_grant.grant_id
      and g.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
$$;

-- Approves what a standing rule of the company allows: no more areas, no more than looking, no longer. [T4]
-- runs as gate; called by platform, reseller
create or replace function apply_support_rule(grant_id uuid, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with approved as (
    update support_grant g set stage = 'APPROVED', by_rule = true, decided_at = at, decided_by = r.set_by
      from support_rule r
      where g.id = apply_support_rule.grant_id and g.stage = 'REQUESTED'
        and g.asked_by = nullif(current_setting('steward.membership_id', true), '')::uuid
        and r.company_id = g.company_id and r.reseller_id = g.reseller_id and r.asker_level = g.asker_level
        and g.areas <@ r.areas and g.minutes <= r.minutes and (r.mode = 'MANAGE' or g.mode = 'VIEW')
      returning g.id)
  select exists (select from approved)
$$;

-- Lets whoever asked in: a role with what was granted, a membership of the company's that is lent to them, a session out of the one
-- in which they act. Once, by who asked, while the company is where it was and active. What the role reaches and changes is
-- worked out here, from the grant; the permissions come from the product, which knows what they mean. [T4] [S18]
-- runs as gate; called by platform, reseller
create or replace function enter_support(grant_id uuid, role uuid, membership uuid, session uuid, own_session uuid, permits text[],
    why text, at timestamptz)
  returns table (session_id uuid, membership_id uuid, role_id uuid, role_version integer, ends_at timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare given support_grant; asker membership; until timestamptz;
begin
  if own_session is distinct from nullif(current_setting('steward.session_id', true), '')::uuid or not in_own_right() then return; end if;
  select g.* into given from support_grant g join company c on c.id = g.company_id and c.reseller_id = g.reseller_id
    where g.id = enter_support.grant_id and g.stage = 'APPROVED' and g.lapses_at > at and c.status = 'ACTIVE'
      and g.asked_by = nullif(current_setting('steward.membership_id', true), '')::uuid
    for update of g;
  if not found then return; end if;
  select m.* into strict asker from open_memberships(at) m where m.id = given.asked_by;
  until := at + least(given.minutes, 60) * interval '1 minute';
  insert into role (id, level, reseller_id, company_id, kind, name, permissions, areas, manages, created_at)
    values (role, 'COMPANY', given.reseller_id, given.company_id, 'GRANT', 'Support access', permits, given.areas, case given.mode
      when 'MANAGE' then array(select a from unnest(given.areas) a where a not in ('privacy', 'settings')) else '{}' end, at);
  insert into membership (id, person_id, level, reseller_id, company_id, first_name, last_name, email, status, last_sign_in_at,
      created_at, role_id, ends_at, given_by, reason, lent_to)
    values (membership, asker.person_id, 'COMPANY', given.reseller_id, given.company_id, asker.first_name, asker.last_name,
      asker.email, 'ACTIVE', at, at, role, until, given.decided_by, why, given.asked_by);
  -- Nobody knows a secret that could make it last.
  insert into session (id, person_id, membership_id, family_hash, refresh_hash, address, user_agent, created_at, last_seen_at,
      expires_at, within)
    select session, asker.person_id, membership, session::text, session::text, o.address, o.user_agent, at, at, until, own_session
      from session o where o.id = own_session;
  update support_grant g set stage = 'ACTIVE', entered_at = at, ends_at = until, membership_id = membership, session_id = session
    where g.id = given.id;
  return query select session, membership, role, 0, until;
end $$;

-- The access that is open, for the session out of which it was entered.
-- runs as gate; called by platform, reseller
create or replace function resume_support(grant_id uuid, own_session uuid, at timestamptz)
  returns table (session_id uuid, membership_id uuid, role_id uuid, role_version integer, ends_at timestamptz)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select s.id, m.id, r.id, r.version, g.ends_at
    from support_grant g join session s on s.id = g.session_id and s.within = own_session
    join open_memberships(at) m on m.id = s.membership_id join role r on r.id = m.role_id
    where g.id = resume_support.grant_id and g.stage = 'ACTIVE' and s.ended_at is null and s.expires_at > at
      and own_session = nullif(current_setting('steward.session_id', true), '')::uuid and in_own_right()
      and is_still_lent(m.lent_to, own_session, m.reseller_id, at) and g.asked_by = nullif(current_setting('steward.membership_id', true), '')::uuid
$$;

-- Ends it for the company, for those who asked (the platform's people, or the reseller's), or for whoever is in; gives what it was
-- before, with what the consoles of whoever was in know themselves by.
-- runs as gate; called by platform, reseller, company
create or replace function end_support(grant_id uuid, at timestamptz)
  returns table (stage text, ended_by text, membership_id uuid, session_id uuid)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare given support_grant; side text;
begin
  select g.* into given from support_grant g where g.id = end_support.grant_id for update;
  if not found then return; end if;
  side := case
    when given.membership_id = nullif(current_setting('steward.membership_id', true), '')::uuid then 'ASKER'
    when not in_own_right() then null
    when current_setting('role') = 'steward_company'
      and given.company_id = nullif(current_setting('steward.company_id', true), '')::uuid then 'COMPANY'
    when current_setting('role') = 'steward_platform' and given.asker_level = 'PLATFORM' then 'ASKER'
    when current_setting('role') = 'steward_reseller' and given.asker_level = 'RESELLER'
      and given.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid then 'ASKER'
  end;
  if side is null then return; end if;
  if given.stage = 'ACTIVE' then
    perform close_support(given.id, case when given.ends_at <= at then 'TIME' else side end, at);
  elsif given.stage in ('REQUESTED', 'APPROVED') then
    update support_grant g set stage = case when g.lapses_at <= at then 'LAPSED' else 'ENDED' end,
        ended_at = at, ended_by = case when g.lapses_at > at then side end
      where g.id = given.id;
  end if;
  return query select given.stage, side, given.membership_id, given.session_id;
end $$;

-- A session that ends takes the access along that was entered out of it, and the access ends with its own. [S47]
-- runs as gate
create or replace function end_support_with_session() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  perform close_support(g.id, 'ASKER', new.ended_at) from support_grant g
    where g.stage = 'ACTIVE' and g.session_id in (select new.id union all select s.id from session s where s.within = new.id);
  return null;
end $$;

create or replace trigger end_support_with_session after update of ended_at on session for each row
  when (old.ended_at is null and new.ended_at is not null) execute function end_support_with_session();

-- A company that moves or is suspended lets nobody in any more; what it allowed its former reseller is not for the next. [S18]
-- runs as gate
create or replace function end_support_of_company() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare at timestamptz := coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now());
begin
  perform close_support(g.id, 'STEWARD', at) from support_grant g where g.company_id = new.id and g.stage = 'ACTIVE';
  update support_grant g set stage = 'LAPSED' where g.company_id = new.id and g.stage in ('REQUESTED', 'APPROVED');
  if new.reseller_id <> old.reseller_id then
    delete from support_rule r where r.company_id = new.id and r.asker_level = 'RESELLER';
  end if;
  return null;
end $$;

create or replace trigger end_support_of_company after update of reseller_id, status on company for each row
  when (old.reseller_id <> new.reseller_id or old.status = 'ACTIVE' and new.status <> 'ACTIVE')
  execute function end_support_of_company();

-- For whoever is in: how they are here, and until when.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function own_support() returns table (id uuid, ends_at timestamptz, reason text, mode text, areas text[])
  language sql stable security definer set search_path = steward, pg_temp as $$
  select g.id, g.ends_at, g.reason, g.mode, g.areas
    from support_grant g where g.membership_id = nullif(current_setting('steward.membership_id', true), '')::uuid
$$;

-- The company decides, once; everything else that becomes of a grant is put down by the gate.
create or replace function hold_support_to_its_stages() returns trigger language plpgsql as $$
begin
  if current_user = 'steward_company' and new is distinct from old and not (old.stage = 'REQUESTED' and new.stage in ('APPROVED', 'DECLINED')
      and new.decided_by = nullif(current_setting('steward.membership_id', true), '')::uuid) then
    raise exception 'A grant is decided once, by the company.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger hold_support_to_its_stages before update on support_grant for each row
  execute function hold_support_to_its_stages();

-- What a company has agreed to is its own to say, whatever those may change who are in for support. [S18]
create or replace function agree_in_own_right() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('steward.lent', true), '') <> '' then
    raise exception 'Agreements are accepted in one''s own right.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger agree_in_own_right before update of agreement_version, agreement_accepted_at, agreement_accepted_by on company
  for each row execute function agree_in_own_right();

-- What was looked at by those who are in: each thing once a minute.
-- runs as gate; called by platform
create or replace function note_support_views(views jsonb) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  insert into support_view (id, reseller_id, company_id, grant_id, at, minute, what, subject_type, subject_id, request_id)
    select v.id, g.reseller_id, g.company_id, g.id, v.at, date_trunc('minute', v.at), v.what, v.subject_type, v.subject_id, v.request_id
      from jsonb_to_recordset(views) v(id uuid, at timestamptz, what text, subject_type text, subject_id uuid, membership_id uuid,
        request_id text)
      join support_grant g on g.membership_id = v.membership_id
    on conflict do nothing
$$;

-- Whom to tell what became of a request: who asked, wherever they are. For jobs of the tenant that was asked.
-- runs as gate; called by worker
create or replace function support_asker(grant_id uuid)
  returns table (reseller_id uuid, email text, first_name text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select m.reseller_id, m.email, m.first_name from support_grant g join membership m on m.id = g.asked_by
    where g.id = support_asker.grant_id and m.status = 'ACTIVE'
      and g.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
$$;

-- Why they were let in who opened it for support: those whom it was about may know. [U6]
-- runs as gate; called by platform, company, end_user
create or replace function why_let_in(entry_id uuid) returns table (id uuid, reason text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select g.id, g.reason from access_entry e join support_grant g on g.membership_id = e.membership_id
    where e.id = why_let_in.entry_id and case current_setting('role')
      when 'steward_platform' then true
      when 'steward_company' then e.company_id = nullif(current_setting('steward.company_id', true), '')::uuid
      when 'steward_end_user' then e.end_user_id = nullif(current_setting('steward.end_user_id', true), '')::uuid
      else false end
$$;
