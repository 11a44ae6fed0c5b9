-- Everyone in a directory has an id that is quoted, such as GLOBEX-0042: the company's code at the time and a number of its own.
-- Who was there already is numbered in the order in which they came.

alter table company add last_user_number integer not null default 0;

alter table end_user
  add user_number integer,
  add user_id text;
-- Telephone numbers of rows that are not sealed yet are as they may not be any more: their checks wait until these rows have ids.
create temporary table waiting on commit drop as
  select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = 'end_user'::regclass and contype = 'c' and not convalidated;
do $$ declare one record; begin
  for one in select name from waiting loop execute format('alter table end_user drop constraint %I', one.name); end loop;
end $$;
update end_user u set user_number = n.number,
    user_id = n.customer_code || '-' || lpad(n.number::text, greatest(4, length(n.number::text)), '0')
  from (select e.id, c.customer_code, row_number() over (partition by e.company_id order by e.created_at, e.id) as number
    from end_user e join company c on c.id = e.company_id) n
  where n.id = u.id;
do $$ declare one record; begin
  for one in select * from waiting loop execute format('alter table end_user add constraint %I %s', one.name, one.definition); end loop;
end $$;
update company c set last_user_number = n.number
  from (select company_id, max(user_number) as number from end_user group by company_id) n where n.company_id = c.id;
alter table end_user
  alter user_number set not null,
  alter user_id set not null,
  add user_key text not null generated always as (lower(user_id)) stored collate "C",
  add constraint end_user_number_key unique (company_id, user_number);
create unique index end_user_user_id_key on end_user (reseller_id, user_key);
create index end_user_by_user_id on end_user (user_key, id);
