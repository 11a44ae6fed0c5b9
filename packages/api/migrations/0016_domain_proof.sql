-- A domain is proved by a record in its zone before an address in it is allocated: whoever says a name does not hold it. [U1]

alter table domain
  add column state text not null default 'WAITING' check (state in ('WAITING', 'PROVED')),
  add column record_name text,
  add column record_value text,
  add column proved_at timestamptz,
  add column checked_at timestamptz,
  add column next_check_at timestamptz,
  add column problem text;
-- What has addresses goes on working. Everything else is to be proved, from now on, by a name that the next look-up gives it.
update domain d set state = 'PROVED', proved_at = created_at
  where exists (select from email_address a where a.domain_id = d.id);
update domain set record_name = '_steward.' || name, record_value = 'steward-proof=' || replace(uuidv4()::text, '-', ''),
  next_check_at = now() where state = 'WAITING';
alter table domain alter column state drop default,
  add check ((state = 'PROVED') = (proved_at is not null)),
  add check (state = 'PROVED' or (record_name is not null and record_value is not null));

alter table domain drop constraint domain_name_key;
create unique index domain_proved_key on domain (name) where state = 'PROVED';
create unique index domain_of_company_key on domain (company_id, name);
drop index domain_of_company;
create index domain_by_name on domain (name, id);
create index domain_to_check on domain (next_check_at) where next_check_at is not null;
