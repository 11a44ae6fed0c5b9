-- Limits of what a company's calls may come to in a day, and what is barred and said by them.

-- Whether outgoing calls of a company are barred through this product, and since when they are.
alter table product add column bars_calls boolean not null default false;
alter table subscription add column calls_barred_at timestamptz;
create index subscription_calls_barred on subscription (reseller_id, company_id) where calls_barred_at is not null;

-- What the calls of a company have come to, day by day in London, at what it pays for them.
create table call_day (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  day date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  calls bigint not null,
  amount_micro bigint not null,
  -- Calls have come since somebody looked whether it is too much.
  changed boolean not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  constraint call_day_once unique (reseller_id, company_id, day, currency)
);
create index call_day_of_company on call_day (company_id, day);
create index call_day_of_reseller on call_day (reseller_id, day);
create index call_day_changed on call_day (reseller_id) where changed;

-- Which zones a company has called, and when last.
create table call_zone_use (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The version of the tariff that a call of it was rated by last.
  version_id uuid not null,
  -- The first day after ninety without, and the last one.
  first_on date not null,
  last_on date not null,
  -- Nobody has looked at that first day yet.
  fresh boolean not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  constraint call_zone_use_once unique (reseller_id, company_id, zone)
);
create index call_zone_use_of_company on call_zone_use (company_id);
create index call_zone_use_fresh on call_zone_use (reseller_id) where fresh;

-- What was called before is nothing new.
insert into call_zone_use (id, reseller_id, company_id, zone, currency, version_id, first_on, last_on, fresh)
  select uuidv7(), c.reseller_id, c.company_id, c.retail_zone, any_value(c.retail_currency), any_value(c.retail_version_id),
      min(timezone('Europe/London', c.started_at))::date, max(timezone('Europe/London', c.started_at))::date, false
    from call_record c where c.company_id is not null and c.retail_price_micro is not null group by c.reseller_id, c.company_id, c.retail_zone;
insert into call_day (id, reseller_id, company_id, day, currency, calls, amount_micro, changed)
  select uuidv7(), c.reseller_id, c.company_id, timezone('Europe/London', c.started_at)::date, c.retail_currency, count(*), sum(c.retail_price_micro), false
    from call_record c where c.company_id is not null and c.retail_price_micro is not null group by 2, 3, 4, 5;

-- What a seller lets the calls of its companies come to in a day: of all of them that have a currency, or of one; and what a company lets
-- itself, which goes with it, as does what was agreed for it.
create table call_limit (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  -- The company has set it itself.
  own boolean not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- From here on it is warned, and barred; none: not at all.
  warn_minor integer check (warn_minor > 0),
  bar_minor integer check (bar_minor > 0),
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  check (warn_minor <= bar_minor),
  check (company_id is not null or not own)
);
create unique index call_limit_of_all on call_limit (reseller_id, currency) where company_id is null;
create unique index call_limit_of_one on call_limit (company_id, own) where company_id is not null;
create index call_limit_by_time on call_limit (created_at, id);
create index call_limit_of_reseller on call_limit (reseller_id, created_at, id);
create index call_limit_of_company on call_limit (company_id, created_at, id);

create table call_warning (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  kind text not null check (kind in ('DAY', 'BARRED', 'PREMIUM', 'UNUSUAL')),
  day date not null,
  -- Of a first call: where to, and the most that a minute of it costs.
  zone text,
  per_minute_micro bigint,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Of a day: what its calls had come to, and the limit.
  amount_micro bigint,
  limit_minor integer,
  -- Of a bar: through how many services it is provisioned, and the names of those where somebody has to do it.
  services integer,
  by_hand text[] not null default '{}',
  created_at timestamptz not null,
  -- Of a bar: since when calls go out again; by whom it was lifted, and why.
  ended_at timestamptz,
  ended_by_name text,
  outcome text,
  -- Who has looked after it, and when.
  settled_at timestamptz,
  settled_by_name text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  check ((zone is not null) = (kind in ('PREMIUM', 'UNUSUAL'))),
  check ((services is not null) = (kind = 'BARRED')),
  check ((limit_minor is not null) = (kind in ('DAY', 'BARRED'))),
  check ((ended_by_name is null) = (outcome is null)),
  check (ended_at is null or kind = 'BARRED')
);
create unique index call_warning_of_day on call_warning (company_id, day) where kind = 'DAY';
create unique index call_warning_of_zone on call_warning (reseller_id, company_id, zone, day) where zone is not null;
create unique index call_warning_barred on call_warning (reseller_id, company_id) where kind = 'BARRED' and ended_at is null;
create index call_warning_by_time on call_warning (created_at, id);
create index call_warning_of_reseller on call_warning (reseller_id, created_at, id);
create index call_warning_of_company on call_warning (company_id, created_at, id);
create index call_warning_open on call_warning (reseller_id, company_id) where settled_at is null;
