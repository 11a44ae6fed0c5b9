-- A subscription begins with its first term, whoever makes it, at the prices that it has once all of them are there.
-- runs as gate
create or replace function begin_terms() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity,
      parameters, retail_minor, wholesale_minor, begun_at, created_at)
    select uuidv7(), a.reseller_id, a.company_id, a.end_user_id, a.id, a.starts_on, a.product_id, a.quantity, a.parameters, a.retail_minor,
        a.wholesale_minor, a.created_at, a.created_at
      from subscription a where a.id in (select added.id from added);
  return null;
end $$;

create or replace trigger begin_terms after insert on subscription referencing new table as added
  for each statement execute function begin_terms();

-- What has been is not changed, and each side sets its own price: a reseller what its companies pay, the platform what its
-- resellers and its direct customers pay. Nobody has more, or something else, than was ordered. [C2] [C3]
create or replace function keep_terms() returns trigger language plpgsql as $$
declare
  former subscription_term;
  direct boolean;
begin
  if not acts() then return new; end if;
  if new."from" < (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date then
    raise exception 'Must not be before today: what has been charged for stays as it was.'
      using errcode = 'STATE', column = 'from';
  end if;
  select t.* into former from subscription_term t
    where t.subscription_id = new.subscription_id and t."from" <= new."from" order by t."from" desc limit 1;
  select r.is_platform into direct from reseller r where r.id = new.reseller_id;
  if exists (select from subscription s where s.id = new.subscription_id and s.part_of_id is not null) then
    raise exception 'A part costs what its bundle does: move the bundle.' using errcode = 'STATE', column = 'id';
  end if;
  if (new.product_id, new.quantity, new.parameters) is distinct from (former.product_id, former.quantity, former.parameters)
    or new.wholesale_minor <> former.wholesale_minor and current_user <> 'steward_platform'
    or new.retail_minor <> former.retail_minor and current_user = 'steward_platform' and not direct then
    raise exception 'This price is not theirs to set.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_terms before insert or update of "from", product_id, quantity, parameters, retail_minor, wholesale_minor
  on subscription_term
  for each row execute function keep_terms();
