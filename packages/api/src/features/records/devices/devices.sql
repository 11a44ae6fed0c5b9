-- Since when somebody has a device is the moment in which they get it. [R2]
create or replace function keep_device_holder() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.end_user_id is distinct from old.end_user_id then
    new.held_since := case when new.end_user_id is not null
      then coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now()) end;
  elsif new.held_since is distinct from old.held_since then
    new.held_since := old.held_since;
  end if;
  return new;
end $$;

create or replace trigger keep_device_holder before insert or update of end_user_id, held_since on device
  for each row execute function keep_device_holder();

-- Who has had a device, from when to when, follows from who has it. [R2]
-- runs as gate
create or replace function follow_device_holder() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare at timestamptz := coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now());
begin
  if tg_op = 'UPDATE' then
    if new.end_user_id is not distinct from old.end_user_id then return null; end if;
    update device_holding set held_until = at where device_id = new.id and held_until is null;
  end if;
  if new.end_user_id is not null then
    insert into device_holding (id, reseller_id, company_id, end_user_id, device_id, held_from)
      values (uuidv7(), new.reseller_id, new.company_id, new.end_user_id, new.id, at);
  end if;
  return null;
end $$;

create or replace trigger follow_device_holder after insert or update of end_user_id on device
  for each row execute function follow_device_holder();

-- Of somebody who is taken out of the directory again, as if never entered, nothing stays behind. [U2]
-- runs as gate
create or replace function forget_device_holder() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  update device set end_user_id = null, state = 'IN_STOCK' where end_user_id = old.id;
  delete from device_holding where end_user_id = old.id;
  return old;
end $$;

create or replace trigger forget_device_holder before delete on end_user
  for each row execute function forget_device_holder();
