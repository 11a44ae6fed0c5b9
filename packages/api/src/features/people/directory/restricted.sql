-- For tables of which a person has rows. Of somebody whose data is restricted (UK GDPR Art. 18) nobody who is signed in adds,
-- changes or removes any; what the product does by itself, such as charging, goes on. Restricting, and lifting it, is itself a
-- change of the entry. It runs as whoever changes them: they see their own people.
create or replace function leave_restricted_alone() returns trigger language plpgsql as $$
declare person uuid; restricted text;
begin
  if coalesce(current_setting('steward.session_id', true), '') <> ''
      and current_user in ('steward_platform', 'steward_reseller', 'steward_company', 'steward_end_user') then
    if tg_argv[0] = 'id' then
      if tg_op = 'INSERT' then return new; end if;
      if tg_op = 'UPDATE' and new.restricted_at is distinct from old.restricted_at then return new; end if;
      person := old.id;
    elsif tg_op = 'INSERT' then person := new.end_user_id;
    else person := old.end_user_id;
    end if;
    if person is not null then
      select u.first_name || ' ' || u.last_name into restricted from end_user u
        where u.id = person and u.restricted_at is not null;
      if restricted is not null then
        raise exception 'The data of % is restricted: nothing of it is changed until the restriction is lifted.', restricted
          using errcode = 'STATE', column = 'endUserId';
      end if;
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
