-- Telephone numbers of companies, where each is installed for calls to 999, and who has had it.

create table telephone_number (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid,
  number text not null check (number ~ '^\+[1-9][0-9]{5,14}$'),
  number_key text not null generated always as (number) stored collate "C",
  digits_key text not null generated always as (case when number ^@ '+44' then '0' || substr(number, 4) else number end)
    stored collate "C",
  national text not null,
  national_key text not null generated always as (lower(national)) stored collate "C",
  label text,
  label_key text not null generated always as (lower(coalesce(label, ''))) stored collate "C",
  state text not null check (state in ('FREE', 'PORTING', 'IN_USE', 'QUARANTINED')),
  ports_on date,
  quarantined_until date,
  -- Both follow from emergency_address, and from nothing else.
  address_confirmed_at timestamptz,
  address_pending boolean not null default false,
  created_at timestamptz not null,
  constraint telephone_number_once unique (company_id, number),
  -- No number is in use before it is confirmed where calls to 999 from it would be answered.
  constraint telephone_number_has_address check (state <> 'IN_USE' or address_confirmed_at is not null),
  constraint telephone_number_quarantine check ((state = 'QUARANTINED') = (quarantined_until is not null)),
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create unique index telephone_number_in_use on telephone_number (number) where state = 'IN_USE';
create index telephone_number_by_number on telephone_number (number_key, id);
create index telephone_number_of_reseller on telephone_number (reseller_id, number_key, id);
create index telephone_number_by_digits on telephone_number (digits_key);
create index telephone_number_by_national on telephone_number (national_key);
create index telephone_number_by_label on telephone_number (label_key);
create index telephone_number_by_state on telephone_number (state, number_key, id);
create index telephone_number_by_state_of_reseller on telephone_number (reseller_id, state, number_key, id);
create index telephone_number_by_time on telephone_number (created_at, id);
create index telephone_number_by_time_of_reseller on telephone_number (reseller_id, created_at, id);
create index telephone_number_of_user on telephone_number (end_user_id) where end_user_id is not null;
create index telephone_number_of_subscription on telephone_number (subscription_id) where subscription_id is not null;
create index telephone_number_freed on telephone_number (quarantined_until) where state = 'QUARANTINED';

-- Append-only: another address is another row, and so is the next confirmation of the same.
create table emergency_address (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  telephone_number_id uuid not null,
  building text not null,
  street text not null,
  town text not null,
  postcode text not null,
  set_by_name text not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  confirmed_by_name text,
  replaced_at timestamptz,
  reminded_at timestamptz,
  created_at timestamptz not null,
  constraint emergency_address_confirmed check ((confirmed_at is null) = (confirmed_by_name is null)),
  -- By the end of a statement: one gives way to the other in one.
  constraint emergency_address_in_force exclude using btree (telephone_number_id with =)
    where (replaced_at is null and confirmed_at is not null) deferrable,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, telephone_number_id) references telephone_number (reseller_id, company_id, id) deferrable
);
create unique index emergency_address_pending on emergency_address (telephone_number_id)
  where replaced_at is null and confirmed_at is null;
create index emergency_address_of_number on emergency_address (telephone_number_id, created_at, id);
create index emergency_address_by_time on emergency_address (created_at, id);
create index emergency_address_of_reseller on emergency_address (reseller_id, created_at, id);
create index emergency_address_of_company on emergency_address (company_id);

create table number_holding (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  telephone_number_id uuid not null,
  held_from timestamptz not null,
  held_until timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, telephone_number_id) references telephone_number (reseller_id, company_id, id) deferrable
);
create unique index number_holding_open on number_holding (telephone_number_id) where held_until is null;
create index number_holding_of_number on number_holding (telephone_number_id, held_from);
create index number_holding_of_user on number_holding (end_user_id, held_from);
create index number_holding_of_company on number_holding (company_id);
create index number_holding_of_reseller on number_holding (reseller_id);
