-- What was done for people about their data: restriction of their entry, receipts of what was done, archives of what they were given.
alter table end_user add column restricted_at timestamptz;

create table rights_receipt (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  rights_request_id uuid,
  change_set_id uuid,
  deed text not null check (deed in ('TOLD', 'EXPORTED', 'COPIED', 'CORRECTED', 'RESTRICTED', 'LIFTED', 'OBJECTED', 'ERASED', 'TAKEN_OUT')),
  state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  started_at timestamptz not null,
  done_at timestamptz,
  lines jsonb not null default '[]',
  digest text,
  failure text,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, rights_request_id) references rights_request (reseller_id, company_id, id) deferrable,
  unique (reseller_id, company_id, id),
  check ((state = 'DONE') = (digest is not null))
);
create unique index rights_receipt_running on rights_receipt (rights_request_id) where state = 'RUNNING';
create index rights_receipt_of_request on rights_receipt (rights_request_id);
create index rights_receipt_of_change_set on rights_receipt (change_set_id);
create index rights_receipt_by_start on rights_receipt (started_at, id);
create index rights_receipt_of_reseller_by_start on rights_receipt (reseller_id, started_at, id);
create index rights_receipt_of_company_by_start on rights_receipt (company_id, started_at, id);
create index rights_receipt_of_end_user_by_start on rights_receipt (end_user_id, started_at, id);

-- The file itself, sealed; it goes when it can no longer be fetched.
create table rights_archive (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  rights_receipt_id uuid not null,
  size integer not null check (size > 0),
  content text not null constraint rights_archive_content_sealed check (content ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, rights_receipt_id) references rights_receipt (reseller_id, company_id, id) deferrable
);
create unique index rights_archive_of_receipt on rights_archive (rights_receipt_id);
create index rights_archive_by_end on rights_archive (expires_at);
