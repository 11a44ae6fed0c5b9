-- What people are asked to consent to, in which words, and what they said: their consents, for whoever asked.

create table consent_purpose (
  id uuid primary key,
  -- Whose purpose it is; what the platform's own is for is no tenant's.
  controller text not null check (controller in ('PLATFORM', 'RESELLER', 'COMPANY')),
  reseller_id uuid references reseller (id),
  company_id uuid references company (id),
  name text not null,
  channel text not null check (channel in ('EMAIL', 'TEXT_MESSAGE', 'LIVE_CALL', 'AUTOMATED_CALL', 'POST')),
  asks text not null check (asks in ('EVERYONE', 'END_USERS', 'ADMINISTRATORS')),
  created_at timestamptz not null,
  retired_at timestamptz,
  check ((controller = 'RESELLER') = (reseller_id is not null)),
  check ((controller = 'COMPANY') = (company_id is not null))
);
create index consent_purpose_of_reseller on consent_purpose (reseller_id);
create index consent_purpose_of_company on consent_purpose (company_id);

-- The words of a purpose; never changed, only followed by a newer version.
create table consent_text (
  id uuid primary key,
  purpose_id uuid not null references consent_purpose (id),
  version integer not null check (version > 0),
  text text not null,
  -- SHA-256 of the words, as hex.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- It asks for more than the version before: whoever said yes to that is asked again.
  widens boolean not null,
  published_at timestamptz not null,
  published_by uuid,
  constraint consent_text_version_key unique (purpose_id, version)
);

-- The ledger: what was said, never changed. The present state is its newest entry for a person and a purpose.
create table consent_entry (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  -- Of whom: an end user, or somebody with a membership.
  end_user_id uuid,
  membership_id uuid,
  subject_id uuid not null generated always as (coalesce(end_user_id, membership_id)) stored,
  controller text not null check (controller in ('PLATFORM', 'RESELLER', 'COMPANY')),
  purpose_id uuid not null references consent_purpose (id),
  version integer,
  text_hash text check (text_hash ~ '^[0-9a-f]{64}$'),
  deed text not null check (deed in ('WITHDRAWN', 'GIVEN', 'REFUSED', 'SOFT_OPT_IN', 'OBJECTED')),
  at timestamptz not null,
  entered_at timestamptz not null,
  via text not null check (via in ('CONSOLE', 'LINK', 'PAPER', 'EMAIL', 'TELEPHONE', 'IN_PERSON')),
  evidence text not null constraint consent_entry_evidence_sealed
    check (evidence ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  -- The membership of whoever entered it; none: by a link of the person's own.
  entered_by uuid,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  check (num_nonnulls(end_user_id, membership_id) = 1),
  check (controller <> 'COMPANY' or company_id is not null),
  check (deed not in ('GIVEN', 'REFUSED') or version is not null),
  check ((version is null) = (text_hash is null))
);
create index consent_entry_of_subject on consent_entry (subject_id, purpose_id, at, id);
create index consent_entry_of_purpose on consent_entry (purpose_id, at, id);
create index consent_entry_by_time on consent_entry (at, id);
create index consent_entry_of_reseller on consent_entry (reseller_id, at, id);
create index consent_entry_of_company on consent_entry (company_id, at, id);
create index consent_entry_of_end_user on consent_entry (end_user_id, at, id);

-- What a company is in the sense of the rules on marketing; without a row it is taken for an individual.
create table subscriber (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  kind text not null check (kind in ('INDIVIDUAL', 'SOLE_TRADER', 'PARTNERSHIP', 'SCOTTISH_PARTNERSHIP', 'CORPORATE')),
  set_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  constraint subscriber_company_key unique (company_id)
);
create index subscriber_of_reseller on subscriber (reseller_id);

-- Everyone answers for themselves: roles that tenants have made carry it, too.
update role set permissions = array(select p from unnest(permissions || '{CONSENT_OWN}'::text[]) p order by p), version = version + 1
  where kind = 'CUSTOM' and not 'CONSENT_OWN' = any (permissions);
