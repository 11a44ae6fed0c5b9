-- Meters of products, and what has been used by them.
alter table product drop constraint product_unit_check;
alter table product add constraint product_unit_check check (unit in ('PER_USER', 'PER_COMPANY', 'METERED', 'PER_USE')),
  -- How what is used is counted and priced: its unit, aggregation, pricing, what is included, and the product that has its price in lists.
  add column meter jsonb,
  add column used_product_id uuid generated always as ((meter ->> 'productId')::uuid) stored references product (id),
  add constraint product_meter_metered check (meter is null or unit = 'METERED'),
  -- A unit of usage has prices, and nobody orders it.
  add constraint product_per_use_off_sale check (unit <> 'PER_USE' or not active);

-- What was sent at once, by file or by a program, and what became of it.
create table usage_import (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  file_name text not null,
  by_name text not null,
  state text not null check (state in ('READING', 'BOOKING', 'DONE', 'REFUSED')),
  -- Why nothing of it was taken.
  problem text,
  lines integer not null default 0,
  staged integer not null default 0,
  taken integer not null default 0,
  known integer not null default 0,
  -- Of those that were taken: for a month that has its invoice, and while the subscription is suspended.
  late integer not null default 0,
  suspended integer not null default 0,
  refused integer not null default 0,
  -- The first of the lines that were refused, and why each was.
  refusals jsonb not null default '[]',
  created_at timestamptz not null,
  done_at timestamptz,
  unique (reseller_id, id)
);
create index usage_import_by_time on usage_import (created_at, id);
create index usage_import_of_reseller on usage_import (reseller_id, created_at, id);

-- What has been read and is not booked yet. It need not outlive a crash: the file is read again.
create unlogged table usage_staged (
  id uuid primary key,
  reseller_id uuid not null,
  usage_import_id uuid not null,
  line integer not null,
  reference text not null,
  -- None: whoever sent it knows no such subscription.
  subscription_id uuid,
  at timestamptz not null,
  quantity numeric(15, 3) not null,
  key text not null,
  replaces text,
  -- Filled in when it is booked: it was there already, or why it is not taken.
  known boolean not null default false,
  reason text
);
create index usage_staged_of_import on usage_staged (usage_import_id);

create table usage_event (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  subscription_id uuid not null,
  -- What the subscription was to on that day.
  product_id uuid not null references product (id),
  -- In which import it came, whose holder may be the operator.
  usage_import_id uuid not null,
  key text not null check (key <> ''),
  at timestamptz not null,
  quantity numeric(15, 3) not null,
  -- The event that stands in its place: it counts no more.
  replaced_by_id uuid,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (company_id, subscription_id) references subscription (company_id, id),
  unique (reseller_id, id),
  foreign key (reseller_id, replaced_by_id) references usage_event (reseller_id, id),
  constraint usage_event_once unique (subscription_id, key)
);
create index usage_event_of_subscription on usage_event (subscription_id, at, id);
create index usage_event_by_time on usage_event (at, id);
create index usage_event_of_reseller on usage_event (reseller_id, at, id);
create index usage_event_of_company on usage_event (company_id, at, id);
create index usage_event_of_import on usage_event (usage_import_id);
create index usage_event_replaced on usage_event (replaced_by_id) where replaced_by_id is not null;
create index usage_event_of_product on usage_event (product_id);

-- What a month of a subscription comes to: the sum of its charges, at the prices that held when it was first counted.
create table usage_month (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  subscription_id uuid not null,
  product_id uuid not null references product (id),
  month date not null,
  quantity numeric(15, 3) not null,
  events integer not null,
  -- The operator records what is used of it, and so nobody else does.
  by_operator boolean not null,
  retail_currency text not null,
  retail_tiers jsonb not null,
  retail_micro bigint not null,
  -- None of a customer of the operator's own.
  wholesale_currency text,
  wholesale_tiers jsonb,
  wholesale_micro bigint,
  changed_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (company_id, subscription_id) references subscription (company_id, id),
  constraint usage_month_once unique (subscription_id, month, product_id, reseller_id)
);
create index usage_month_by_time on usage_month (month, id);
create index usage_month_of_reseller on usage_month (reseller_id, month, id);
create index usage_month_of_company on usage_month (company_id, month, id);

-- Whether what was used is on an invoice already.
create index charge_of_subscription on charge (subscription_id) where subscription_id is not null;
