-- Tables of the first release. Row security, grants and policies are not here: they are made from the entities after
-- every migration. Tenant columns are part of every key between tenant tables, so that a row of one tenant can never
-- point at another's; "on update cascade" lets a company move to another reseller with all it has.

create table migration (
  name text primary key,
  sha256 text not null,
  at timestamptz not null default now()
);

create table protection (
  registry text not null,
  catalogue text not null
);

grant usage on schema steward to steward_app, steward_platform, steward_reseller, steward_company, steward_end_user,
  steward_worker, steward_anonymous, steward_gate, steward_jobs;
-- For all schemas: said of one schema only it would take nothing away from what everyone gets by default.
alter default privileges revoke execute on functions from public;

-- Tenancy

create table reseller (
  id uuid primary key,
  name text not null,
  is_platform boolean not null default false,
  address jsonb not null,
  vat_number text,
  bank jsonb,
  invoice_prefix text not null check (invoice_prefix ~ '^[A-Z0-9]{1,8}$'),
  accent_colour text,
  logo text,
  status text not null check (status in ('ACTIVE', 'SUSPENDED')),
  created_at timestamptz not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  constraint reseller_invoice_prefix_key unique (invoice_prefix)
);
create unique index reseller_name_key on reseller (name_key);
create unique index reseller_one_platform on reseller (is_platform) where is_platform;

create table company (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  customer_code text not null,
  address jsonb not null,
  phone text,
  vat_number text,
  status text not null check (status in ('ACTIVE', 'SUSPENDED')),
  agreement_version text not null,
  agreement_accepted_at timestamptz,
  created_at timestamptz not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  code_key text not null generated always as (lower(customer_code)) stored collate "C",
  unique (reseller_id, id)
);
create unique index company_customer_code_key on company (reseller_id, code_key);
create index company_by_name on company (reseller_id, name_key, id);

-- People

create table person (
  id uuid primary key,
  email text not null,
  password_hash text not null,
  created_at timestamptz not null
);
create unique index person_email_key on person (lower(email));

create table agreement (
  id uuid primary key,
  version text not null unique,
  title text not null,
  text text not null,
  published_on date not null
);

-- Directory

create table domain (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  unique (reseller_id, company_id, id),
  constraint domain_name_key unique (name)
);
create index domain_of_company on domain (company_id, name);

create table end_user (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  first_name text not null,
  last_name text not null,
  email text,
  mobile text,
  phone text,
  job_title text,
  department text,
  status text not null check (status in ('ACTIVE', 'SUSPENDED')),
  created_at timestamptz not null,
  first_key text not null generated always as (lower(first_name)) stored collate "C",
  last_key text not null generated always as (lower(last_name)) stored collate "C",
  email_key text not null generated always as (lower(coalesce(email, ''))) stored collate "C",
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  unique (reseller_id, company_id, id)
);
create index end_user_by_name on end_user (company_id, last_key, first_key, id);
create index end_user_by_email on end_user (company_id, email_key, id);
create index end_user_of_reseller on end_user (reseller_id, last_key, first_key, id);
create index end_user_last on end_user (last_key, first_key, id);
create index end_user_first on end_user (first_key);
create index end_user_email on end_user (email_key);

create table email_address (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  domain_id uuid not null,
  address text not null,
  "primary" boolean not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade on delete cascade,
  foreign key (reseller_id, company_id, domain_id) references domain (reseller_id, company_id, id) on update cascade
);
create unique index email_address_key on email_address (lower(address));
create unique index email_address_one_primary on email_address (end_user_id) where "primary";
create index email_address_of_user on email_address (end_user_id, created_at);
create index email_address_of_domain on email_address (domain_id);

create table end_user_import (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  file_name text not null,
  state text not null check (state in ('PREVIEW', 'APPLIED', 'DISCARDED')),
  row_count integer not null,
  error_count integer not null,
  unknown_columns text[] not null default '{}',
  rows jsonb not null,
  accepted jsonb not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade
);
create index end_user_import_of_company on end_user_import (company_id, created_at);
create index end_user_import_open on end_user_import (created_at) where state = 'PREVIEW';

-- Memberships, invitations, sessions

