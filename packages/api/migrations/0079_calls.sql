-- Calls: where their records come from, what was taken in, and the calls themselves, a table to each month.
create table call_source (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  format text not null check (format in ('ASTERISK', 'FREESWITCH', 'CSV')),
  -- Of CSV: which column is what, by its title.
  columns jsonb,
  -- Where the clock of the exchange hangs, such as Europe/London: its times say no zone.
  time_zone text not null,
  created_at timestamptz not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  constraint call_source_once unique (reseller_id, name_key),
  unique (reseller_id, id),
  check ((format = 'CSV') = (columns is not null))
);
create index call_source_by_name on call_source (name_key, id);
create index call_source_of_reseller on call_source (reseller_id, name_key, id);

create table call_import (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  call_source_id uuid not null,
  file_name text not null,
  by_name text not null,
  state text not null check (state in ('READING', 'BOOKING', 'DONE', 'REFUSED')),
  -- Why nothing of it was taken.
  problem text,
  lines integer not null default 0,
  staged integer not null default 0,
  taken integer not null default 0,
  known integer not null default 0,
  -- Free and emergency numbers: of such calls nothing is kept.
  unlisted integer not null default 0,
  unanswered integer not null default 0,
  refused integer not null default 0,
  -- The first of the lines that were refused, and why each was.
  refusals jsonb not null default '[]',
  created_at timestamptz not null,
  done_at timestamptz,
  foreign key (reseller_id, call_source_id) references call_source (reseller_id, id)
);
create index call_import_by_time on call_import (created_at, id);
create index call_import_of_reseller on call_import (reseller_id, created_at, id);
create index call_import_of_source on call_import (call_source_id, created_at, id);

-- What has been read of a file that is not booked yet. It need not outlive a crash: the file is read again.
create unlogged table call_staged (
  id uuid primary key,
  reseller_id uuid not null,
  call_import_id uuid not null,
  line integer not null,
  call_id text not null,
  from_number text not null collate "C",
  to_number text not null collate "C",
  started_at timestamptz not null,
  seconds integer not null
);
create index call_staged_of_import on call_staged (call_import_id);

-- The months themselves are tables of a schema that nobody may use: they are reached through this one alone.
create schema steward_calls;
create table call_record (
  id uuid not null,
  reseller_id uuid not null,
  -- Whose number it was from or to; none: nobody's that is known, and it waits.
  company_id uuid,
  end_user_id uuid,
  telephone_number_id uuid,
  call_source_id uuid not null,
  call_import_id uuid not null,
  -- What the source calls it.
  call_id text not null,
  direction text not null check (direction in ('OUTBOUND', 'INBOUND')),
  -- The customer's own number, and the other one.
  line text not null collate "C",
  party text not null collate "C",
  started_at timestamptz not null,
  seconds integer not null check (seconds >= 0),
  state text not null check (state in ('RATED', 'UNRATED', 'UNKNOWN', 'FREE')),
  retail_currency text,
  retail_price_micro bigint,
  retail_billed_seconds integer,
  retail_bundle text,
  retail_bundle_seconds integer,
  retail_zone text,
  retail_prefix text,
  retail_band text,
  retail_version_id uuid,
  wholesale_currency text,
  wholesale_price_micro bigint,
  wholesale_billed_seconds integer,
  wholesale_bundle text,
  wholesale_bundle_seconds integer,
  wholesale_zone text,
  wholesale_prefix text,
  wholesale_band text,
  wholesale_version_id uuid,
  -- By which the other number is found: the last digits are nobody's to guess.
  party_key text not null generated always as (left(party, -3)) stored collate "C",
  primary key (id, started_at),
  constraint call_record_once unique (call_source_id, call_id, started_at)
) partition by range (started_at);
create index call_record_by_time on call_record (started_at, id);
create index call_record_of_reseller on call_record (reseller_id, started_at, id);
create index call_record_of_company on call_record (company_id, started_at, id);
create index call_record_of_end_user on call_record (end_user_id, started_at, id) where end_user_id is not null;
create index call_record_of_line on call_record (line, started_at);
create index call_record_of_party on call_record (party_key, started_at);
create index call_record_waiting on call_record (call_import_id) where state in ('UNRATED', 'UNKNOWN');

-- What has been taken of the minutes of a bundle in a month: of a company's own, or of its reseller's where there is no company.
create table call_bundle_use (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  tariff_id uuid not null,
  bundle text not null,
  month date not null,
  seconds integer not null,
  customer_id uuid not null generated always as (coalesce(company_id, reseller_id)) stored,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  constraint call_bundle_use_once unique (reseller_id, customer_id, tariff_id, bundle, month)
);

-- What a company has said of its calls; without a row they are itemised, and shown to its administrators only.
create table call_setting (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null unique,
  itemised boolean not null,
  end_users_see boolean not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
create index call_setting_of_reseller on call_setting (reseller_id);

-- For how many months records of calls are kept: as long as what they cost can be challenged.
create table call_retention (
  id uuid primary key,
  months integer not null check (months between 2 and 84)
);
create unique index call_retention_one on call_retention ((true));
insert into call_retention (id, months) values (uuidv7(), 12);
