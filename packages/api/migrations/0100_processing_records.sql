-- Records of processing (Art. 30 UK GDPR): a version whenever what is done with personal data has changed.

create table data_protection_contact (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  level text not null check (level in ('COMPANY', 'RESELLER', 'PLATFORM')),
  name text not null,
  email text not null,
  phone text constraint data_protection_contact_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  -- A data protection officer in the sense of Art. 37.
  officer boolean not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  unique (reseller_id, id),
  check ((level = 'COMPANY') = (company_id is not null))
);
create unique index data_protection_contact_of_tenant on data_protection_contact (reseller_id, company_id, level) nulls not distinct;

create table processing_record (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  level text not null check (level in ('COMPANY', 'RESELLER', 'PLATFORM')),
  form text not null check (form in ('CONTROLLER', 'PROCESSOR')),
  version integer not null check (version > 0),
  name text not null,
  address text[] not null,
  contact_name text,
  contact_email text,
  contact_phone text constraint processing_record_contact_phone_sealed check (contact_phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  contact_officer boolean,
  content jsonb not null,
  -- What is otherwise than in the version before, a sentence each.
  changes text[] not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique (reseller_id, id)
);
create unique index processing_record_version on processing_record (reseller_id, company_id, level, form, version) nulls not distinct;
create index processing_record_by_moment on processing_record (created_at, id);
create index processing_record_of_reseller_by_moment on processing_record (reseller_id, created_at, id);
create index processing_record_of_company_by_moment on processing_record (company_id, created_at, id);
create index data_protection_contact_by_name on data_protection_contact (name, id);
create index data_protection_contact_of_reseller_by_name on data_protection_contact (reseller_id, name, id);
create index data_protection_contact_of_company_by_name on data_protection_contact (company_id, name, id);