create table membership (
  id uuid primary key,
  person_id uuid references person (id),
  level text not null check (level in ('PLATFORM', 'RESELLER', 'COMPANY', 'END_USER')),
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  first_name text not null,
  last_name text not null,
  email text not null,
  phone text,
  mobile text,
  fax text,
  status text not null check (status in ('INVITED', 'ACTIVE', 'SUSPENDED')),
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  last_key text not null generated always as (lower(last_name)) stored collate "C",
  first_key text not null generated always as (lower(first_name)) stored collate "C",
  email_key text not null generated always as (lower(email)) stored collate "C",
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade,
  unique (reseller_id, id),
  check ((level in ('COMPANY', 'END_USER')) = (company_id is not null)),
  check ((level = 'END_USER') = (end_user_id is not null)),
  check ((status = 'INVITED') = (person_id is null))
);
create unique index membership_end_user_key on membership (end_user_id) where end_user_id is not null;
create unique index membership_email_key on membership (level, reseller_id, coalesce(company_id, reseller_id), email_key) where level <> 'END_USER';
create index membership_of_person on membership (person_id);
create index membership_of_company on membership (company_id);

create table invitation (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  membership_id uuid not null,
  token_hash text not null unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, membership_id) references membership (reseller_id, id) on update cascade
);
create index invitation_of_membership on invitation (membership_id);

