-- The end of the working day that many working days after a moment; none: of the same day. Bank holidays count as working days.
-- called by gate
create or replace function end_of_working_day(after timestamptz, days integer) returns timestamptz
  language plpgsql immutable as $$
declare
  day date := (after at time zone 'Europe/London')::date;
  left_over integer := days;
begin
  loop
    while extract(isodow from day) > 5 loop day := day + 1; end loop;
    exit when left_over <= 0;
    day := day + 1;
    left_over := left_over - 1;
  end loop;
  return (day + time '17:30') at time zone 'Europe/London';
end $$;

-- What has to be done by hand so that outgoing calls are barred, or go out again, in words. What was ticked last is what there is,
-- though the task that it was ticked in may not be done. [P2]
-- runs as gate; called by worker, gate
create or replace function calls_to_do(service uuid) returns text[]
  language sql stable security definer set search_path = steward, pg_temp as $$
  select array_remove(array[case
      when s.calls_barred_at is not null and not there.barred
        then 'Bar outgoing calls, except to emergency and free numbers: they have come to the limit of the day'
      when s.calls_barred_at is null and there.barred then 'Let outgoing calls go out again: they are no longer barred' end], null)
    from subscription s cross join lateral (select coalesce((
      select starts_with(i.item ->> 'words', 'Bar ') from provisioning_job j cross join jsonb_array_elements(j.checklist) with ordinality i (item, n)
        where j.subscription_id = s.id and i.item ->> 'words' like '% outgoing calls%' and i.item ->> 'doneAt' is not null
        order by j.id desc, i.n desc limit 1), false) as barred) there
    where s.id = service
$$;

-- Whatever becomes a task for somebody has what its product's tasks consist of, whichever verb made it: whose it is, by when, and
-- what has to be done, of mail that is passed on, too. A customer without a reseller is the platform's. [P2]
-- runs as gate
create or replace function begin_task() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  template task_template;
  suspending text[];
  calling text[] := calls_to_do(new.subscription_id);
  begun timestamptz := coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, new.created_at);
begin
  if tg_op = 'UPDATE' and old.state = 'WAITING' then return new; end if;
  select t.* into template from subscription s join task_template t on t.product_id = s.product_id
    where s.id = new.subscription_id;
  new.task_of := case when (select r.is_platform from reseller r where r.id = new.reseller_id) then 'PLATFORM'
    else coalesce(template.done_by, 'PLATFORM') end;
  -- What calls cost goes on until they are barred.
  new.due_at := end_of_working_day(begun, case when calling <> '{}' and new.action = 'CHANGE' then 0 else coalesce(template.due_days, 3) end);
  new.assignee_id := null;
  new.assignee_name := null;
  new.assigned_at := null;
  select array_remove(array[case
      when s.suspended_at is not null and o.observed ->> 'suspended' is distinct from 'true'
        then 'Suspend it, and keep what is there: its customer has not paid'
      when s.suspended_at is null and o.observed ->> 'suspended' = 'true' then 'Put it back into use: it is no longer suspended' end], null)
    into suspending
    from subscription s left join observation o on o.subscription_id = s.id where s.id = new.subscription_id;
  new.checklist := coalesce((
    select jsonb_agg(jsonb_build_object('words', item.words, 'doneAt', null, 'doneById', null, 'doneByName', null) order by item.n)
      from unnest(case new.action when 'DEPROVISION' then template.removal else array_cat(
          case when new.action = 'PROVISION' then template.set_up when suspending || calling <> '{}' then '{}' else template.changing end || suspending || calling,
          mail_to_do(new.subscription_id, (select o.observed from observation o where o.subscription_id = new.subscription_id))) end)
        with ordinality item (words, n)), '[]');
  return new;
end $$;

create or replace trigger begin_task before insert or update of state on provisioning_job
  for each row when (new.state = 'WAITING') execute function begin_task();

-- A reseller's task is nobody's any more once its company has gone to another; with the platform itself it is the platform's.
-- runs as gate
create or replace function hand_over_task() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if new.task_of = 'RESELLER' then
    new.assignee_id := null;
    new.assignee_name := null;
    new.assigned_at := null;
    if (select r.is_platform from reseller r where r.id = new.reseller_id) then new.task_of := 'PLATFORM'; end if;
  end if;
  return new;
end $$;

create or replace trigger hand_over_task before update of reseller_id on provisioning_job
  for each row when (new.reseller_id is distinct from old.reseller_id) execute function hand_over_task();
