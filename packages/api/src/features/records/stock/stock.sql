-- Who has had a record, from when to when, follows from who has it: the table that keeps it, and its column for the record. [R2]
-- runs as gate
create or replace function follow_holder() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare at timestamptz := coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now());
begin
  if tg_op = 'UPDATE' then
    if new.end_user_id is not distinct from old.end_user_id then return null; end if;
    execute format('update %I set held_until = $1 where %I = $2 and held_until is null', tg_argv[0], tg_argv[1]) using at, new.id;
  end if;
  if new.end_user_id is not null then
    execute format('insert into %I (id, reseller_id, company_id, end_user_id, %I, held_from) values (uuidv7(), $1, $2, $3, $4, $5)',
      tg_argv[0], tg_argv[1]) using new.reseller_id, new.company_id, new.end_user_id, new.id, at;
  end if;
  return null;
end $$;

-- Of somebody who is taken out of the directory again, as if never entered, nothing stays behind: the record's table, the one of who
-- has had it, and the state in which the record is then. [U2]
-- runs as gate
create or replace function forget_holder() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  execute format('update %I set end_user_id = null%s where end_user_id = $1', tg_argv[0],
    case when tg_nargs > 2 then format(', state = %L', tg_argv[2]) end) using old.id;
  execute format('delete from %I where end_user_id = $1', tg_argv[1]) using old.id;
  return old;
end $$;
