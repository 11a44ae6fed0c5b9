-- What a reseller pays is the platform's to say, what its companies pay the reseller's: each has a table of its own. [C3]

alter table offer rename to wholesale_price;
alter table wholesale_price rename constraint offer_reseller_id_fkey to wholesale_price_reseller_id_fkey;

create table retail_price (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  product_id uuid not null references product (id),
  retail_minor integer not null check (retail_minor >= 0),
  unique (reseller_id, product_id)
);
insert into retail_price (id, reseller_id, product_id, retail_minor)
  select uuidv7(), reseller_id, product_id, retail_minor from wholesale_price where retail_minor is not null;
alter table wholesale_price drop column retail_minor;
delete from wholesale_price where wholesale_minor is null;
alter table wholesale_price alter column wholesale_minor set not null;

grant create on schema steward to steward_gate;
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
revoke create on schema steward from steward_gate;
