-- Contacts, who have no account: of the operator and of each reseller. What they said stands in the ledger of consents.

create table contact (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  email text,
  email_key text generated always as (lower(email)) stored collate "C",
  -- Keyed hashes: what stands for the address and the number in the list of those who are left alone.
  email_hash text,
  phone text constraint contact_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  phone_hash text,
  organisation text,
  organisation_key text generated always as (lower(organisation)) stored collate "C",
  source text not null check (source in ('OTHER', 'ENQUIRY', 'SALE', 'EVENT', 'REFERRAL', 'PUBLISHED', 'IMPORT')),
  source_note text constraint contact_source_note_sealed check (source_note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  pecr_status text not null check (pecr_status in ('UNKNOWN', 'INDIVIDUAL', 'CORPORATE')),
  status_reason text constraint contact_status_reason_sealed check (status_reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  created_at timestamptz not null,
  active_at timestamptz not null,
  -- An address could carry no other header into a letter.
  check (email !~ '[[:cntrl:]]'),
  check ((email is null) = (email_hash is null)),
  check ((phone is null) = (phone_hash is null)),
  constraint contact_email_key unique (reseller_id, email_key)
);
create index contact_by_name on contact (reseller_id, name_key, id);
create index contact_by_created_at on contact (reseller_id, created_at, id);
create index contact_by_name_of_all on contact (name_key, id);
create index contact_by_created_at_of_all on contact (created_at, id);
create index contact_by_organisation on contact (reseller_id, organisation_key);

-- Whoever is left alone, by a hash only.
create table suppression (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  address_hash text not null,
  everywhere boolean not null,
  reason text not null check (reason in ('ASKED', 'UNSUBSCRIBED', 'COMPLAINED', 'ERASED')),
  since timestamptz not null,
  constraint suppression_hash_key unique (address_hash, reseller_id, everywhere)
);
create index suppression_of_reseller on suppression (reseller_id, id);

-- The key of those hashes, sealed; one for the installation.
create table suppression_key (
  id uuid primary key,
  secret text not null,
  created_at timestamptz not null
);
create unique index suppression_key_one on suppression_key ((true));

-- What contacts are asked for: about what, by which channel; one each.
alter table consent_purpose drop constraint consent_purpose_asks_check,
  add check (asks in ('EVERYONE', 'END_USERS', 'ADMINISTRATORS', 'CONTACTS')),
  add about text check (about in ('NEWS', 'OFFERS', 'EVENTS', 'SURVEYS')),
  add check ((asks = 'CONTACTS') = (about is not null)),
  add check (asks <> 'CONTACTS' or controller <> 'COMPANY');
create unique index consent_purpose_of_contacts_key on consent_purpose (reseller_id, about, channel) nulls not distinct
  where about is not null and retired_at is null;

alter table consent_entry add contact_id uuid,
  add place text constraint consent_entry_place_sealed check (place ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  drop constraint consent_entry_via_check,
  add check (via in ('CONSOLE', 'LINK', 'PAPER', 'EMAIL', 'TELEPHONE', 'IN_PERSON', 'WEB_FORM', 'IMPORT')),
  drop constraint consent_entry_check,
  add check (num_nonnulls(end_user_id, membership_id, contact_id) = 1),
  alter subject_id set expression as (coalesce(end_user_id, membership_id, contact_id));
create index consent_entry_of_contact on consent_entry (contact_id, at, id);

-- Forms on web sites; their ids are public.
create table enquiry_form (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  -- The origins that may show it.
  sites text[] not null check (cardinality(sites) between 1 and 20),
  privacy_url text not null,
  owner_id uuid,
  created_at timestamptz not null,
  retired_at timestamptz,
  unique (reseller_id, id)
);
create index enquiry_form_by_created_at_of_all on enquiry_form (created_at, id);
create index enquiry_form_by_created_at on enquiry_form (reseller_id, created_at, id);

-- What was asked by them.
create table enquiry (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  form_id uuid not null,
  reference text not null,
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  email text not null check (email !~ '[[:cntrl:]]'),
  email_key text not null generated always as (lower(email)) stored collate "C",
  phone text constraint enquiry_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  organisation text,
  message text not null constraint enquiry_message_sealed check (message ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  page text,
  state text not null check (state in ('NEW', 'TAKEN', 'ANSWERED', 'CLOSED')),
  owner_id uuid,
  contact_id uuid,
  said_no_before boolean not null,
  received_at timestamptz not null,
  answer text constraint enquiry_answer_sealed check (answer ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  answered_at timestamptz,
  outcome text check (outcome in ('NOTHING', 'CUSTOMER', 'SPAM')),
  note text constraint enquiry_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  closed_at timestamptz,
  -- The hash of the work that was done to send it.
  proof text not null,
  unique (reseller_id, reference),
  unique (reseller_id, proof),
  foreign key (reseller_id, form_id) references enquiry_form (reseller_id, id),
  check ((state = 'CLOSED') = (closed_at is not null)),
  check ((outcome is null) = (closed_at is null)),
  check ((answer is null) = (answered_at is null))
);
create index enquiry_by_received_at on enquiry (reseller_id, received_at, id);
create index enquiry_by_received_at_of_all on enquiry (received_at, id);
create index enquiry_by_name on enquiry (reseller_id, name_key);
create index enquiry_by_email on enquiry (reseller_id, email_key);
create index enquiry_of_form on enquiry (form_id);
create index enquiry_of_contact on enquiry (contact_id);
