-- Whoever is in for support by this membership may have lost what let them in: their open pages are told to find out. [S25] [S35]
-- called by gate
create or replace function tell_lent(to_membership uuid) returns void language sql volatile as $$
  select pg_notify('steward_changed', json_build_object('kind', 'Membership', 'id', m.id, 'resellerId', m.reseller_id,
      'companyId', m.company_id)::text)
    from membership m where m.lent_to = to_membership and m.status = 'ACTIVE'
$$;

-- runs as gate
create or replace function tell_of_reach() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  perform tell_lent(new.id);
  return null;
end $$;

create or replace trigger tell_of_reach after update of reach, role_id on membership for each row
  when (old.reach <> new.reach or old.role_id <> new.role_id) execute function tell_of_reach();

-- runs as gate
create or replace function tell_of_listed() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  perform tell_lent(case when tg_op = 'DELETE' then old.membership_id else new.membership_id end);
  return null;
end $$;

create or replace trigger tell_of_listed after insert or update or delete on membership_reach for each row
  execute function tell_of_listed();

-- runs as gate
create or replace function tell_of_group() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  perform tell_lent(l.membership_id) from membership_reach l
    where l.tenant_group_id = case when tg_op = 'DELETE' then old.tenant_group_id else new.tenant_group_id end;
  return null;
end $$;

create or replace trigger tell_of_group after insert or update or delete on tenant_group_member for each row
  execute function tell_of_group();
