-- What suppliers bill the platform, against what is provided and what is invoiced. All of it is the platform's own: costs are nobody else's to see.

create table supplier (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  -- Which column of its bills is what, by its title.
  columns jsonb not null,
  created_at timestamptz not null,
  constraint supplier_name_once unique (reseller_id, name),
  unique (reseller_id, id)
);
create index supplier_by_name on supplier (name_key, id);

create table supplier_match (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  supplier_id uuid not null,
  kind text not null check (kind in ('CUSTOMER', 'PRODUCT')),
  reference text not null,
  for_company_id uuid references company (id),
  product_id uuid references product (id),
  constraint supplier_match_once unique (supplier_id, kind, reference),
  constraint supplier_match_one check ((kind = 'CUSTOMER') = (for_company_id is not null) and (kind = 'PRODUCT') = (product_id is not null)),
  foreign key (reseller_id, supplier_id) references supplier (reseller_id, id)
);
create index supplier_match_of_company on supplier_match (for_company_id) where for_company_id is not null;
create index supplier_match_of_reseller on supplier_match (reseller_id);

create table supplier_bill (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  supplier_id uuid not null,
  period_start date not null,
  period_end date not null check (period_end > period_start),
  file_name text not null,
  file_hash text not null,
  lines integer not null check (lines > 0),
  cost_minor bigint not null,
  -- The day of which is asked what ran and what was invoiced, and when that was.
  compared_for date not null,
  compared_at timestamptz not null,
  uploaded_by_name text not null,
  created_at timestamptz not null,
  constraint supplier_bill_once unique (supplier_id, file_hash),
  unique (reseller_id, id),
  foreign key (reseller_id, supplier_id) references supplier (reseller_id, id)
);
create index supplier_bill_by_time on supplier_bill (created_at, id);
create index supplier_bill_of_reseller on supplier_bill (reseller_id, created_at, id);
create index supplier_bill_of_supplier on supplier_bill (supplier_id, period_start);

create table supplier_bill_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  supplier_bill_id uuid not null,
  customer text not null,
  product text not null,
  quantity integer not null,
  cost_minor bigint not null,
  constraint supplier_bill_line_once unique (supplier_bill_id, customer, product),
  foreign key (reseller_id, supplier_bill_id) references supplier_bill (reseller_id, id)
);
create index supplier_bill_line_of_reseller on supplier_bill_line (reseller_id);

-- Worked out anew whenever something that it is made of is said otherwise.
create table seat_difference (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  supplier_bill_id uuid not null,
  for_company_id uuid references company (id),
  product_id uuid references product (id),
  customer text not null,
  sku text not null,
  billed integer not null,
  provided integer not null,
  invoiced integer not null,
  cost_minor bigint not null,
  lost_minor bigint not null,
  kind text not null check (kind in ('CUSTOMER_UNKNOWN', 'PRODUCT_UNKNOWN', 'NOT_PROVIDED', 'NOT_INVOICED', 'NOT_BILLED', 'INVOICED_MORE', 'AGREES')),
  weight integer not null,
  constraint seat_difference_once unique nulls not distinct (supplier_bill_id, for_company_id, product_id, customer, sku),
  foreign key (reseller_id, supplier_bill_id) references supplier_bill (reseller_id, id)
);
create index seat_difference_by_weight on seat_difference (weight, lost_minor, id);
create index seat_difference_of_bill on seat_difference (supplier_bill_id, weight, lost_minor, id);
create index seat_difference_by_loss on seat_difference (lost_minor, id);
create index seat_difference_of_reseller on seat_difference (reseller_id);

create table seat_acceptance (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  supplier_id uuid not null,
  for_company_id uuid not null references company (id),
  product_id uuid not null references product (id),
  billed integer not null,
  provided integer not null,
  invoiced integer not null,
  reason text not null,
  accepted_by_name text not null,
  created_at timestamptz not null,
  constraint seat_acceptance_once unique (supplier_id, for_company_id, product_id),
  foreign key (reseller_id, supplier_id) references supplier (reseller_id, id)
);
create index seat_acceptance_of_reseller on seat_acceptance (reseller_id);
