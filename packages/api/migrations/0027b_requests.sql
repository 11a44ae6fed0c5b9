-- Who wants to come in asks by a link of the company or reseller, and waits for its administrators.
create table access_link (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  token text constraint access_link_token_sealed check (token ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  token_hash text not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  constraint access_link_tenant_key unique nulls not distinct (reseller_id, company_id)
);
create index access_link_by_token on access_link (token_hash);
create index access_link_by_time on access_link (created_at, id);
create index access_link_of_reseller on access_link (reseller_id, created_at, id);

create table access_request (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  membership_id uuid,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text constraint access_request_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  reason text not null,
  state text not null check (state in ('WAITING', 'APPROVED', 'DECLINED', 'LAPSED')),
  created_at timestamptz not null,
  lapses_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  answer text,
  first_key text not null generated always as (lower(first_name)) stored collate "C",
  last_key text not null generated always as (lower(last_name)) stored collate "C",
  email_key text not null generated always as (lower(email)) stored collate "C",
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, membership_id) references membership (reseller_id, id) deferrable
);
create unique index access_request_waiting_key on access_request (reseller_id, company_id, email_key) nulls not distinct
  where state = 'WAITING';
create index access_request_by_time on access_request (created_at, id);
create index access_request_of_reseller on access_request (reseller_id, created_at, id);
create index access_request_of_company on access_request (company_id, created_at, id);
create index access_request_by_name on access_request (last_key, first_key, id);
create index access_request_of_reseller_by_name on access_request (reseller_id, last_key, first_key, id);
create index access_request_that_lapses on access_request (lapses_at) where state = 'WAITING';

-- What an end user says is wrong about them in the directory, and may not change themselves.
create table correction (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  field text not null check (field in ('FIRST_NAME', 'LAST_NAME', 'EMAIL', 'JOB_TITLE', 'DEPARTMENT', 'USER_ID', 'OTHER')),
  current text constraint correction_current_sealed check (current ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  wanted text constraint correction_wanted_sealed check (wanted ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  note text constraint correction_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  state text not null check (state in ('WAITING', 'APPLIED', 'DECLINED', 'WITHDRAWN')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  answer text,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable
);
create unique index correction_waiting_key on correction (end_user_id, field) where state = 'WAITING' and field <> 'OTHER';
create index correction_of_end_user on correction (end_user_id, created_at, id);
create index correction_by_time on correction (created_at, id);
create index correction_of_reseller on correction (reseller_id, created_at, id);
create index correction_of_company on correction (company_id, created_at, id);
