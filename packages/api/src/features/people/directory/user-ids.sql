-- Gives everyone who is entered the next id of their company, whoever enters them and however many at once. Ids are given one
-- after the other: whoever enters others there at the same moment waits. None is given twice, even if its holder is gone. What
-- was given last is kept in the transaction, so that a large file is not a look at the directory for each of its rows.
-- runs as gate
create or replace function give_user_id() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare code text; given integer; held text[] := string_to_array(current_setting('steward.user_id_given', true), ' ');
begin
  if held[1] = new.company_id::text then
    code := held[2];
    given := held[3]::integer;
  else
    perform pg_advisory_xact_lock(hashtextextended('user id ' || new.company_id, 0));
    select c.customer_code, c.last_user_number into code, given from company c where c.id = new.company_id;
    given := greatest(given, (select max(u.user_number) from end_user u where u.company_id = new.company_id));
  end if;
  given := given + 1;
  new.user_number := given;
  new.user_id := code || '-' || lpad(given::text, greatest(4, length(given::text)), '0');
  perform set_config('steward.user_id_given', concat_ws(' ', new.company_id, code, given), true);
  return new;
end $$;

create or replace trigger give_user_id before insert on end_user for each row execute function give_user_id();

-- runs as gate
create or replace function keep_last_user_number() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  update company c set last_user_number = a.number
    from (select company_id, max(user_number) as number from added group by company_id) a
    where c.id = a.company_id and c.last_user_number < a.number;
  return null;
end $$;

create or replace trigger keep_last_user_number after insert on end_user
  referencing new table as added for each statement execute function keep_last_user_number();

-- A company whose code another one of its reseller's had before goes on where that one left off: no id is two people's.
-- runs as gate
create or replace function follow_former_user_ids() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  new.last_user_number := greatest(new.last_user_number, (
    select max(u.user_number) from end_user u
      where u.reseller_id = new.reseller_id and u.company_id <> new.id
        and u.user_key >= lower(new.customer_code) || '-' and u.user_key < lower(new.customer_code) || '.'
        and u.user_id = new.customer_code || '-' || lpad(u.user_number::text, greatest(4, length(u.user_number::text)), '0')));
  perform set_config('steward.user_id_given', '', true);
  return new;
end $$;

create or replace trigger follow_former_user_ids before insert or update of customer_code, reseller_id on company
  for each row execute function follow_former_user_ids();
