-- Makes the built-in role of each level carry these permissions: {"COMPANY": ["company:read", …], …}.
-- runs as gate; called by owner
create or replace function keep_built_in_roles(given jsonb) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  update role r set permissions = g.permissions
    from (select key as level, array(select jsonb_array_elements_text(value)) as permissions from jsonb_each(given)) g
    where r.level = g.level and r.reseller_id is null and r.permissions <> g.permissions
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

-- A membership that is given no role has the built-in one of its level.
create or replace function give_role() returns trigger language plpgsql as $$
begin
  new.role_id := coalesce(new.role_id, (select r.id from role r where r.level = new.level and r.reseller_id is null));
  return new;
end $$;

create or replace trigger give_role before insert on membership for each row execute function give_role();
