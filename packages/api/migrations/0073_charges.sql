-- What a customer is to be charged beside what recurs, and discounts: they wait until they are on an invoice.
create table charge (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  source text not null check (source in ('MANUAL', 'DISCOUNT', 'USAGE')),
  -- So that what is used can be added up in one row; of each only one waits.
  key text check (key <> ''),
  description text not null check (description <> ''),
  -- What it is to VAT; of a share of an invoice that is said by what it is taken off.
  supply_kind text check (supply_kind in ('STANDARD', 'REDUCED', 'ZERO', 'EXEMPT', 'TELECOMS')),
  product_id uuid references product (id),
  subscription_id uuid,
  quantity integer not null default 1 check (quantity > 0),
  "from" date not null,
  "to" date not null check ("to" > "from"),
  currency text not null check (currency in ('GBP', 'EUR', 'USD')),
  -- Millionths of the currency's main unit; of a share not known before it is on an invoice.
  amount_micro bigint,
  percent_bp integer check (percent_bp between 1 and 10000),
  net_minor bigint generated always as (round(amount_micro::numeric / 10000)) stored,
  -- How many invoices it is on, the next included: for those after it is written anew.
  months integer not null default 1 check (months between 1 and 60),
  added_by_name text,
  invoice_id uuid,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (company_id, subscription_id) references subscription (company_id, id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  unique (reseller_id, id),
  check ((kind = 'RETAIL') = (company_id is not null)),
  check ((percent_bp is null) = (supply_kind is not null)),
  check (case when percent_bp is null then amount_micro is not null else (amount_micro is null) = (invoice_id is null) end)
);
create unique index charge_key on charge (reseller_id, company_id, issuer_id, kind, source, key) nulls not distinct where invoice_id is null and key is not null;
create index charge_waiting on charge (issuer_id, kind, coalesce(company_id, reseller_id)) where invoice_id is null;
create index charge_of_invoice on charge (invoice_id) where invoice_id is not null;
create index charge_by_time on charge (created_at, id);
create index charge_of_reseller on charge (reseller_id, created_at, id);
create index charge_of_company on charge (company_id, created_at, id) where company_id is not null;

-- The charge that a line is of; none where it is of what recurs.
alter table invoice_line
  add column charge_id uuid,
  add foreign key (reseller_id, charge_id) references charge (reseller_id, id);
