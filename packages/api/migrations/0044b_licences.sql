-- Licences of software: seats and who has them, the key, the day after the last on which they hold.

create table licence (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  subscription_id uuid,
  vendor text not null,
  product text not null,
  name_key text not null generated always as (lower(vendor || ' ' || product)) stored collate "C",
  product_key text not null generated always as (lower(product)) stored collate "C",
  seats integer not null check (seats between 1 and 100000),
  expires_on date,
  note text,
  has_key boolean not null default false,
  reminded_of date,
  created_at timestamptz not null,
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create index licence_by_name on licence (name_key, id);
create index licence_by_name_of_reseller on licence (reseller_id, name_key, id);
create index licence_by_product on licence (product_key);
create index licence_by_expiry on licence (coalesce(expires_on, 'infinity'::date), id);
create index licence_by_expiry_of_reseller on licence (reseller_id, coalesce(expires_on, 'infinity'::date), id);
create index licence_by_time on licence (created_at, id);
create index licence_by_time_of_reseller on licence (reseller_id, created_at, id);
create index licence_of_company on licence (company_id);
create index licence_of_subscription on licence (subscription_id) where subscription_id is not null;

-- Apart from the licence, so that no list can show it.
create table licence_key (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  licence_id uuid not null,
  value text not null,
  constraint licence_key_once unique (licence_id),
  constraint licence_key_value_sealed check (value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, licence_id) references licence (reseller_id, company_id, id) deferrable
);
create index licence_key_of_company on licence_key (company_id);
create index licence_key_of_reseller on licence_key (reseller_id);

create table licence_seat (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  licence_id uuid not null,
  end_user_id uuid not null,
  held_from timestamptz not null,
  held_until timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, licence_id) references licence (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable
);
create unique index licence_seat_once on licence_seat (licence_id, end_user_id) where held_until is null;
create index licence_seat_by_time on licence_seat (held_from, id);
create index licence_seat_by_time_of_reseller on licence_seat (reseller_id, held_from, id);
create index licence_seat_of_licence on licence_seat (licence_id, held_from);
create index licence_seat_of_user on licence_seat (end_user_id, held_from);
create index licence_seat_of_company on licence_seat (company_id);
