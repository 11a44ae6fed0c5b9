-- Takes end users out of the directory, with their addresses, and says who has gone: whoever stands in what is kept, such as
-- an order, stays. [U2]
-- called by worker
create or replace function remove_people(people uuid[]) returns setof uuid
  language plpgsql volatile set search_path = steward, pg_temp as $$
declare
  person uuid;
begin
  foreach person in array people loop
    begin
      delete from email_address where end_user_id = person;
      delete from end_user where id = person;
      return next person;
    exception when foreign_key_violation then null;
    end;
  end loop;
end $$;
