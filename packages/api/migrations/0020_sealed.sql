-- Telephone numbers of people are ciphertext under a key of their tenant. Those that were there before are sealed after this
-- file has run, for SQL has no keys; only then are the checks validated, and before that nothing is served.

create table tenant_key (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  wrapped text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
create unique index tenant_key_current on tenant_key (reseller_id, coalesce(company_id, reseller_id)) where retired_at is null;

alter table end_user
  add constraint end_user_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint end_user_mobile_sealed check (mobile ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table membership
  add constraint membership_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint membership_mobile_sealed check (mobile ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint membership_fax_sealed check (fax ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;

-- A file that waits to be confirmed has numbers inside its rows; it is kept for a day at most, and is uploaded again.
alter table end_user_import
  alter column rows type jsonb using case state when 'PREVIEW' then '[]' else rows end,
  alter column accepted type jsonb using case state when 'PREVIEW' then '[]' else accepted end,
  alter column state type text using case state when 'PREVIEW' then 'DISCARDED' else state end;

-- Who opened what is about a person.
create table disclosure (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  at timestamptz not null,
  what text not null,
  subject_id uuid not null,
  level text not null check (level in ('PLATFORM', 'RESELLER', 'COMPANY', 'END_USER')),
  membership_id uuid not null,
  person_id uuid,
  request_id text not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id)
);
create index disclosure_at on disclosure (at, id);
create index disclosure_of_reseller on disclosure (reseller_id, at, id);
create index disclosure_of_company on disclosure (company_id, at, id);
create index disclosure_of_end_user on disclosure (end_user_id, at, id);
