-- What a number says of its address follows from its addresses. [R1]
-- runs as gate
create or replace function follow_emergency_address() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  update telephone_number n set address_pending = found.pending, address_confirmed_at = found.confirmed_at
    from (select t.telephone_number_id as id, coalesce(bool_or(a.confirmed_at is null) filter (where a.replaced_at is null), false) as pending,
            max(a.confirmed_at) filter (where a.replaced_at is null) as confirmed_at
          from (select distinct telephone_number_id from touched) t
            left join emergency_address a on a.telephone_number_id = t.telephone_number_id
          group by t.telephone_number_id) found
    where n.id = found.id
      and (n.address_pending, n.address_confirmed_at) is distinct from (found.pending, found.confirmed_at);
  return null;
end $$;

create or replace trigger follow_new_emergency_address after insert on emergency_address
  referencing new table as touched for each statement execute function follow_emergency_address();
create or replace trigger follow_changed_emergency_address after update on emergency_address
  referencing new table as touched for each statement execute function follow_emergency_address();

-- Nobody says otherwise: neither is it there before an address is, nor does it change but by one. [R1]
create or replace function keep_number_address() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.address_pending := false;
    new.address_confirmed_at := null;
  elsif current_user in ('steward_platform', 'steward_reseller', 'steward_company', 'steward_end_user', 'steward_worker')
    and (new.address_pending, new.address_confirmed_at) is distinct from (old.address_pending, old.address_confirmed_at) then
    raise exception 'An address is confirmed on its own.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_number_address before insert or update of address_pending, address_confirmed_at on telephone_number
  for each row execute function keep_number_address();

-- The company itself confirms where help is sent, and nobody who is in for support or sells it the number. What stands is not
-- rewritten. [R1] [S18]
create or replace function keep_emergency_address() returns trigger language plpgsql as $$
begin
  if not acts() then return new; end if;
  if tg_op = 'UPDATE' and ((new.building, new.street, new.town, new.postcode, new.telephone_number_id, new.set_by_name, new.created_at)
        is distinct from (old.building, old.street, old.town, old.postcode, old.telephone_number_id, old.set_by_name, old.created_at)
      or old.replaced_at is not null or old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at) then
    raise exception 'What stands in a record for 999 is not rewritten.' using errcode = 'insufficient_privilege';
  end if;
  if new.confirmed_at is not null and (tg_op = 'INSERT' or old.confirmed_at is null)
    and (current_user <> 'steward_company' or not in_own_right()) then
    raise exception 'The company itself confirms where help is sent.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_emergency_address before insert or update
  of building, street, town, postcode, telephone_number_id, set_by_name, created_at, confirmed_at, replaced_at on emergency_address
  for each row execute function keep_emergency_address();

create or replace trigger follow_number_holder after insert or update of end_user_id on telephone_number
  for each row execute function follow_holder('number_holding', 'telephone_number_id');

create or replace trigger forget_number_holder before delete on end_user
  for each row execute function forget_holder('telephone_number', 'number_holding');
