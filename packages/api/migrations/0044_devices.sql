-- Devices: what they are, who has them, who has had them.

create table device (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid,
  kind text not null check (kind in ('LAPTOP', 'DESKTOP', 'TABLET', 'MOBILE', 'DESK_PHONE', 'ROUTER', 'ACCESS_POINT', 'CAMERA', 'OTHER')),
  make text not null,
  model text not null,
  model_key text not null generated always as (lower(make || ' ' || model)) stored collate "C",
  serial_number text,
  serial_key text not null generated always as (lower(coalesce(serial_number, ''))) stored collate "C",
  imei text,
  imei_key text not null generated always as (coalesce(imei, '')) stored collate "C",
  state text not null check (state in ('IN_STOCK', 'ASSIGNED', 'RETURNED', 'LOST', 'DISPOSED')),
  note text,
  held_since timestamptz,
  created_at timestamptz not null,
  constraint device_serial_once unique (company_id, make, serial_number),
  constraint device_imei_once unique (company_id, imei),
  constraint device_told_apart check (serial_number is not null or imei is not null),
  -- Somebody has it, and it is with them: the two are never said apart.
  constraint device_with_somebody check ((state = 'ASSIGNED') = (end_user_id is not null)),
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create index device_by_model on device (model_key, id);
create index device_by_model_of_reseller on device (reseller_id, model_key, id);
create index device_by_serial on device (serial_key, id);
create index device_by_serial_of_reseller on device (reseller_id, serial_key, id);
create index device_by_imei on device (imei_key);
create index device_by_state on device (state, model_key, id);
create index device_by_state_of_reseller on device (reseller_id, state, model_key, id);
create index device_by_time on device (created_at, id);
create index device_by_time_of_reseller on device (reseller_id, created_at, id);
create index device_of_user on device (end_user_id) where end_user_id is not null;
create index device_of_subscription on device (subscription_id) where subscription_id is not null;

create table device_holding (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  device_id uuid not null,
  held_from timestamptz not null,
  held_until timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, device_id) references device (reseller_id, company_id, id) deferrable
);
create unique index device_holding_open on device_holding (device_id) where held_until is null;
create index device_holding_of_device on device_holding (device_id, held_from);
create index device_holding_of_user on device_holding (end_user_id, held_from);
create index device_holding_of_company on device_holding (company_id);
create index device_holding_of_reseller on device_holding (reseller_id);
