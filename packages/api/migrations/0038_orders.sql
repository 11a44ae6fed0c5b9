-- What changes subscriptions is an order: lines, what they come to, whose approval they wait for, what became of them.

create table service_order (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  reference text not null,
  reference_key text not null generated always as (lower(reference)) stored collate "C",
  state text not null check (state in ('AWAITING_APPROVAL', 'QUEUED', 'DONE', 'DECLINED', 'CANCELLED', 'FAILED')),
  awaits text[] not null default '{}' check (awaits <@ array['COMPANY', 'RESELLER']),
  starts_on date not null,
  note text,
  line_count integer not null default 0,
  retail_minor bigint not null default 0,
  wholesale_minor bigint not null default 0,
  currency text not null default 'GBP',
  failure text,
  placed_by uuid,
  placed_by_person uuid,
  placed_by_name text not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  finished_at timestamptz,
  created_at timestamptz not null,
  constraint service_order_reference_key unique (reference),
  constraint service_order_awaits check ((state = 'AWAITING_APPROVAL') = (cardinality(awaits) > 0)),
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
create index service_order_of_company on service_order (company_id, created_at, id);
create index service_order_of_reseller on service_order (reseller_id, created_at, id);
create index service_order_by_time on service_order (created_at, id);
create index service_order_by_reference on service_order (reference_key);
create index service_order_undecided on service_order (created_at) where state = 'AWAITING_APPROVAL';

create table service_order_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  service_order_id uuid not null,
  line integer not null,
  action text not null check (action in ('ADD', 'CHANGE', 'END')),
  product_id uuid not null references product (id),
  quantity integer not null check (quantity between 1 and 100000),
  end_user_id uuid,
  subscription_id uuid,
  retail_minor integer not null check (retail_minor >= 0),
  wholesale_minor integer not null check (wholesale_minor >= 0),
  was_product_id uuid references product (id),
  was_quantity integer,
  was_retail_minor integer,
  was_wholesale_minor integer,
  created_at timestamptz not null,
  constraint service_order_line_once unique (service_order_id, line),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, service_order_id) references service_order (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create index service_order_line_of_user on service_order_line (end_user_id) where end_user_id is not null;
create index service_order_line_of_subscription on service_order_line (subscription_id) where subscription_id is not null;
create index service_order_line_of_company on service_order_line (company_id);
create index service_order_line_of_reseller on service_order_line (reseller_id, service_order_id, line, id);

-- Which orders of a company it wants to approve, and which a reseller wants to.
create table order_policy (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  approval text not null check (approval in ('NEVER', 'ABOVE', 'ALWAYS')),
  above_minor integer not null default 0 check (above_minor >= 0),
  product_ids text[] not null default '{}',
  constraint order_policy_once unique (company_id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
create table reseller_order_policy (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  approval text not null check (approval in ('NEVER', 'ABOVE', 'ALWAYS')),
  above_minor integer not null default 0 check (above_minor >= 0),
  product_ids text[] not null default '{}',
  constraint reseller_order_policy_once unique (reseller_id)
);

-- A service that runs may change more than once.
alter table provisioning_job drop constraint provisioning_job_action_check;
alter table provisioning_job add constraint provisioning_job_action_check check (action in ('PROVISION', 'CHANGE', 'DEPROVISION'));
drop index provisioning_job_once;
create unique index provisioning_job_once on provisioning_job (subscription_id, action) where state <> 'CANCELLED' and action <> 'CHANGE';
