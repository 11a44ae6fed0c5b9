-- A company that has left: with that day the time begins after which what is held of it goes.
alter table company add column left_on date;

-- Where a tenant keeps something shorter than the matrix says.
create table retention_choice (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  rule text not null,
  months integer not null check (months between 0 and 84),
  set_at timestamptz not null,
  set_by uuid not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
create unique index retention_choice_of on retention_choice (reseller_id, company_id, rule) nulls not distinct;

-- What stops all forgetting: of a person, of a company, or of what a matter needs.
create table legal_hold (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  kind text not null check (kind in ('PERSON', 'COMPANY', 'MATTER')),
  end_user_id uuid,
  -- The lines of the matrix that a matter needs.
  rules text[] not null default '{}',
  reference text not null check (length(reference) between 1 and 100),
  reason text constraint legal_hold_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  -- Whose people placed it, who alone lift it.
  level text not null check (level in ('COMPANY', 'RESELLER', 'PLATFORM')),
  placed_at timestamptz not null,
  placed_by uuid,
  placed_by_name text not null,
  lifted_at timestamptz,
  lifted_by_name text,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  check ((kind = 'PERSON') = (end_user_id is not null)),
  check (kind = 'MATTER' or company_id is not null),
  check ((kind = 'MATTER') = (cardinality(rules) > 0)),
  check ((lifted_at is null) = (lifted_by_name is null))
);
create index legal_hold_by_placing on legal_hold (placed_at, id);
create index legal_hold_of_reseller on legal_hold (reseller_id, placed_at, id);
create index legal_hold_of_company on legal_hold (company_id, placed_at, id);
create index legal_hold_of_end_user on legal_hold (end_user_id) where end_user_id is not null;

-- What went, what was held, and until when: evidence.
create table retention_run (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  state text not null check (state in ('RUNNING', 'DONE')),
  started_at timestamptz not null,
  finished_at timestamptz,
  gone integer not null,
  held integer not null,
  tables jsonb not null,
  -- SHA-256 over all of it and the one of the run before.
  hash text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  check ((state = 'DONE') = (finished_at is not null and hash is not null))
);
create unique index retention_run_under_way on retention_run (reseller_id, company_id) nulls not distinct where state = 'RUNNING';
create index retention_run_by_start on retention_run (started_at, id);
create index retention_run_of_reseller on retention_run (reseller_id, started_at, id);
create index retention_run_of_company on retention_run (company_id, started_at, id);
