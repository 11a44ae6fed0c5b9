-- Nobody has more seats of a licence than there are; whoever gives them holds the licence meanwhile. [R2]
-- runs as gate
create or replace function keep_licence_seats() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if exists (select from licence l where l.id in (select a.licence_id from added a)
      and l.seats < (select count(*) from licence_seat s where s.licence_id = l.id and s.held_until is null)) then
    raise exception 'There are not as many seats left.' using errcode = 'STATE', column = 'endUserIds';
  end if;
  return null;
end $$;

create or replace trigger keep_licence_seats after insert on licence_seat referencing new table as added
  for each statement execute function keep_licence_seats();

-- Nor are there ever fewer seats than people have. [R2]
-- runs as gate
create or replace function keep_seats_taken() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if new.seats < (select count(*) from licence_seat s where s.licence_id = new.id and s.held_until is null) then
    raise exception 'More people have it than that.' using errcode = 'STATE', column = 'seats';
  end if;
  return new;
end $$;

create or replace trigger keep_seats_taken before update of seats on licence
  for each row when (new.seats < old.seats) execute function keep_seats_taken();

-- Of somebody who is taken out of the directory again, as if never entered, nothing stays behind. [U2]
-- runs as gate
create or replace function forget_licence_holder() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  delete from licence_seat where end_user_id = old.id;
  return old;
end $$;

create or replace trigger forget_licence_holder before delete on end_user
  for each row execute function forget_licence_holder();
