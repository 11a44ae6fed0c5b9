-- What calls cost: tariffs of the operator to resellers and of sellers to their companies, in versions that hold from a day on.
-- Prices are millionths of the currency's main unit, for a minute of a call costs less than a penny.

create table tariff (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  everyone boolean not null,
  created_at timestamptz not null,
  unique (reseller_id, id),
  constraint tariff_name_key unique (reseller_id, name_key)
);
create unique index tariff_everyone on tariff (reseller_id, kind, currency) where everyone;

create table tariff_version (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('DRAFT', 'PUBLISHED')),
  valid_from date not null,
  valid_until date,
  published_at timestamptz,
  created_at timestamptz not null,
  unique (reseller_id, id),
  foreign key (reseller_id, tariff_id) references tariff (reseller_id, id),
  constraint tariff_version_number unique (tariff_id, number),
  constraint tariff_version_days check (valid_until >= valid_from),
  constraint tariff_version_published check ((state = 'PUBLISHED') = (published_at is not null)),
  -- A hash stands for what is compared for equality, since comparing ids here would take an extension.
  constraint tariff_version_once exclude using gist (
    int8range(hashtextextended(tariff_id::text, 0), hashtextextended(tariff_id::text, 0), '[]') with &&,
    daterange(valid_from, valid_until) with &&) where (state = 'PUBLISHED')
);
create unique index tariff_version_draft on tariff_version (tariff_id) where state = 'DRAFT';

-- Minutes of the week, Monday at midnight being 0, in which a rate holds.
create table tariff_band (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_version_id uuid not null,
  name text not null,
  times jsonb not null check (jsonb_typeof(times) = 'array'),
  unique (reseller_id, id),
  foreign key (reseller_id, tariff_version_id) references tariff_version (reseller_id, id),
  constraint tariff_band_once unique (tariff_version_id, name)
);

-- So many minutes a month that are paid for otherwise.
create table tariff_bundle (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_version_id uuid not null,
  name text not null,
  minutes integer not null check (minutes > 0),
  unique (reseller_id, id),
  foreign key (reseller_id, tariff_version_id) references tariff_version (reseller_id, id),
  constraint tariff_bundle_once unique (tariff_version_id, name)
);

create table tariff_zone (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_version_id uuid not null,
  tariff_bundle_id uuid,
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  -- Of zones that both know a number the heavier one has it, then the one with the longer prefix.
  weight integer not null check (weight between 0 and 999),
  unique (reseller_id, id),
  foreign key (reseller_id, tariff_version_id) references tariff_version (reseller_id, id),
  foreign key (reseller_id, tariff_bundle_id) references tariff_bundle (reseller_id, id),
  constraint tariff_zone_once unique (tariff_version_id, name_key)
);
create index tariff_zone_by_name on tariff_zone (name_key, id);
create index tariff_zone_of_reseller on tariff_zone (reseller_id, name_key, id);
create index tariff_zone_of_version on tariff_zone (tariff_version_id, name_key, id);

create table tariff_prefix (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_version_id uuid not null,
  tariff_zone_id uuid not null,
  prefix text not null collate "C" check (prefix ~ '^[0-9]{1,15}$'),
  foreign key (reseller_id, tariff_version_id) references tariff_version (reseller_id, id),
  foreign key (reseller_id, tariff_zone_id) references tariff_zone (reseller_id, id),
  constraint tariff_prefix_once unique (tariff_version_id, prefix)
);
create index tariff_prefix_of_zone on tariff_prefix (tariff_zone_id);

create table tariff_rate (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_zone_id uuid not null,
  tariff_band_id uuid not null,
  per_minute_micro bigint not null check (per_minute_micro between 0 and 1000000000),
  access_micro bigint not null check (access_micro between 0 and 1000000000),
  connection_micro bigint not null check (connection_micro between 0 and 1000000000),
  minimum_seconds integer not null check (minimum_seconds between 0 and 3600),
  first_increment integer not null check (first_increment between 1 and 3600),
  next_increment integer not null check (next_increment between 1 and 3600),
  foreign key (reseller_id, tariff_zone_id) references tariff_zone (reseller_id, id),
  foreign key (reseller_id, tariff_band_id) references tariff_band (reseller_id, id),
  constraint tariff_rate_once unique (tariff_zone_id, tariff_band_id)
);

-- Who has which tariff, from a day on.
create table tariff_customer (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  tariff_id uuid not null,
  for_reseller_id uuid references reseller (id),
  company_id uuid references company (id),
  valid_from date not null,
  valid_until date,
  created_at timestamptz not null,
  foreign key (reseller_id, tariff_id) references tariff (reseller_id, id),
  constraint tariff_customer_is_one check (num_nonnulls(for_reseller_id, company_id) = 1),
  constraint tariff_customer_days check (valid_until >= valid_from),
  constraint tariff_customer_once exclude using gist (
    int8range(hashtextextended(reseller_id::text || coalesce(company_id, for_reseller_id)::text, 0),
      hashtextextended(reseller_id::text || coalesce(company_id, for_reseller_id)::text, 0), '[]') with &&,
    daterange(valid_from, valid_until) with &&)
);
create index tariff_customer_of_tariff on tariff_customer (tariff_id, valid_from, id);
create index tariff_customer_of_reseller on tariff_customer (for_reseller_id) where for_reseller_id is not null;
create index tariff_customer_of_company on tariff_customer (company_id) where company_id is not null;
