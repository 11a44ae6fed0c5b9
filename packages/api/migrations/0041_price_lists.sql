-- What is asked for products: lists of the platform to its resellers and of sellers to their companies, in versions that hold
-- from a day on, and single prices for one company. Ranges of days never overlap; a hash stands for what is compared for
-- equality, since comparing ids in such a constraint would take an extension.

create table price_list (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  currency text not null default 'GBP' check (currency ~ '^[A-Z]{3}$'),
  everyone boolean not null,
  created_at timestamptz not null,
  unique (reseller_id, id),
  constraint price_list_name_key unique (reseller_id, name_key)
);
create unique index price_list_everyone on price_list (reseller_id, kind) where everyone;

create table price_list_customer (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  price_list_id uuid not null,
  for_reseller_id uuid references reseller (id),
  tenant_group_id uuid references tenant_group (id),
  company_id uuid references company (id),
  foreign key (reseller_id, price_list_id) references price_list (reseller_id, id),
  constraint price_list_customer_is_one check (num_nonnulls(for_reseller_id, tenant_group_id, company_id) = 1),
  constraint price_list_customer_reseller unique (reseller_id, for_reseller_id),
  constraint price_list_customer_group unique (reseller_id, tenant_group_id),
  constraint price_list_customer_company unique (reseller_id, company_id)
);
create index price_list_customer_of_list on price_list_customer (price_list_id);
create index price_list_customer_of_company on price_list_customer (company_id) where company_id is not null;

create table price_list_version (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  price_list_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('DRAFT', 'PUBLISHED')),
  valid_from date not null,
  valid_until date,
  below_cost_reason text,
  published_at timestamptz,
  created_at timestamptz not null,
  unique (reseller_id, id),
  foreign key (reseller_id, price_list_id) references price_list (reseller_id, id),
  constraint price_list_version_number unique (price_list_id, number),
  constraint price_list_version_days check (valid_until >= valid_from),
  constraint price_list_version_published check ((state = 'PUBLISHED') = (published_at is not null)),
  -- One that was replaced on its first day holds on none.
  constraint price_list_version_once exclude using gist (
    int8range(hashtextextended(price_list_id::text, 0), hashtextextended(price_list_id::text, 0), '[]') with &&,
    daterange(valid_from, valid_until) with &&) where (state = 'PUBLISHED')
);
create unique index price_list_version_draft on price_list_version (price_list_id) where state = 'DRAFT';

create table list_price (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  price_list_version_id uuid not null,
  product_id uuid not null references product (id),
  from_quantity integer not null check (from_quantity between 1 and 100000),
  minor integer not null check (minor >= 0),
  foreign key (reseller_id, price_list_version_id) references price_list_version (reseller_id, id),
  constraint list_price_once unique (price_list_version_id, product_id, from_quantity)
);
create index list_price_of_product on list_price (product_id);

-- A mark-up over wholesale: of one product, of a category, or of all.
create table price_rule (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  price_list_version_id uuid not null,
  product_id uuid references product (id),
  category text,
  percent_bp integer not null check (percent_bp between -10000 and 100000),
  amount_minor integer not null check (amount_minor between -100000000 and 100000000),
  rounding text not null check (rounding in ('NONE', 'TO_5', 'TO_9')),
  foreign key (reseller_id, price_list_version_id) references price_list_version (reseller_id, id),
  constraint price_rule_about check (product_id is null or category is null),
  constraint price_rule_once unique nulls not distinct (price_list_version_id, product_id, category)
);

-- What one company pays for a product, whatever lists say.
create table company_price (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null references company (id),
  product_id uuid not null references product (id),
  from_quantity integer not null check (from_quantity between 1 and 100000),
  minor integer not null check (minor >= 0),
  currency text not null default 'GBP' check (currency ~ '^[A-Z]{3}$'),
  valid_from date not null,
  valid_until date,
  below_cost_reason text,
  created_at timestamptz not null,
  constraint company_price_days check (valid_until >= valid_from),
  constraint company_price_once exclude using gist (
    int8range(hashtextextended(reseller_id::text || company_id::text || product_id::text || from_quantity::text, 0),
      hashtextextended(reseller_id::text || company_id::text || product_id::text || from_quantity::text, 0), '[]') with &&,
    daterange(valid_from, valid_until) with &&)
);
create index company_price_of_company on company_price (company_id, product_id);
create index company_price_by_day on company_price (valid_from, id);
create index company_price_of_reseller on company_price (reseller_id, valid_from, id);

-- What resellers set for their companies, and what was agreed with single resellers, become lists that hold since ever.
insert into price_list (id, reseller_id, kind, name, currency, everyone, created_at)
  select uuidv7(), reseller_id, 'RETAIL', 'Retail prices', 'GBP', true, '2020-01-01'
    from retail_price group by reseller_id;
insert into price_list (id, reseller_id, kind, name, currency, everyone, created_at)
  select uuidv7(), platform.id, 'WHOLESALE', 'Wholesale for ' || r.name, 'GBP', false, '2020-01-01'
    from reseller r cross join (select id from reseller where is_platform) platform
    where r.id in (select reseller_id from wholesale_price);
insert into price_list_customer (id, reseller_id, price_list_id, for_reseller_id)
  select uuidv7(), l.reseller_id, l.id, r.id
    from price_list l join reseller r on l.name = 'Wholesale for ' || r.name where l.kind = 'WHOLESALE';
insert into price_list_version (id, reseller_id, price_list_id, number, state, valid_from, published_at, created_at)
  select uuidv7(), reseller_id, id, 1, 'PUBLISHED', '2020-01-01', '2020-01-01', '2020-01-01' from price_list;
insert into list_price (id, reseller_id, price_list_version_id, product_id, from_quantity, minor)
  select uuidv7(), v.reseller_id, v.id, o.product_id, 1, o.retail_minor
    from retail_price o join price_list l on l.reseller_id = o.reseller_id and l.kind = 'RETAIL'
    join price_list_version v on v.price_list_id = l.id
  union all
  select uuidv7(), v.reseller_id, v.id, o.product_id, 1, o.wholesale_minor
    from wholesale_price o join price_list_customer c on c.for_reseller_id = o.reseller_id
    join price_list_version v on v.price_list_id = c.price_list_id;

drop table retail_price;
drop table wholesale_price;
