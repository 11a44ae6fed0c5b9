-- Makes the built-in roles carry this: [{"level": "COMPANY", "kind": "FINANCE", "permissions": […], "areas": […], "manages": […]}, …].
-- runs as gate; called by owner
create or replace function keep_built_in_roles(given jsonb) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  update role r set permissions = g.permissions, areas = g.areas, manages = g.manages
    from jsonb_to_recordset(given) as g (level text, kind text, permissions text[], areas text[], manages text[])
    where r.level = g.level and r.kind = g.kind and r.reseller_id is null
      and (r.permissions, r.areas, r.manages) is distinct from (g.permissions, g.areas, g.manages)
$$;

-- A role that has changed is another version, and consoles are told: whoever acts by it has to come again. [S25]
create or replace function renew_role() returns trigger language plpgsql as $$
begin
  if new.permissions is distinct from old.permissions or new.areas is distinct from old.areas or new.manages is distinct from old.manages then
    new.version := old.version + 1;
    perform pg_notify('steward_changed', json_build_object('kind', 'Role', 'id', new.id)::text);
  end if;
  return new;
end $$;

create or replace trigger renew_role before update on role for each row execute function renew_role();

-- A membership that is given no role owns its tenant.
create or replace function give_role() returns trigger language plpgsql as $$
begin
  new.role_id := coalesce(new.role_id, (select r.id from role r
    where r.level = new.level and r.reseller_id is null and r.kind in ('OWNER', 'END_USER')));
  return new;
end $$;

create or replace trigger give_role before insert on membership for each row execute function give_role();

-- The role by which somebody signed in acts, by themselves; none for the product itself and for what a function does for
-- somebody with rights of its own.
-- called by platform, reseller, company, end_user
create or replace function acting_role() returns setof role language sql stable as $$
  select r.* from role r join membership m on m.role_id = r.id
    where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid
$$;

-- Whether somebody who is signed in acts, by themselves.
-- called by app, platform, reseller, company, end_user, worker, keeper, gate
create or replace function acts() returns boolean language sql stable as $$
  select coalesce(current_setting('steward.session_id', true), '') <> ''
    and current_user in ('steward_platform', 'steward_reseller', 'steward_company', 'steward_end_user')
$$;

-- What of these permissions whoever acts does not hold, of those that there are at their own level: nobody gives these. What
-- there is at a lower level only is given by whoever looks after it.
-- called by platform, reseller, company, end_user
create or replace function not_held(given text[]) returns text[] language sql stable as $$
  select case when exists (select from acting_role()) then array(
    select p from unnest(given) p, acting_role() a
      where p <> all (a.permissions) and p = any ((select o.permissions from role o
        where o.reseller_id is null and o.kind in ('OWNER', 'END_USER') and o.level = a.level)::text[]))
    else given end
$$;

-- Whether whoever acts reaches all of these areas; none: all there are.
-- called by platform, reseller, company, end_user
create or replace function reaches_areas(areas text[], manages text[]) returns boolean language sql stable as $$
  select coalesce(bool_and((a.areas is null or reaches_areas.areas is not null and reaches_areas.areas <@ a.areas)
      and (coalesce(a.manages, a.areas) is null
        or coalesce(reaches_areas.manages, reaches_areas.areas) is not null
          and coalesce(reaches_areas.manages, reaches_areas.areas) <@ coalesce(a.manages, a.areas))), false)
    from acting_role() a
$$;

-- A role is made of permissions that there are at its level, and nobody makes one that permits what they may not. [T6]
create or replace function keep_role_within() returns trigger language plpgsql as $$
declare lacking text[];
begin
  if not acts() then return new; end if;
  if not new.permissions <@ (select o.permissions from role o where o.reseller_id is null and o.kind = 'OWNER' and o.level = new.level) then
    raise exception 'It may permit only what there is at its level.' using errcode = 'STATE', column = 'permissions';
  end if;
  lacking := not_held(new.permissions);
  if lacking <> '{}' or not reaches_areas(new.areas, new.manages) then
    raise exception 'Your own role does not allow all of this, so you cannot give it: %.',
      coalesce(nullif(array_to_string(lacking, ', '), ''), 'it reaches more than yours') using errcode = 'STATE', column = 'permissions';
  end if;
  return new;
