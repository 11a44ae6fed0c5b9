-- What a product costs a company of this reseller, and the reseller, now.
-- called by gate
create or replace function catalogue_price(product uuid, reseller uuid)
  returns table (retail_minor integer, wholesale_minor integer, currency text)
  language sql stable set search_path = steward, pg_temp as $$
  select coalesce(r.retail_minor, p.list_retail_minor), coalesce(w.wholesale_minor, p.list_wholesale_minor), p.currency
    from product p
    left join wholesale_price w on w.product_id = p.id and w.reseller_id = reseller
    left join retail_price r on r.product_id = p.id and r.reseller_id = reseller
    where p.id = product
$$;

-- A subscription takes its prices from the catalogue, whoever makes it: a company cannot see, nor choose, them. Only what
-- carries out an order brings those that the order was placed at. [C3]
-- runs as gate
create or replace function price_subscription() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare priced record;
begin
  select k.* into priced from catalogue_price(new.product_id, new.reseller_id) k;
  new.currency := priced.currency;
  if current_setting('role') <> 'steward_worker' or new.retail_minor is null or new.wholesale_minor is null then
    new.retail_minor := priced.retail_minor;
    new.wholesale_minor := priced.wholesale_minor;
  end if;
  return new;
end $$;

create or replace trigger price_subscription before insert on subscription for each row execute function price_subscription();

create or replace function keep_price() returns trigger language plpgsql as $$
begin
  if current_user in ('steward_company', 'steward_end_user') then
    raise exception 'Prices are the reseller''s to change.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_price before update of retail_minor, wholesale_minor, currency, product_id on subscription
  for each row execute function keep_price();
