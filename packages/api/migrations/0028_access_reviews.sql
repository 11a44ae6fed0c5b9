-- Who has access is looked at anew, quarter by quarter and tenant by tenant: the platform its staff and the resellers'
-- administrators, a reseller its people, a company its administrators.

create table access_review (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  -- Whose people review: staff, the reseller's or the company's administrators.
  level text not null check (level in ('COMPANY', 'RESELLER', 'PLATFORM')),
  -- Its first day.
  quarter date not null,
  state text not null check (state in ('OPEN', 'CLOSED')),
  -- What becomes of what nobody has decided when the last day is over.
  silence text not null check (silence in ('KEEP', 'REVOKE')),
  opened_at timestamptz not null,
  -- The membership; null: the product itself.
  opened_by uuid,
  due_on date not null,
  reminded_on date,
  closed_at timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  unique (reseller_id, id),
  check ((level = 'COMPANY') = (company_id is not null)),
  check ((state = 'CLOSED') = (closed_at is not null))
);
create unique index access_review_open on access_review (reseller_id, company_id, level) nulls not distinct where state = 'OPEN';
create index access_review_of_quarter on access_review (quarter, level, reseller_id, company_id);
create index access_review_by_opening on access_review (opened_at, id);
create index access_review_of_reseller_by_opening on access_review (reseller_id, opened_at, id);
create index access_review_by_due on access_review (due_on, id);
create index access_review_of_reseller_by_due on access_review (reseller_id, due_on, id);
create index access_review_of_company on access_review (company_id, opened_at, id);

-- Whose access is reviewed, as it stood when it was last looked at or decided: what is decided stays as evidence.
create table access_review_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  level text not null check (level in ('COMPANY', 'RESELLER', 'PLATFORM')),
  access_review_id uuid not null,
  -- Of this tenant or one below it.
  membership_id uuid not null,
  subject_level text not null check (subject_level in ('PLATFORM', 'RESELLER', 'COMPANY')),
  first_name text not null,
  last_name text not null,
  email text not null,
  first_key text not null generated always as (lower(first_name)) stored collate "C",
  last_key text not null generated always as (lower(last_name)) stored collate "C",
  email_key text not null generated always as (lower(email)) stored collate "C",
  -- The reseller or company in which they have it.
  tenant_name text not null,
  role_name text not null,
  areas text[],
  manages text[],
  reach text not null check (reach in ('ALL', 'ONLY', 'EXCEPT')),
  given_by_name text,
  given_reason text,
  given_at timestamptz not null,
  ends_at timestamptz,
  last_sign_in_at timestamptz,
  -- What they changed in the ninety days before `seen_at`, and in which areas.
  changes integer not null,
  changed_areas text[] not null default '{}',
  proposal text not null check (proposal in ('KEEP', 'REDUCE', 'REVOKE')),
  reason text not null check (reason in ('USED', 'RECENT', 'ENDS_BY_ITSELF', 'ONLY_LOOKS', 'NOT_SEEN', 'NEVER_SEEN')),
  seen_at timestamptz not null,
  state text not null check (state in ('OPEN', 'DECIDED', 'FAILED', 'LEFT')),
  decision text check (decision in ('KEEP', 'REDUCE', 'REVOKE')),
  decided_at timestamptz,
  -- Null: nobody, the last day was over.
  decided_by uuid,
  decided_by_name text,
  note text,
  -- Why it could not be carried out.
  failure text,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, access_review_id) references access_review (reseller_id, id) deferrable,
  unique (reseller_id, access_review_id, membership_id),
  check ((state in ('DECIDED', 'FAILED')) = (decision is not null)),
  check ((decision is null) = (decided_at is null)),
  check ((state = 'FAILED') = (failure is not null))
);
create index access_review_line_of_review on access_review_line (access_review_id, state);
create index access_review_line_of_membership on access_review_line (membership_id);
create index access_review_line_by_name on access_review_line (last_key, first_key, id);
create index access_review_line_of_reseller_by_name on access_review_line (reseller_id, last_key, first_key, id);
create index access_review_line_by_sign_in on access_review_line (coalesce(last_sign_in_at, '-infinity'::timestamptz), id);
create index access_review_line_of_reseller_by_sign_in on access_review_line (reseller_id, coalesce(last_sign_in_at, '-infinity'::timestamptz), id);
create index access_review_line_by_changes on access_review_line (changes, id);
create index access_review_line_of_reseller_by_changes on access_review_line (reseller_id, changes, id);
create index access_review_line_of_company on access_review_line (company_id, state);

-- What a tenant has set about its reviews; the platform's own row bounds what the others may set.
create table access_review_rule (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  level text not null check (level in ('COMPANY', 'RESELLER', 'PLATFORM')),
  silence text not null check (silence in ('KEEP', 'REVOKE')),
  days integer not null check (days between 1 and 90),
  tenants_silence text not null default 'ANY' check (tenants_silence in ('ANY', 'KEEP', 'REVOKE')),
  tenants_days_most integer not null default 60 check (tenants_days_most between 1 and 90),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  check ((level = 'COMPANY') = (company_id is not null))
);
create unique index access_review_rule_of on access_review_rule (reseller_id, company_id, level) nulls not distinct;

-- What a member has done, by time.
create index audit_entry_of_member on audit_entry (actor_membership_id, at) where actor_membership_id is not null;