end $$;

create or replace trigger keep_role_within before insert or update of permissions, areas, manages, level on role
  for each row execute function keep_role_within();

-- A membership has a role of its own tenant, or a built-in one; nobody gives a role that permits what they may not, nor takes
-- one away that does. [T6]
create or replace function keep_membership_within() returns trigger language plpgsql as $$
declare given role; former role;
begin
  select r.* into given from role r where r.id = new.role_id;
  if given.reseller_id is not null
    and (given.reseller_id, given.company_id) is distinct from (new.reseller_id, new.company_id) then
    raise exception 'This is no role of theirs.' using errcode = 'STATE', column = 'roleId';
  end if;
  if not acts() or new.level = 'END_USER' then return new; end if;
  if given.id is null then
    raise exception 'There is no such role.' using errcode = 'STATE', column = 'roleId';
  end if;
  if not_held(given.permissions) <> '{}' or given.kind in ('CUSTOM', 'GRANT') and not reaches_areas(given.areas, given.manages) then
    raise exception '% may do more than your own role allows, so you cannot give it.', given.name
      using errcode = 'STATE', column = 'roleId';
  end if;
  if tg_op = 'UPDATE' then
    select r.* into former from role r where r.id = old.role_id;
    if not_held(former.permissions) <> '{}' then
      raise exception '% % may do more than your own role allows: somebody who may do it, too, has to change this.',
        old.first_name, old.last_name using errcode = 'STATE', column = case when new.role_id <> old.role_id then 'roleId' else 'status' end;
    end if;
  end if;
  return new;
end $$;

create or replace trigger keep_membership_within before insert or update of role_id, status on membership
  for each row execute function keep_membership_within();

-- A tenant keeps an owner who may sign in: the last one neither loses the role, nor is suspended, nor ends. Of two who let go
-- at the same moment the second is told. Those above the tenant may, for they appoint another. Staff who reach some resellers
-- only do not own the platform. [T6]
create or replace function keep_an_owner() returns trigger language plpgsql as $$
declare owns uuid;
begin
  if not acts() then return coalesce(new, old); end if;
  -- A statement of its own: who does not act may not even ask.
  if old.level <> (select a.level from acting_role() a) then return coalesce(new, old); end if;
  select r.id into owns from role r where r.reseller_id is null and r.kind = 'OWNER' and r.level = old.level;
  if old.role_id is distinct from owns or old.status <> 'ACTIVE' or old.ends_at is not null or old.reach <> 'ALL' then
    return coalesce(new, old);
  end if;
  if tg_op = 'UPDATE' and new.role_id = owns and new.status = 'ACTIVE' and new.ends_at is null and new.reach = 'ALL' then
    return new;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('owners of ' || coalesce(old.company_id, old.reseller_id)::text, 0));
  if not exists (select from membership m where m.role_id = owns and m.status = 'ACTIVE' and m.ends_at is null and m.reach = 'ALL'
      and m.level = old.level and m.reseller_id = old.reseller_id and m.company_id is not distinct from old.company_id
      and m.id <> old.id) then
    raise exception '% % is the only owner: make somebody else an owner first.', old.first_name, old.last_name
      using errcode = 'STATE', column = case when tg_op = 'DELETE' then 'membershipId' when new.role_id <> old.role_id then 'roleId'
        when new.reach <> old.reach then 'reach' else 'status' end;
  end if;
  return coalesce(new, old);
end $$;

create or replace trigger keep_an_owner before update of role_id, status, ends_at, reach or delete on membership
  for each row execute function keep_an_owner();

-- Whoever reaches some resellers only gives nobody a reach: neither to themselves nor to others, and appoints no staff. [T6]
create or replace function keep_reach_within() returns trigger language plpgsql as $$
begin
  if not acts() or new.level <> 'PLATFORM' or tg_op = 'UPDATE' and new.reach = old.reach then return new; end if;
  if coalesce(current_setting('steward.reach', true), '') <> '' then
    raise exception 'You reach some resellers only: staff who reach all of them have to do this.'
      using errcode = 'STATE', column = case when tg_op = 'INSERT' then 'resellerId' else 'reach' end;
  end if;
  return new;
end $$;

create or replace trigger keep_reach_within before insert or update of reach on membership
  for each row execute function keep_reach_within();