create table session (
  id uuid primary key,
  person_id uuid not null references person (id),
  membership_id uuid not null references membership (id),
  refresh_hash text not null unique,
  previous_hash text,
  rotated_at timestamptz,
  address text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_of_person on session (person_id);
create index session_previous on session (previous_hash) where previous_hash is not null;

-- Failed sign-ins per account and per address, as hashes; only the gate touches it.
create table sign_in_throttle (
  id uuid primary key default uuidv7(),
  key text not null unique,
  failures integer not null,
  blocked_until timestamptz,
  last_at timestamptz not null
);

-- Mail

create table mail (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  "to" text not null check ("to" !~ '[\r\n]'),
  subject text not null check (subject !~ '[\r\n]'),
  body text,
  cause text not null,
  state text not null check (state in ('QUEUED', 'SENT', 'FAILED', 'OUTBOX')),
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  to_key text not null generated always as (lower("to")) stored collate "C",
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade
);
create index mail_by_time on mail (created_at, id);
create index mail_by_recipient on mail (to_key, created_at);

-- Catalogue

-- Where webhook products are provisioned; secrets are sealed by the API. [S55]
create table connector (
  id uuid primary key,
  kind text not null check (kind in ('MANUAL', 'WEBHOOK')),
  name text not null,
  url text not null,
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  constraint connector_name_key unique (name_key)
);

create table product (
  id uuid primary key,
  code text not null,
  name text not null,
  description text not null,
  category text not null,
  unit text not null check (unit in ('PER_USER', 'PER_COMPANY')),
  connector text not null check (connector in ('MANUAL', 'WEBHOOK')),
  connector_id uuid references connector (id),
  list_wholesale_minor integer not null check (list_wholesale_minor >= 0),
  list_retail_minor integer not null check (list_retail_minor >= 0),
  currency text not null default 'GBP',
  active boolean not null default true,
  created_at timestamptz not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  code_key text not null generated always as (lower(code)) stored collate "C",
  constraint product_code_key unique (code)
);

create table offer (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  product_id uuid not null references product (id),
  wholesale_minor integer check (wholesale_minor >= 0),
  retail_minor integer check (retail_minor >= 0),
  unique (reseller_id, product_id)
);

-- Subscriptions

create table subscription (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  product_id uuid not null references product (id),
  reference text not null,
  quantity integer not null check (quantity between 1 and 100000),
  state text not null check (state in ('PENDING', 'ACTIVE', 'PARKED', 'ENDING', 'ENDED')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  started_at timestamptz,
  retail_minor integer not null,
  wholesale_minor integer not null,
  currency text not null,
  created_at timestamptz not null,
  reference_key text not null generated always as (lower(reference)) stored collate "C",
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade,
  unique (reseller_id, company_id, id),
  constraint subscription_reference_key unique (reference)
);
create index subscription_of_user on subscription (end_user_id, created_at, id);
create index subscription_of_company on subscription (company_id, created_at, id);
create index subscription_of_reseller on subscription (reseller_id, created_at, id);
create index subscription_by_time on subscription (created_at, id);
create index subscription_of_product on subscription (product_id, company_id) where state <> 'ENDED';
create index subscription_to_start on subscription (starts_on) where state = 'PENDING' and started_at is null;
create index subscription_to_end on subscription (ends_on) where ends_on is not null and state in ('PENDING', 'ACTIVE', 'PARKED');
create unique index subscription_once_per_user on subscription (end_user_id, product_id) where end_user_id is not null and state not in ('ENDING', 'ENDED');

-- Provisioning

create table provisioning_job (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid not null,
  action text not null check (action in ('PROVISION', 'DEPROVISION')),
  connector text not null check (connector in ('MANUAL', 'WEBHOOK')),
  state text not null check (state in ('QUEUED', 'WAITING', 'RUNNING', 'RETRYING', 'PARKED', 'DONE', 'CANCELLED')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  leased_at timestamptz,
  body text,
  reason text,
  created_at timestamptz not null,
  finished_at timestamptz,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) on update cascade,
  unique (reseller_id, company_id, id)
);
create index provisioning_job_of_subscription on provisioning_job (subscription_id, created_at, id);
create unique index provisioning_job_once on provisioning_job (subscription_id, action) where state <> 'CANCELLED';
create index provisioning_job_of_company on provisioning_job (company_id, created_at, id);
create index provisioning_job_of_reseller on provisioning_job (reseller_id, created_at, id);
create index provisioning_job_by_time on provisioning_job (created_at, id);
create index provisioning_job_open on provisioning_job (state, created_at) where state not in ('DONE', 'CANCELLED');

create table provisioning_attempt (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  job_id uuid not null,
  at timestamptz not null,
  outcome text not null,
  detail text,
  duration_ms integer,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade,
  foreign key (reseller_id, company_id, job_id) references provisioning_job (reseller_id, company_id, id) on update cascade
);
create index provisioning_attempt_of_job on provisioning_attempt (job_id, at);

-- Billing

create table billing_run (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  period text not null,
  state text not null check (state in ('RUNNING', 'DONE')),
  invoice_count integer not null default 0,
  total_minor bigint not null default 0,
  started_by uuid,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index billing_run_of_issuer on billing_run (reseller_id, created_at, id);

create table invoice_series (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  next integer not null default 1
);

create table invoice (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  state text not null check (state in ('DRAFT', 'OPEN', 'PART_PAID', 'PAID')),
  number text,
  period_start date not null,
  period_end date not null check (period_end > period_start),
  issued_on date,
  due_on date,
  currency text not null,
  net_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  paid_minor bigint not null default 0,
  seller jsonb not null,
  buyer jsonb not null,
  created_at timestamptz not null,
  number_key text not null generated always as (lower(coalesce(number, ''))) stored collate "C",
  customer_key text not null generated always as (lower(buyer ->> 'name')) stored collate "C",
  -- The reseller that pays it; none on what a reseller's company pays.
  customer_reseller_id uuid generated always as (case when company_id is null then reseller_id end) stored,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  unique (reseller_id, id),
  check ((kind = 'RETAIL') = (company_id is not null)),
  check ((state = 'DRAFT') = (number is null)),
  check (total_minor = net_minor + vat_minor),
  check (paid_minor between 0 and total_minor)
);
create unique index invoice_number_key on invoice (issuer_id, number) where number is not null;
create unique index invoice_once_per_period on invoice (issuer_id, reseller_id, coalesce(company_id, reseller_id), period_start);
create index invoice_of_company on invoice (company_id, coalesce(issued_on, 'infinity'::date), id);
create index invoice_of_reseller on invoice (reseller_id, coalesce(issued_on, 'infinity'::date), id);
create index invoice_to_reseller on invoice (customer_reseller_id, coalesce(issued_on, 'infinity'::date), id)
  where customer_reseller_id is not null;
create index invoice_by_issue on invoice (coalesce(issued_on, 'infinity'::date), id);
create index invoice_by_number on invoice (number_key, id);
create index invoice_by_customer on invoice (customer_key, id);
create index invoice_unpaid on invoice (issuer_id, due_on) where state in ('OPEN', 'PART_PAID');

create table invoice_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  subscription_id uuid,
  position integer not null,
  description text not null,
  quantity integer not null,
  unit_price_minor integer not null,
  "from" date not null,
  "to" date not null check ("to" > "from"),
  net_minor bigint not null,
  vat_rate_bp integer not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) on update cascade,
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id) on update cascade,
  unique (invoice_id, position)
);
-- One charge per subscription, issuer and day: a billing run that comes twice finds it done. [S75]
create unique index invoice_line_once on invoice_line (subscription_id, issuer_id, "from") where subscription_id is not null;

