-- A subscription is taken for as long as its product says on that day, whoever makes it; what the product says later does not
-- touch it. Days to cancel freely are counted from the day it was entered, if it began before. [C4]
-- runs as gate
create or replace function begin_commitment() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into subscription_commitment (id, reseller_id, company_id, end_user_id, subscription_id, "from", until, free_until, anchor,
      quantity, terms, created_at)
    select uuidv7(), a.reseller_id, a.company_id, a.end_user_id, a.id, a.starts_on, term_end(a.starts_on, p.commitment),
        free_days_end(greatest(a.starts_on, (a.created_at at time zone 'Europe/London')::date), p.commitment), a.starts_on,
        a.quantity, p.commitment, a.created_at
      from subscription a join product p on p.id = a.product_id
      where a.id in (select added.id from added) and a.part_of_id is null and p.commitment is not null;
  update subscription s set ends_on = c.until from subscription_commitment c
    where s.id in (select added.id from added) and c.subscription_id = s.id and s.ends_on is null and c.terms ->> 'follows' = 'ENDS';
  return null;
end $$;

create or replace trigger begin_commitment after insert on subscription referencing new table as added
  for each statement execute function begin_commitment();

-- The day after the last of a first term; null where there is none.
-- called by worker, gate
create or replace function term_end(first_day date, terms jsonb) returns date language sql immutable as $$
  select case when (terms ->> 'months')::integer > 0
    then (first_day + make_interval(months => (terms ->> 'months')::integer))::date end
$$;

-- called by worker, gate
create or replace function free_days_end(first_day date, terms jsonb) returns date language sql immutable as $$
  select case when (terms ->> 'windowDays')::integer > 0 then first_day + (terms ->> 'windowDays')::integer end
$$;

-- The day after the last of the term that follows one that ends so; months are counted from the very first day.
-- called by platform, reseller, company, end_user, worker
create or replace function next_term_end(anchor date, ending date, terms jsonb) returns date language sql immutable as $$
  select (anchor + make_interval(months => (extract(year from ending) - extract(year from anchor))::integer * 12
    + (extract(month from ending) - extract(month from anchor))::integer + (terms ->> 'renewalMonths')::integer))::date
$$;

-- What one of so many costs from a day on, by the lists: asked when a term renews, by a job, for companies of its own reseller.
-- runs as gate; called by worker
create or replace function renewed_price(of_product uuid, of_company uuid, units integer, on_day date)
  returns table (retail_minor integer, wholesale_minor integer)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select k.retail_minor, k.wholesale_minor
    from company c cross join lateral catalogue_price(of_product, c.reseller_id, c.id, units, on_day) k
    where k.retail_minor is not null and k.wholesale_minor is not null
      and c.id = of_company and c.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
$$;

-- When a subscription may end at the earliest if notice is given today: what shared/commitment.ts works out, for the database to hold. [C4]
-- called by platform, reseller, company, end_user, worker
create or replace function earliest_end(held subscription_commitment, today date) returns date language plpgsql stable as $$
declare
  notice integer := (held.terms ->> 'noticeDays')::integer;
  follows text := held.terms ->> 'follows';
  ending date := held.until;
begin
  if today < held.free_until then return greatest(today + 1, held."from"); end if;
  if ending is not null and follows = 'ENDS' then return ending; end if;
  if ending is not null and follows = 'RENEWS' then
    while ending - notice - 1 < today loop
      ending := next_term_end(held.anchor, ending, held.terms);
    end loop;
    return ending;
  end if;
  return greatest(ending, held."from", case when (held.terms ->> 'noticeToMonthEnd')::boolean
    then (date_trunc('month', today + notice) + interval '1 month')::date else today + notice + 1 end);
end $$;

-- Nobody ends a subscription before its term and its notice are over, by whatever verb; what an order ends early, with a reason
-- and what it costs, the product itself ends. [C4]
create or replace function keep_commitment() returns trigger language plpgsql as $$
declare
  held subscription_commitment;
  earliest date;
begin
  if not acts() then return new; end if;
  if new.ends_on is null or new.ends_on >= old.ends_on then return new; end if;
  select c.* into held from subscription_commitment c where c.subscription_id = new.id order by c."from" desc limit 1;
  if not found then return new; end if;
  earliest := earliest_end(held, (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date);
  if new.ends_on < earliest then
    raise exception 'Must not be before %: it was taken for so long.', to_char(earliest, 'FMDD FMMonth YYYY')
      using errcode = 'STATE', column = 'endsOn';
  end if;
  return new;
end $$;

create or replace trigger keep_commitment before update of ends_on on subscription for each row
  when (new.ends_on is distinct from old.ends_on) execute function keep_commitment();
