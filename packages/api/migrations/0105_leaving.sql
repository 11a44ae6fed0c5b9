-- Tenants that leave: who has agreed to it, what they are given, and what became of each table when they were deleted.

alter table company add column deleted_at timestamptz;
alter table reseller add column left_on date, add column deleted_at timestamptz;

create table departure (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  -- None: the reseller itself leaves.
  company_id uuid,
  tenant_name text not null,
  seller_name text not null,
  -- The first day on which it is no customer any more.
  leaves_on date not null,
  reason text not null,
  state text not null check (state in ('PROPOSED', 'AGREED', 'LEFT', 'CLOSED', 'DELETED', 'WITHDRAWN')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  seller_agreed_at timestamptz,
  tenant_agreed_at timestamptz,
  settled_at timestamptz,
  settled_because text,
  held_because text,
  -- Until when its people sign in, and fetch what it is given.
  open_until timestamptz,
  invoice_id uuid,
  told_state text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  unique (reseller_id, id),
  check ((settled_at is null) = (state in ('PROPOSED', 'AGREED'))),
  check (state in ('PROPOSED', 'WITHDRAWN') or num_nulls(seller_agreed_at, tenant_agreed_at) = 0),
  check ((open_until is null) = (state in ('PROPOSED', 'AGREED', 'WITHDRAWN')))
);
create unique index departure_under_way on departure (reseller_id, company_id) nulls not distinct where state <> 'WITHDRAWN';
create index departure_by_day on departure (leaves_on, id);
create index departure_by_time on departure (proposed_at, id);
create index departure_of_reseller on departure (reseller_id, leaves_on, id);
create index departure_proposed on departure (reseller_id, proposed_at, id);
create index departure_of_company on departure (company_id, leaves_on, id);
create index departure_of_company_proposed on departure (company_id, proposed_at, id);
create index departure_invoice on departure (reseller_id, invoice_id) where invoice_id is not null;

create table tenant_archive (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  departure_id uuid not null,
  state text not null check (state in ('RUNNING', 'DONE')),
  started_at timestamptz not null,
  done_at timestamptz,
  row_count integer,
  file_count integer,
  kilobytes integer,
  sha256 text,
  expires_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, departure_id) references departure (reseller_id, id),
  unique (reseller_id, id),
  check ((state = 'DONE') = (num_nulls(done_at, row_count, file_count, kilobytes, sha256, expires_at) = 0))
);
create unique index tenant_archive_of_departure on tenant_archive (departure_id);
create index tenant_archive_by_start on tenant_archive (started_at, id);
create index tenant_archive_of_company on tenant_archive (reseller_id, company_id);

-- The zip file in pieces, sealed; they go when it can no longer be fetched.
create table tenant_archive_part (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  tenant_archive_id uuid not null,
  position integer not null,
  content text not null constraint tenant_archive_part_content_sealed check (content ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  made_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, tenant_archive_id) references tenant_archive (reseller_id, id)
);
create unique index tenant_archive_part_of on tenant_archive_part (tenant_archive_id, position);
create index tenant_archive_part_of_company on tenant_archive_part (reseller_id, company_id);

-- What became of each table of a tenant that was deleted: evidence, which names nobody.
create table tenant_deletion (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  departure_id uuid not null,
  reference text not null,
  state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  done_at timestamptz,
  failure text,
  gone integer not null default 0,
  emptied integer not null default 0,
  kept integer not null default 0,
  tables jsonb not null default '[]',
  -- When its key was destroyed; until then something must be kept that opens with it.
  key_destroyed_at timestamptz,
  digest text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, departure_id) references departure (reseller_id, id),
  check ((state = 'DONE') = (digest is not null)),
  check ((state = 'RUNNING') = (done_at is null))
);
create unique index tenant_deletion_of_departure on tenant_deletion (departure_id) where state <> 'FAILED';
create index tenant_deletion_by_request on tenant_deletion (requested_at, id);
create index tenant_deletion_of_departure_any on tenant_deletion (departure_id);
create index tenant_deletion_of_company on tenant_deletion (reseller_id, company_id);
