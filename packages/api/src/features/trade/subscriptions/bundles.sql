-- Whoever takes a bundle has what it is made of on that day, whoever makes the subscription: of each part a subscription of its own.
-- What the bundle is made of later is for others. [C1]
create or replace function make_parts() returns trigger language plpgsql as $$
begin
  if not exists (select from added a join product p on p.id = a.product_id where a.part_of_id is null and p.parts <> '[]') then
    return null;
  end if;
  insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, parameters, state, starts_on, ends_on,
      started_at, created_at, part_of_id, part_quantity)
    select uuidv7(), a.reseller_id, a.company_id, a.end_user_id, x.product_id, a.reference || '-' || x.place, a.quantity * x.quantity,
        x.parameters, a.state, a.starts_on, a.ends_on, a.started_at, a.created_at, a.id, x.quantity
      from added a cross join lateral parts_of(a.product_id) x
      where a.part_of_id is null;
  return null;
end $$;

-- After the price, before what is judged of all that was added: triggers of one kind go by their names.
create or replace trigger b_make_parts after insert on subscription referencing new table as added
  for each statement execute function make_parts();

-- Nothing is had for nothing: a part is one of those that its bundle has, as many, of the same person, and costs what it says there.
-- runs as gate
create or replace function price_part() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  select h.currency into new.currency from subscription h cross join lateral parts_of(h.product_id) x
    where h.id = new.part_of_id and h.part_of_id is null and h.company_id = new.company_id
      and h.end_user_id is not distinct from new.end_user_id and h.starts_on = new.starts_on
      and x.product_id = new.product_id and x.quantity = new.part_quantity and new.quantity = h.quantity * x.quantity;
  if not found then
    raise exception 'This is no part of that bundle.' using errcode = 'insufficient_privilege';
  end if;
  new.retail_minor := 0;
  new.wholesale_minor := 0;
  return new;
end $$;

create or replace trigger price_part before insert on subscription for each row
  when (new.part_of_id is not null) execute function price_part();

-- A part begins and ends with its bundle, and stays part of it.
create or replace function keep_part() returns trigger language plpgsql as $$
begin
  if (new.part_of_id, new.part_quantity) is distinct from (old.part_of_id, old.part_quantity) then
    raise exception 'What is part of a bundle stays so.' using errcode = 'insufficient_privilege';
  end if;
  if (new.ends_on, new.started_at) is distinct from (old.ends_on, old.started_at) and not exists (
      select from subscription h where h.id = new.part_of_id
        and (h.ends_on, h.started_at) is not distinct from (new.ends_on, new.started_at)) then
    raise exception 'This is part of a bundle: end the bundle.' using errcode = 'STATE', column = 'id';
  end if;
  return new;
end $$;

create or replace trigger keep_part before update on subscription for each row
  when (old.part_of_id is not null or new.part_of_id is not null) execute function keep_part();

-- Where a part is to be, as far as its bundle says.
-- called by platform, reseller, company, worker, keeper, gate
create or replace function part_state(part text, bundle text, started timestamptz) returns text language sql immutable as $$
  select case
    when bundle in ('ENDING', 'ENDED') and started is null then 'ENDED'
    when bundle = 'ENDING' and part in ('PENDING', 'ACTIVE', 'PARKED') then 'ENDING'
    else part end
$$;

-- Where a bundle is, as its parts are: there when all of them are, failed when one has.
-- called by platform, reseller, company, worker, gate
create or replace function bundle_state(bundle text, parts text[]) returns text language sql immutable as $$
  select case
    when bundle = 'ENDED' or bundle = 'ENDING' and parts <@ array['ENDED'] then 'ENDED'
    when bundle = 'ENDING' then 'ENDING'
    when 'PARKED' = any (parts) then 'PARKED'
    when parts <@ array['ACTIVE'] then 'ACTIVE'
    else 'PENDING' end
$$;

-- Parts begin, end and go on with their bundle, by whatever verb; the bundle's state follows theirs. [C4] [P1]
create or replace function keep_bundles() returns trigger language plpgsql as $$
begin
  if exists (select from changed h join subscription p on p.part_of_id = h.id
      where (p.ends_on, p.started_at, p.state) is distinct from (h.ends_on, h.started_at, part_state(p.state, h.state, h.started_at))) then
    update subscription p set ends_on = h.ends_on, started_at = h.started_at, state = part_state(p.state, h.state, h.started_at)
      from changed h where p.part_of_id = h.id;
  end if;
  if exists (select from changed n join former f on f.id = n.id where n.part_of_id is not null and n.state <> f.state) then
    -- Of two parts that are done at once, one waits here for the other.
    perform from subscription h where h.id in (select n.part_of_id from changed n) order by h.id for no key update;
    if exists (select from subscription h where h.id in (select n.part_of_id from changed n)
        and h.state <> bundle_state(h.state, array(select p.state from subscription p where p.part_of_id = h.id))) then
      update subscription h set state = bundle_state(h.state, array(select p.state from subscription p where p.part_of_id = h.id))
        where h.id in (select n.part_of_id from changed n);
    end if;
  end if;
  return null;
end $$;

create or replace trigger keep_bundles after update on subscription referencing old table as former new table as changed
  for each statement execute function keep_bundles();
