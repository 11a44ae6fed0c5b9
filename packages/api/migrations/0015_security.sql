-- What somebody tried and was not let do, counted by the hour: who, or from where. [S82]
create table security_event (
  id uuid primary key,
  kind text not null,
  what text not null,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  person_id uuid,
  membership_id uuid,
  network text not null,
  times integer not null,
  hour timestamptz not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  request_id text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  constraint security_event_key unique nulls not distinct (hour, kind, what, person_id, membership_id, network)
);
create index security_event_of_reseller on security_event (reseller_id, last_at, id);
create index security_event_of_company on security_event (company_id, last_at, id);
create index security_event_by_time on security_event (last_at, id);

-- How many letters a person, a tenant and an address have caused or been sent; old ones fade. [S19]
create table mail_allowance (
  id uuid primary key,
  key text not null,
  used double precision not null,
  last_at timestamptz not null,
  constraint mail_allowance_key unique (key)
);
create index mail_allowance_by_age on mail_allowance (last_at);
