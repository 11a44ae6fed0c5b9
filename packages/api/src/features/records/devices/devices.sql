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

create or replace trigger follow_device_holder after insert or update of end_user_id on device
  for each row execute function follow_holder('device_holding', 'device_id');

create or replace trigger forget_device_holder before delete on end_user
  for each row execute function forget_holder('device', 'device_holding', 'IN_STOCK');
