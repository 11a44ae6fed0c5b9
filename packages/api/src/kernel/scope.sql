-- Outside of a session: nobody yet, or the product itself, which reaches every area of the tenant it works for.
-- called by app
create or replace function enter(at text, person uuid, membership uuid, reseller uuid, company uuid, end_user uuid) returns void
  language sql volatile as $$
  select set_config('steward.now', at, true), set_config('steward.session_id', '', true),
    set_config('steward.person_id', coalesce(person::text, ''), true),
    set_config('steward.membership_id', coalesce(membership::text, ''), true),
    set_config('steward.reseller_id', coalesce(reseller::text, ''), true),
    set_config('steward.company_id', coalesce(company::text, ''), true),
    set_config('steward.end_user_id', coalesce(end_user::text, ''), true),
    set_config('steward.areas', '*', true), set_config('steward.manages', '*', true)
$$;

-- The memberships that let someone in: a suspended reseller or company shuts out all of its people, at once. [S47]
-- Not a view, whose grants would be made anew with the tables' own; the planner dissolves it all the same. Looked up one by one: as
-- joins the planner would read small tables whole for every request.
-- called by gate
create or replace function open_memberships(at timestamptz) returns setof membership language sql stable as $$
  select m.* from membership m
    where m.status = 'ACTIVE' and coalesce(m.ends_at > at, true)
      and (m.company_id is not null or (select r.status from reseller r where r.id = m.reseller_id) = 'ACTIVE')
      and (m.company_id is null or (select c.status from company c where c.id = m.company_id) = 'ACTIVE')
      and (m.end_user_id is null or (select u.status from end_user u where u.id = m.end_user_id) = 'ACTIVE')
$$;

-- The resellers that the reach of a member of staff lists, by name and by group.
-- called by gate
create or replace function listed_for(membership uuid) returns uuid[] language sql stable as $$
  select array(select coalesce(l.reseller_id, g.reseller_id)
      from membership_reach l left join tenant_group_member g on g.tenant_group_id = l.tenant_group_id
      where l.membership_id = membership and not l.excluded and coalesce(l.reseller_id, g.reseller_id) is not null
    except select l.reseller_id from membership_reach l where l.membership_id = membership and l.excluded)
$$;

-- A membership that was lent to another one of the same person is there while that one lets them in, may ask for support and
-- reaches the tenant, and while the session is open out of which it was entered. [S18] [S25] [S47]
-- called by gate
create or replace function is_still_lent(to_membership uuid, within_session uuid, tenant uuid, at timestamptz) returns boolean
  language sql stable as $$
  select exists (select from session s join open_memberships(at) m on m.person_id = s.person_id join role r on r.id = m.role_id
    where s.id = within_session and s.ended_at is null and s.expires_at > at and m.id = to_membership
      and 'SUPPORT_ASK' = any (r.permissions)
      and (m.reach = 'ALL' or (tenant = any (listed_for(m.id))) = (m.reach = 'ONLY')))
$$;

-- When a session ends under this policy unless it is used again. Access for support has an end of its own. One expression, so that
-- the planner dissolves it. [S46]
-- called by gate
create or replace function ends_under(policy sign_in_policy, of_session session) returns timestamptz language sql stable as $$
  select case when of_session.within is not null then of_session.expires_at else least(of_session.expires_at,
    of_session.created_at + policy.absolute_minutes * interval '1 minute',
    of_session.last_seen_at + policy.idle_minutes * interval '1 minute') end
$$;

-- The same at a level: what the platform says by now holds for sessions that are open, too.
-- called by gate
create or replace function session_ends(at_level text, of_session session) returns timestamptz language sql stable as $$
  select ends_under(p, of_session) from sign_in_policy p where p.level = at_level
$$;

