-- How many of a product its price is judged by: of what is for a company as a whole, so many as the line has; of what is for single
-- people, as many as the company has with those that are added. [C2]
-- called by platform, reseller, company, end_user, worker, gate
create or replace function priced_units(of_product uuid, of_company uuid, adding bigint) returns integer
  language sql stable as $$
  select least(100000, greatest(1, adding + case when p.unit = 'PER_USER' then (select coalesce(sum(s.quantity), 0)
      from subscription s where s.company_id = of_company and s.product_id = p.id and s.part_of_id is null and s.state not in ('ENDING', 'ENDED'))
    else 0 end))::integer
    from product p where p.id = of_product
$$;

-- A subscription takes its prices from the lists, whoever makes it: a company cannot see, nor choose, them. Only what
-- carries out an order brings those that the order was placed at. [C3]
-- runs as gate
create or replace function price_subscription() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare priced record;
begin
  -- The company's currency stays as it is meanwhile.
  perform from company c where c.id = new.company_id for key share;
  select k.* into priced from catalogue_price(new.product_id, new.reseller_id, new.company_id, new.quantity, price_day(new.starts_on)) k;
  new.currency := priced.currency;
  if current_setting('role') <> 'steward_worker' or new.retail_minor is null or new.wholesale_minor is null then
    new.retail_minor := priced.retail_minor;
    new.wholesale_minor := priced.wholesale_minor;
  end if;
  if new.retail_minor is null or new.wholesale_minor is null then
    raise exception '%', no_price(new.product_id, new.reseller_id, new.company_id, new.quantity, price_day(new.starts_on))
      using errcode = 'STATE', column = 'productId';
  end if;
  return new;
end $$;

create or replace trigger price_subscription before insert on subscription for each row
  when (new.part_of_id is null) execute function price_subscription();

-- Of what is for single people the price is that of all whom the company has it for, once they are all there.
-- runs as gate
create or replace function price_by_number() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if current_setting('role') = 'steward_worker'
    or not exists (select from list_price l where l.product_id in (select a.product_id from added a) and l.from_quantity > 1)
      and not exists (select from company_price c where c.product_id in (select a.product_id from added a) and c.from_quantity > 1)
  then
    return null;
  end if;
  update subscription s set retail_minor = k.retail_minor, wholesale_minor = k.wholesale_minor
    from (select distinct a.product_id, a.reseller_id, a.company_id, a.starts_on from added a
        join product p on p.id = a.product_id and p.unit = 'PER_USER') g
    cross join lateral catalogue_price(g.product_id, g.reseller_id, g.company_id,
      priced_units(g.product_id, g.company_id, 0), price_day(g.starts_on)) k
    where s.id in (select a.id from added a where a.part_of_id is null) and s.product_id = g.product_id and s.company_id = g.company_id
      and s.starts_on = g.starts_on and k.retail_minor is not null and k.wholesale_minor is not null and (s.retail_minor, s.wholesale_minor) <> (k.retail_minor, k.wholesale_minor);
  return null;
end $$;

-- Before whatever else is made of what was added: triggers of one kind go by their names.
create or replace trigger a_price_by_number after insert on subscription referencing new table as added
  for each statement execute function price_by_number();

create or replace function keep_price() returns trigger language plpgsql as $$
begin
  if current_user in ('steward_company', 'steward_end_user') then
    raise exception 'Prices are the reseller''s to change.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_price before update of retail_minor, wholesale_minor, currency, product_id on subscription
  for each row execute function keep_price();
