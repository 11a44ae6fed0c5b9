-- Chasing: how an issuer reminds of what is due, what was sent of it, and what pauses it.
create table chasing_policy (
  id uuid primary key,
  -- The issuer itself for everyone, or else one customer of its.
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  active boolean not null,
  steps jsonb not null check (jsonb_typeof(steps) = 'array'),
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique nulls not distinct (issuer_id, reseller_id, company_id)
);
create index chasing_policy_by_time on chasing_policy (created_at, id);
create index chasing_policy_of_reseller on chasing_policy (reseller_id, created_at, id);
create index chasing_policy_of_company on chasing_policy (company_id) where company_id is not null;

create table invoice_reminder (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  -- From the day on which it was due: -3 is three days before.
  day integer not null,
  tone text not null check (tone in ('FRIENDLY', 'FIRM', 'FINAL')),
  last boolean not null,
  due_minor bigint not null check (due_minor > 0),
  recipient_count integer not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  -- Once per invoice and step, whoever is killed and begins again.
  unique (invoice_id, day)
);
create index invoice_reminder_by_time on invoice_reminder (created_at, id);
create index invoice_reminder_of_reseller on invoice_reminder (reseller_id, created_at, id);
create index invoice_reminder_of_company on invoice_reminder (company_id, created_at, id) where company_id is not null;
create index invoice_reminder_last on invoice_reminder (issuer_id, invoice_id) where last;

create table invoice_pause (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  kind text not null check (kind in ('DISPUTE', 'PROMISE')),
  -- What is disputed, or who has promised to pay.
  reason text not null,
  -- The last day of a promise.
  until date,
  begun_by_name text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  outcome text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  check ((kind = 'PROMISE') = (until is not null)),
  check ((ended_at is null) = (ended_by_name is null))
);
create unique index invoice_pause_under_way on invoice_pause (invoice_id, kind) where ended_at is null;
create index invoice_pause_of_invoice on invoice_pause (invoice_id);
create index invoice_pause_by_time on invoice_pause (created_at, id);
create index invoice_pause_of_reseller on invoice_pause (reseller_id, created_at, id);
create index invoice_pause_of_company on invoice_pause (company_id, created_at, id) where company_id is not null;

-- What late payment costs by law is reckoned from: Bank Rate as it stood before each half-year.
create table reference_rate (
  id uuid primary key,
  half_year date not null unique check (extract(day from half_year) = 1 and extract(month from half_year) in (1, 7)),
  rate_bp integer not null check (rate_bp between 0 and 10000),
  updated_at timestamptz not null
);
create index reference_rate_by_half_year on reference_rate (half_year, id);
