-- called by app
create or replace function enter(at text, person uuid, membership uuid, reseller uuid, company uuid, end_user uuid) returns void
  language sql volatile as $$
  select set_config('steward.now', at, true), set_config('steward.session_id', '', true),
    set_config('steward.person_id', coalesce(person::text, ''), true),
    set_config('steward.membership_id', coalesce(membership::text, ''), true),
    set_config('steward.reseller_id', coalesce(reseller::text, ''), true),
    set_config('steward.company_id', coalesce(company::text, ''), true),
    set_config('steward.end_user_id', coalesce(end_user::text, ''), true)
$$;

-- The memberships that let someone in: a suspended reseller or company shuts out all of its people, at once. [S47]
-- Not a view, whose grants would be made anew with the tables' own; the planner dissolves it all the same.
-- called by gate
create or replace function open_memberships() returns setof membership language sql stable as $$
  select m.* from membership m
    join reseller r on r.id = m.reseller_id and (r.status = 'ACTIVE' or m.company_id is not null)
    left join company c on c.id = m.company_id
    left join end_user u on u.id = m.end_user_id
    where m.status = 'ACTIVE' and coalesce(c.status, 'ACTIVE') = 'ACTIVE' and coalesce(u.status, 'ACTIVE') = 'ACTIVE'
$$;

-- Refuses a session that goes on as another membership by now: an older tab must not act in the new tenant. [S50]
-- runs as gate; called by app
create or replace function enter_session(session_id uuid, expected_membership uuid, expected_level text, at text)
  returns table (person_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare entered record;
begin
  select m.person_id, m.id, m.reseller_id, m.company_id, m.end_user_id into entered
    from session s join open_memberships() m on m.id = s.membership_id
    where s.id = enter_session.session_id and s.ended_at is null and s.expires_at > enter_session.at::timestamptz
      and m.person_id = s.person_id and m.id = expected_membership and m.level = expected_level;
  if not found then return; end if;
  perform set_config('steward.now', enter_session.at, true), set_config('steward.session_id', enter_session.session_id::text, true),
    set_config('steward.person_id', entered.person_id::text, true),
    set_config('steward.membership_id', entered.id::text, true),
    set_config('steward.reseller_id', entered.reseller_id::text, true),
    set_config('steward.company_id', coalesce(entered.company_id::text, ''), true),
    set_config('steward.end_user_id', coalesce(entered.end_user_id::text, ''), true);
  return query select entered.person_id, entered.id, entered.reseller_id, entered.company_id, entered.end_user_id;
end $$;
