-- Files of people become change-sets: compared with the directory, confirmed, applied row by row, reversed as a whole.

create table change_set (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  file_name text not null,
  state text not null check (state in ('PREVIEW', 'WAITING', 'RUNNING', 'DONE', 'FAILED', 'REVERSING', 'REVERSED', 'DISCARDED')),
  unknown_columns text[] not null default '{}',
  row_count integer not null,
  add_count integer not null default 0,
  change_count integer not null default 0,
  same_count integer not null default 0,
  error_count integer not null,
  service_count integer not null default 0,
  monthly_minor bigint not null default 0,
  currency text not null default 'GBP',
  done_count integer not null default 0,
  refused_count integer not null default 0,
  reversed_count integer not null default 0,
  kept_count integer not null default 0,
  failures integer not null default 0,
  failure text,
  statement_version text,
  submitted_by uuid,
  submitted_by_person uuid,
  submitted_by_name text not null,
  stated_by uuid,
  stated_by_person uuid,
  stated_by_name text,
  stated_at timestamptz,
  approved_by uuid,
  approved_by_name text,
  approved_at timestamptz,
  reversed_by uuid,
  reversed_by_name text,
  reversal_at timestamptz,
  finished_at timestamptz,
  forgotten_at timestamptz,
  created_at timestamptz not null,
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
create index change_set_of_company on change_set (company_id, created_at, id);
create index change_set_of_reseller on change_set (reseller_id, created_at, id);
create index change_set_by_time on change_set (created_at, id);
create index change_set_undecided on change_set (created_at) where state in ('PREVIEW', 'WAITING');
create index change_set_kept on change_set (created_at) where forgotten_at is null;

create table change_set_row (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  change_set_id uuid not null,
  line integer not null,
  kind text not null check (kind in ('ADD', 'CHANGE', 'SAME', 'WRONG')),
  outcome text not null check (outcome in ('NONE', 'WAITING', 'DONE', 'REFUSED', 'REVERSED', 'KEPT')),
  reason text,
  end_user_id uuid,
  first_name text,
  last_name text,
  email text,
  mobile text,
  phone text,
  job_title text,
  department text,
  was_first_name text,
  was_last_name text,
  was_email text,
  was_mobile text,
  was_phone text,
  was_job_title text,
  was_department text,
  services text,
  product_ids text[] not null default '{}',
  subscription_ids text[] not null default '{}',
  changed text[] not null default '{}',
  errors jsonb not null,
  constraint change_set_row_mobile_sealed check (mobile ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint change_set_row_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint change_set_row_was_mobile_sealed check (was_mobile ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint change_set_row_was_phone_sealed check (was_phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  foreign key (reseller_id, company_id, change_set_id) references change_set (reseller_id, company_id, id) deferrable
);
create index change_set_row_in_order on change_set_row (change_set_id, line, id);
create index change_set_row_of_reseller on change_set_row (reseller_id, change_set_id, line, id);

-- What a company wants of bulk changes, and what its columns meant the last time.
create table bulk_change_policy (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  approval boolean not null default false,
  columns jsonb not null default '{}',
  constraint bulk_change_policy_key unique (company_id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);

-- Files that were imported before remain in the history; those that waited to be confirmed are uploaded again.
insert into change_set (id, reseller_id, company_id, file_name, state, unknown_columns, row_count, add_count, error_count,
    done_count, submitted_by_name, finished_at, forgotten_at, created_at)
  select id, reseller_id, company_id, file_name, 'DONE', unknown_columns, row_count, row_count, 0, row_count, 'Not recorded',
    created_at, created_at, created_at from end_user_import where state = 'APPLIED';
drop table end_user_import;