create table payment (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  method text not null check (method in ('CARD', 'BANK_TRANSFER')),
  amount_minor bigint not null check (amount_minor > 0),
  received_on date not null,
  reference text,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id) on update cascade
);
create index payment_of_invoice on payment (invoice_id, created_at);
create index payment_by_time on payment (created_at, id);
create index payment_of_reseller on payment (reseller_id, created_at, id);
create index payment_of_company on payment (company_id, created_at, id);

create table checkout (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  invoice_id uuid not null,
  state text not null check (state in ('STARTED', 'OPEN', 'PAID', 'EXPIRED')),
  amount_minor bigint not null,
  idempotency_key text not null unique,
  stripe_session_id text unique,
  url text,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id) on update cascade
);
create index checkout_of_invoice on checkout (invoice_id, created_at);
create index checkout_under_way on checkout (created_at) where state in ('STARTED', 'OPEN');

create table stripe_event (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  event_id text not null unique,
  type text not null,
  received_at timestamptz not null
);

-- Notices

create table notice (
  id uuid primary key,
  reference text not null unique,
  kind text not null check (kind in ('MAINTENANCE', 'OUTAGE', 'UPDATE', 'SECURITY', 'REGULATORY')),
  title text not null,
  body text not null,
  product_id uuid not null references product (id),
  starts_at timestamptz,
  ends_at timestamptz check (ends_at > starts_at),
  published_at timestamptz not null
);
create index notice_by_time on notice (published_at, id);

create table notice_recipient (
  id uuid primary key,
  notice_id uuid not null references notice (id),
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  membership_id uuid,
  level text not null,
  email text not null,
  seen_at timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) on update cascade
);
create index notice_recipient_of_notice on notice_recipient (notice_id);
create index notice_recipient_of_membership on notice_recipient (membership_id, notice_id);
create index notice_recipient_of_end_user on notice_recipient (end_user_id, notice_id) where end_user_id is not null;
create index notice_recipient_of_reseller on notice_recipient (reseller_id, company_id, end_user_id, notice_id);

-- Audit

