-- A subscription takes its prices from the catalogue, whoever makes it: a company cannot see, nor choose, them. [C3]
-- runs as gate
create or replace function price_subscription() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  select coalesce(w.wholesale_minor, p.list_wholesale_minor), coalesce(r.retail_minor, p.list_retail_minor), p.currency
    into new.wholesale_minor, new.retail_minor, new.currency
    from product p
    left join wholesale_price w on w.product_id = p.id and w.reseller_id = new.reseller_id
    left join retail_price r on r.product_id = p.id and r.reseller_id = new.reseller_id
    where p.id = new.product_id;
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
