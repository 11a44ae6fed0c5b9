-- A billing run is one issuer's for one month, is done customer by customer, each few with a commit of their own, and says how
-- far it has come.
alter table billing_run
  add column customer_count integer not null default 0,
  add column customers_done integer not null default 0,
  add column kind text check (kind in ('WHOLESALE', 'RETAIL')),
  add column last_customer_id uuid;
create unique index billing_run_under_way on billing_run (reseller_id, period) where state = 'RUNNING';

-- How far a subscription has been billed, to its company and to its reseller: each day once at each side, whenever it was entered.
create table billed_subscription (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  subscription_id uuid not null,
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  billed_to date not null,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable,
  constraint billed_subscription_once unique (subscription_id, kind)
);
create index billed_subscription_of_reseller on billed_subscription (reseller_id, company_id, subscription_id);

insert into billed_subscription (id, reseller_id, company_id, subscription_id, kind, billed_to)
  select uuidv7(), s.reseller_id, s.company_id, s.id, billed.kind, billed."to"
    from (select l.subscription_id, i.kind, max(l."to") as "to" from invoice_line l join invoice i on i.id = l.invoice_id
      where l.subscription_id is not null group by l.subscription_id, i.kind) billed
    join subscription s on s.id = billed.subscription_id;