-- Without foreign keys to what it is about: it outlives that, and stays with the reseller under whom it happened.
create table audit_entry (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  at timestamptz not null,
  action text not null,
  actor_level text,
  actor_person_id uuid,
  actor_membership_id uuid,
  subject_type text not null,
  subject_id uuid,
  reference text,
  changed text[] not null default '{}',
  request_id text,
  action_key text not null generated always as (lower(action)) stored collate "C"
);
create index audit_entry_of_reseller on audit_entry (reseller_id, at, id);
create index audit_entry_of_company on audit_entry (company_id, at, id);
create index audit_entry_by_time on audit_entry (at, id);
create index audit_entry_of_subject on audit_entry (subject_id, at);
create index audit_entry_by_action on audit_entry (action_key, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is never changed.';
end $$;
create trigger audit_entry_is_append_only before delete or update on audit_entry for each statement execute function refuse_change();

-- Scope: the settings that row security compares. They last until the end of the transaction.

create function enter(at text, person uuid, membership uuid, reseller uuid, company uuid, end_user uuid) returns void
  language sql volatile as $$
  select set_config('steward.now', at, true), set_config('steward.session_id', '', true),
    set_config('steward.person_id', coalesce(person::text, ''), true),
    set_config('steward.membership_id', coalesce(membership::text, ''), true),
    set_config('steward.reseller_id', coalesce(reseller::text, ''), true),
    set_config('steward.company_id', coalesce(company::text, ''), true),
    set_config('steward.end_user_id', coalesce(end_user::text, ''), true)
$$;
grant execute on function enter(text, uuid, uuid, uuid, uuid, uuid) to steward_app;

-- The short list of what works before there is a scope. Each runs as the gate, with a fixed search path. [S8]

-- The memberships that let someone in: a suspended reseller or company shuts out all of its people, at once. [S47]
-- Not a view, whose grants would be made anew with the tables' own; the planner dissolves it all the same.
create function open_memberships() returns setof membership language sql stable as $$
  select m.* from membership m
    join reseller r on r.id = m.reseller_id and r.status = 'ACTIVE'
    left join company c on c.id = m.company_id
    left join end_user u on u.id = m.end_user_id
    where m.status = 'ACTIVE' and coalesce(c.status, 'ACTIVE') = 'ACTIVE' and coalesce(u.status, 'ACTIVE') = 'ACTIVE'
$$;
grant execute on function open_memberships() to steward_gate;

-- Refuses a session that goes on as another membership by now: an older tab must not act in the new tenant. [S50]
create function enter_session(session_id uuid, expected_membership uuid, expected_level text, at text)
  returns table (person_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare entered record;
begin
  select m.person_id, m.id, m.reseller_id, m.company_id, m.end_user_id into entered
    from session s join open_memberships() m on m.id = s.membership_id
    where s.id = enter_session.session_id and s.ended_at is null and s.expires_at > enter_session.at::timestamptz
      and m.person_id = s.person_id and m.id = expected_membership and m.level = expected_level;
  if not found then return; end if;
  perform set_config('steward.now', enter_session.at, true), set_config('steward.session_id', enter_session.session_id::text, true),
    set_config('steward.person_id', entered.person_id::text, true),
    set_config('steward.membership_id', entered.id::text, true),
    set_config('steward.reseller_id', entered.reseller_id::text, true),
    set_config('steward.company_id', coalesce(entered.company_id::text, ''), true),
    set_config('steward.end_user_id', coalesce(entered.end_user_id::text, ''), true);
  return query select entered.person_id, entered.id, entered.reseller_id, entered.company_id, entered.end_user_id;
end $$;

create function enqueue(task text, payload jsonb, run_at timestamptz, key text, lane text default null) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  select graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => key,
    flags => case when lane is not null then array['lane', 'lane ' || lane] end)
$$;

-- One job per element of a JSON array, in one statement.
create function enqueue_all(task text, payloads jsonb, lane text default null) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  select count(*) from graphile_worker.add_jobs(array(
    select row(task, payload::json, null, null, null, null, null,
        case when lane is not null then array['lane', 'lane ' || lane] end)::graphile_worker.job_spec
      from jsonb_array_elements(payloads) payload))
$$;

grant create on schema steward to steward_gate, steward_jobs;
alter function enter_session(uuid, uuid, text, text) owner to steward_gate;
alter function enqueue(text, jsonb, timestamptz, text, text) owner to steward_jobs;
alter function enqueue_all(text, jsonb, text) owner to steward_jobs;
revoke create on schema steward from steward_gate, steward_jobs;
grant execute on function enter_session(uuid, uuid, text, text) to steward_app;
grant execute on function enqueue(text, jsonb, timestamptz, text, text), enqueue_all(text, jsonb, text) to steward_platform, steward_reseller, steward_company,
  steward_end_user, steward_worker, steward_anonymous;

-- A subscription takes its prices from the catalogue, whoever makes it: a company cannot see, nor choose, them. [C3]
create function price_subscription() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  select coalesce(o.wholesale_minor, p.list_wholesale_minor), coalesce(o.retail_minor, p.list_retail_minor), p.currency
    into new.wholesale_minor, new.retail_minor, new.currency
    from product p left join offer o on o.product_id = p.id and o.reseller_id = new.reseller_id
    where p.id = new.product_id;
  return new;
end $$;
grant create on schema steward to steward_gate;
alter function price_subscription() owner to steward_gate;
revoke create on schema steward from steward_gate;
create trigger price_subscription before insert on subscription for each row execute function price_subscription();

create function keep_price() returns trigger language plpgsql as $$
begin
  if current_user in ('steward_company', 'steward_end_user') then
    raise exception 'Prices are the reseller''s to change.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_price before update of retail_minor, wholesale_minor, currency, product_id on subscription
  for each row execute function keep_price();

-- Signing in. Failures are counted under hashes of the account and of the address it came from.

create function throttle_key(kind text, value text) returns text language sql immutable as $$
  select encode(sha256(convert_to(kind || ':' || lower(value), 'UTF8')), 'hex')
$$;

create function find_sign_in(email text, address text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select p.id, p.password_hash,
    (select max(t.blocked_until) from sign_in_throttle t
      where t.key in (throttle_key('account', email), throttle_key('address', address)) and t.blocked_until > at)
  from (values (1)) one left join person p on lower(p.email) = lower(find_sign_in.email)
$$;

create function note_failed_sign_in(email text, address text, at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  insert into sign_in_throttle as t (key, failures, last_at)
    values (throttle_key('account', email), 1, at), (throttle_key('address', address), 1, at)
  on conflict (key) do update set
    failures = case when t.last_at < at - interval '1 hour' then 1 else t.failures + 1 end,
    last_at = at,
    blocked_until = case
      when t.last_at < at - interval '1 hour' then null
      when t.failures + 1 > (case when t.key = throttle_key('account', note_failed_sign_in.email) then 4 else 29 end)
      then at + least(interval '15 minutes', interval '1 second' * power(2,
        least(t.failures + 1 - (case when t.key = throttle_key('account', note_failed_sign_in.email) then 4 else 29 end), 10)))
    end
$$;

create function open_session(session_id uuid, person uuid, refresh_hash text, address text, user_agent text,
    expires_at timestamptz, rehashed text, email text, at timestamptz)
  returns table (membership_id uuid, level text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare chosen record;
begin
  select m.id, m.level into chosen from open_memberships() m
    where m.person_id = person
    order by m.last_sign_in_at desc nulls last, m.created_at limit 1;
  if not found then return; end if;
  if rehashed is not null then update person set password_hash = rehashed where id = person; end if;
  delete from sign_in_throttle where key = throttle_key('account', open_session.email);
  update membership set last_sign_in_at = at where id = chosen.id;
  insert into session (id, person_id, membership_id, refresh_hash, address, user_agent, created_at, last_seen_at, expires_at)
    values (session_id, person, chosen.id, open_session.refresh_hash, open_session.address, open_session.user_agent, at, at,
      open_session.expires_at);
  insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, actor_level, actor_person_id,
      actor_membership_id, subject_type, subject_id)
    select uuidv7(), m.reseller_id, m.company_id, m.end_user_id, open_session.at, 'signIn', m.level, person, m.id, 'Session', session_id
      from membership m where m.id = chosen.id;
  return query select chosen.id, chosen.level;
end $$;

create function rotate_session(presented text, fresh text, at timestamptz)
  returns table (session_id uuid, membership_id uuid, level text, expires_at timestamptz, rotated boolean)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare found_session session; found_level text;
begin
  select s.* into found_session from session s
    where s.refresh_hash = presented or s.previous_hash = presented for update;
  if not found or found_session.ended_at is not null or found_session.expires_at <= at
    or found_session.last_seen_at < at - interval '14 days' then return; end if;
  select m.level into found_level from open_memberships() m where m.id = found_session.membership_id;
  if not found then return; end if;
  if found_session.refresh_hash = presented then
    update session s set refresh_hash = fresh, previous_hash = presented, rotated_at = at, last_seen_at = at
      where s.id = found_session.id;
    return query select found_session.id, found_session.membership_id, found_level, found_session.expires_at, true;
  elsif found_session.rotated_at > at - interval '10 seconds' then
    return query select found_session.id, found_session.membership_id, found_level, found_session.expires_at, false;
  else
    update session s set ended_at = at where s.id = found_session.id;
  end if;
end $$;

create function switch_membership(session_id uuid, membership uuid, at timestamptz) returns table (membership_id uuid, level text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare chosen text;
begin
  -- The session is the one this very transaction entered with, whatever the caller says.
  if session_id is distinct from nullif(current_setting('steward.session_id', true), '')::uuid then return; end if;
  select m.level into chosen from open_memberships() m join session s on s.person_id = m.person_id
    where s.id = session_id and m.id = membership;
  if not found then return; end if;
  update session set membership_id = membership where id = session_id;
  update membership m set last_sign_in_at = at where m.id = membership;
  return query select membership, chosen;
end $$;

create function own_memberships() returns table (id uuid, level text, tenant_name text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select m.id, m.level, coalesce(c.name, r.name) from open_memberships() m
    join reseller r on r.id = m.reseller_id left join company c on c.id = m.company_id
    where m.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
    order by m.created_at
$$;

-- Accepting an invitation

create function find_invitation(token_hash text, at timestamptz)
  returns table (invitation_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid, level text,
    email text, first_name text, tenant_name text, brand_name text, accent_colour text, logo text, expires_at timestamptz,
    person_id uuid, password_hash text, agreement_version text, agreement_accepted_at timestamptz)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select i.id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.level, m.email, m.first_name, coalesce(c.name, r.name),
      r.name, r.accent_colour, r.logo, i.expires_at, p.id, p.password_hash, c.agreement_version, c.agreement_accepted_at
    from invitation i join membership m on m.id = i.membership_id
    join reseller r on r.id = m.reseller_id left join company c on c.id = m.company_id
    left join person p on lower(p.email) = lower(m.email)
    where i.token_hash = find_invitation.token_hash and i.used_at is null and i.expires_at > at and m.status = 'INVITED'
      and r.status = 'ACTIVE' and coalesce(c.status, 'ACTIVE') = 'ACTIVE'
$$;

-- Takes the invitation, makes the person if the address is new, and gives the membership to them. `known` is the person
-- whose password was checked before; null comes back if someone was faster or the address has meanwhile become someone's.
create function take_invitation(invitation uuid, known uuid, person uuid, password_hash text, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare taken record; holder uuid;
begin
  select p.id into holder from person p join membership m on lower(m.email) = lower(p.email)
    join invitation i on i.membership_id = m.id where i.id = invitation;
  if holder is distinct from known then return null; end if;
  update invitation i set used_at = at where i.id = invitation and i.used_at is null and i.expires_at > at
    returning i.membership_id into taken;
  if not found then return null; end if;
  if known is null then
    holder := person;
    insert into person (id, email, password_hash, created_at)
      select person, m.email, take_invitation.password_hash, at from membership m where m.id = taken.membership_id;
  end if;
  update membership m set person_id = holder, status = 'ACTIVE' where m.id = taken.membership_id;
  return holder;
end $$;

-- Whose card payment a session of Stripe's is; Stripe's events name no tenant that could be trusted. [S71]
create function find_checkout(session_id text) returns table (checkout_id uuid, reseller_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select c.id, c.reseller_id from checkout c where c.stripe_session_id = find_checkout.session_id
$$;

grant create on schema steward to steward_gate;
alter function find_checkout(text) owner to steward_gate;
alter function find_sign_in(text, text, timestamptz) owner to steward_gate;
alter function note_failed_sign_in(text, text, timestamptz) owner to steward_gate;
alter function open_session(uuid, uuid, text, text, text, timestamptz, text, text, timestamptz) owner to steward_gate;
alter function rotate_session(text, text, timestamptz) owner to steward_gate;
alter function switch_membership(uuid, uuid, timestamptz) owner to steward_gate;
alter function own_memberships() owner to steward_gate;
alter function find_invitation(text, timestamptz) owner to steward_gate;
alter function take_invitation(uuid, uuid, uuid, text, timestamptz) owner to steward_gate;
revoke create on schema steward from steward_gate;
grant execute on function throttle_key(text, text) to steward_gate;
grant execute on function find_checkout(text), find_sign_in(text, text, timestamptz), note_failed_sign_in(text, text, timestamptz),
  open_session(uuid, uuid, text, text, text, timestamptz, text, text, timestamptz), rotate_session(text, text, timestamptz),
  find_invitation(text, timestamptz), take_invitation(uuid, uuid, uuid, text, timestamptz) to steward_anonymous;
grant execute on function switch_membership(uuid, uuid, timestamptz), own_memberships() to steward_platform, steward_reseller,
  steward_company, steward_end_user;