-- Refuses a session that goes on as another membership by now: an older tab must not act in the new tenant. [S50] Refuses a
-- token whose role has changed since, too, so that no request goes by permissions that are no longer in force. [S25]
-- What narrows the principal is put down only if there is something: settings that nobody made read as nothing.
-- While a second factor is awaited only the session and its person are put down, no tenant and no area: no tenant's row can be
-- reached, whatever is asked. A token from before or after that is outdated. [S38]
-- runs as gate; called by app
create or replace function enter_session(session_id uuid, expected_membership uuid, expected_level text, expected_role uuid,
    expected_version integer, at text, expected_awaits text default null)
  returns table (person_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid, factor_at timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare entered record; kept record;
begin
  select m.person_id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.level, m.reach, m.lent_to, s.factor_at, s.awaits,
      coalesce(',' || array_to_string(r.areas, ',') || ',', '*') as areas,
      coalesce(',' || array_to_string(coalesce(r.manages, r.areas), ',') || ',', '*') as manages into entered
    from session s join open_memberships(enter_session.at::timestamptz) m on m.id = s.membership_id
      join role r on r.id = m.role_id join sign_in_policy p on p.level = m.level
    where s.id = enter_session.session_id and s.ended_at is null and ends_under(p, s) > enter_session.at::timestamptz
      and m.person_id = s.person_id and m.id = expected_membership and m.level = expected_level
      and r.id = expected_role and r.version = expected_version and s.awaits is not distinct from expected_awaits
      and (m.lent_to is null or is_still_lent(m.lent_to, s.within, m.reseller_id, enter_session.at::timestamptz));
  if not found then return; end if;
  perform set_config('steward.now', enter_session.at, true), set_config('steward.session_id', enter_session.session_id::text, true),
    set_config('steward.person_id', entered.person_id::text, true);
  if entered.awaits is not null then
    perform set_config('steward.membership_id', '', true), set_config('steward.reseller_id', '', true),
      set_config('steward.company_id', '', true), set_config('steward.end_user_id', '', true),
      set_config('steward.areas', '', true), set_config('steward.manages', '', true);
    return query select entered.person_id, entered.id, entered.reseller_id, entered.company_id, entered.end_user_id,
      entered.factor_at;
    return;
  end if;
  perform set_config('steward.membership_id', entered.id::text, true),
    set_config('steward.reseller_id', entered.reseller_id::text, true),
    set_config('steward.company_id', coalesce(entered.company_id::text, ''), true),
    set_config('steward.end_user_id', coalesce(entered.end_user_id::text, ''), true),
    set_config('steward.areas', entered.areas, true), set_config('steward.manages', entered.manages, true);
  if entered.lent_to is not null then
    perform set_config('steward.lent', 'true', true);
  end if;
  if entered.reach <> 'ALL' then
    perform set_config('steward.reach', entered.reach, true),
      set_config('steward.listed', listed_for(entered.id)::text, true);
  end if;
  if entered.level = 'RESELLER' then
    for kept in select c.area, array_agg(c.company_id)::text as unmanaged,
          coalesce((array_agg(c.company_id) filter (where c.access = 'NONE'))::text, '') as closed
        from closed_area c where c.reseller_id = entered.reseller_id group by c.area loop
      perform set_config('steward.closed_' || kept.area, kept.closed, true),
        set_config('steward.unmanaged_' || kept.area, kept.unmanaged, true);
    end loop;
  end if;
  return query select entered.person_id, entered.id, entered.reseller_id, entered.company_id, entered.end_user_id,
    entered.factor_at;
end $$;

-- A setting of the scope, for what is about this area: nothing for a principal that does not reach the area.
-- called by platform, reseller, company, end_user, gate
create or replace function reached(name text, area text) returns uuid language sql stable as $$
  select case when current_setting('steward.areas', true) = '*' or strpos(current_setting('steward.areas', true), ',' || area || ',') > 0
    then nullif(current_setting('steward.' || name, true), '')::uuid end
$$;

-- The same for rows that are to be changed: nothing for a principal that only looks there.
-- called by platform, reseller, company, end_user
create or replace function managed(name text, area text) returns uuid language sql stable as $$
  select case when current_setting('steward.manages', true) = '*' or strpos(current_setting('steward.manages', true), ',' || area || ',') > 0
    then nullif(current_setting('steward.' || name, true), '')::uuid end
$$;

-- Whoever acts does so in their own right, not because a company has let them in for support. [S18]
-- called by platform, reseller, company, end_user, gate
create or replace function in_own_right() returns boolean language sql stable as $$
  select coalesce(current_setting('steward.lent', true), '') = ''
$$;

-- The resellers that a member of staff reaches are these, or all but these.
-- called by platform
create or replace function listed_resellers() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('steward.listed', true), ''), '{}')::uuid[]
$$;

-- called by platform
create or replace function only_listed() returns boolean language sql stable as $$
  select coalesce(current_setting('steward.reach', true) = 'ONLY', false)
$$;

-- The companies that have closed this area to their reseller.
-- called by reseller
create or replace function closed_companies(area text) returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('steward.closed_' || area, true), ''), '{}')::uuid[]
$$;

-- Those where their reseller changes nothing in it.
-- called by reseller
create or replace function unmanaged_companies(area text) returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('steward.unmanaged_' || area, true), ''), '{}')::uuid[]
$$;

-- The tenant for which the keeper works is deleted: of what is its own only that stays which must. [S20]
-- runs as gate; called by keeper
create or replace function keeps_only_what_must() returns boolean language sql stable security definer set search_path = steward, pg_temp as $$
  select case when nullif(current_setting('steward.kept_company_id', true), '') is not null
    then exists (select from company c where c.id = nullif(current_setting('steward.kept_company_id', true), '')::uuid and c.deleted_at is not null)
    else exists (select from reseller r where r.id = nullif(current_setting('steward.kept_reseller_id', true), '')::uuid
      and r.deleted_at is not null) end
$$;

-- Deletes what nothing refers to of a table, row by row, as whoever asks; how many. For what is still left once all else has gone.
-- called by keeper
create or replace function delete_unreferred(of_table text) returns integer language plpgsql as $$
declare one uuid; gone integer := 0;
begin
  for one in execute format('select id from %I', of_table) loop
    begin
      execute format('delete from %I where id = $1', of_table) using one;
      gone := gone + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  return gone;
end $$;
