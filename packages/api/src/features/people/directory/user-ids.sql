-- Gives everyone who is entered the next id of their company, whoever enters them and however many at once. Ids are given one
-- after the other: whoever enters others there at the same moment waits. None is given twice, even if its holder is gone.
-- Statements are planned once per connection, perhaps while nobody is there, and run for everyone of a large file: so by index.
-- runs as gate
create or replace function give_user_id() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp set enable_seqscan = off as $$
declare code text; given integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('user id ' || new.company_id, 0));
  select c.customer_code, c.last_user_number into code, given from company c where c.id = new.company_id;
  given := greatest(given, (select max(u.user_number) from end_user u where u.company_id = new.company_id));
  loop
    given := given + 1;
    new.user_number := given;
    new.user_id := code || '-' || lpad(given::text, greatest(4, length(given::text)), '0');
    -- Another company may have had this code before.
    exit when not exists (select from end_user u where u.reseller_id = new.reseller_id and u.user_key = lower(new.user_id));
  end loop;
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
