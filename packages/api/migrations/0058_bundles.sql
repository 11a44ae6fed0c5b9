-- What a bundle is made of, and which subscriptions are parts of one: how many there are of each for one of the bundle.
alter table product add column parts jsonb not null default '[]' check (jsonb_typeof(parts) = 'array');

alter table subscription add column part_of_id uuid;
alter table subscription add column part_quantity integer check (part_quantity between 1 and 1000);
alter table subscription add constraint subscription_is_part check ((part_of_id is null) = (part_quantity is null) and part_of_id <> id);
alter table subscription add foreign key (reseller_id, company_id, part_of_id) references subscription (reseller_id, company_id, id) deferrable;
create unique index subscription_part_once on subscription (part_of_id, product_id) where part_of_id is not null;
