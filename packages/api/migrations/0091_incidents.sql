-- Incidents with people's data, in the register of whoever processes them, and what controllers are told of them.

create table incident (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  reference text not null,
  title text not null,
  exercise boolean not null,
  -- Words go once their time is over; that there was something stays.
  facts text,
  occurred_at timestamptz,
  discovered_at timestamptz not null,
  aware_at timestamptz not null,
  contained_at timestamptz,
  closed_at timestamptz,
  likelihood text check (likelihood in ('UNLIKELY', 'POSSIBLE', 'LIKELY')),
  severity text check (severity in ('MINOR', 'SIGNIFICANT', 'SEVERE')),
  risk text check (risk in ('LOW', 'RISK', 'HIGH')),
  nature text,
  consequences text,
  measures text,
  contact_name text,
  contact_email text,
  contact_phone text,
  decision text check (decision in ('NOTIFY', 'DO_NOT_NOTIFY')),
  decision_reason text,
  decided_at timestamptz,
  decided_by uuid,
  reported_by uuid,
  changed_at timestamptz not null,
  sent_at timestamptz,
  last_sent_at timestamptz,
  created_at timestamptz not null,
  constraint incident_facts_sealed check (facts ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint incident_nature_sealed check (nature ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint incident_consequences_sealed check (consequences ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint incident_measures_sealed check (measures ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint incident_decision_reason_sealed check (decision_reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  unique (reseller_id, id),
  unique (reseller_id, reference),
  check (occurred_at <= discovered_at and discovered_at <= aware_at),
  check ((risk is null) = (likelihood is null or severity is null)),
  check ((decision is null) = (decision_reason is null)),
  -- Nothing is closed undecided, and what was decided to be told is told.
  check (closed_at is null or decision is not null and (decision <> 'NOTIFY' or sent_at is not null))
);
create unique index incident_open_title on incident (reseller_id, lower(title)) where closed_at is null;
create index incident_by_time on incident (aware_at, id);
create index incident_of_reseller on incident (reseller_id, aware_at, id);

create table incident_scope (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  incident_id uuid not null,
  kind text not null check (kind in ('PRODUCT', 'CONNECTOR', 'COMPANY', 'PEOPLE', 'ADMINISTRATORS')),
  product_id uuid references product (id),
  connector_id uuid references connector (id),
  -- A company may have moved since.
  company_id uuid,
  end_user_ids text[] not null default '{}',
  department text,
  "from" timestamptz not null,
  until timestamptz,
  data_classes text[] not null check (cardinality(data_classes) > 0),
  foreign key (reseller_id, incident_id) references incident (reseller_id, id),
  check ("from" <= until),
  check ((product_id is not null) = (kind = 'PRODUCT')),
  check ((connector_id is not null) = (kind = 'CONNECTOR')),
  check ((cardinality(end_user_ids) > 0) = (kind = 'PEOPLE')),
  check (company_id is null or kind in ('COMPANY', 'ADMINISTRATORS')),
  check (company_id is not null or kind <> 'COMPANY')
);
create index incident_scope_of on incident_scope (incident_id);

create table breach_notice (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  -- None: the reseller, or the platform, is the controller.
  company_id uuid,
  incident_id uuid not null,
  issuer_id uuid not null references reseller (id),
  reference text not null,
  title text not null,
  exercise boolean not null,
  risk text not null check (risk in ('LOW', 'RISK', 'HIGH')),
  end_user_count integer not null,
  administrator_count integer not null,
  data_classes text[] not null,
  touched_from timestamptz not null,
  touched_until timestamptz,
  contact_name text not null,
  contact_email text not null,
  contact_phone text,
  aware_at timestamptz not null,
  sent_at timestamptz not null,
  passes_on_at timestamptz,
  passed_on_at timestamptz,
  passed_on_by uuid,
  told_at timestamptz,
  recipient_count integer,
  delivered_at timestamptz,
  undelivered_at timestamptz,
  opened_at timestamptz,
  opened_by uuid,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  authority_notified_at timestamptz,
  authority_reference text,
  authority_reason text,
  authority_noted_at timestamptz,
  authority_noted_by uuid,
  letters_sent_at timestamptz,
  constraint breach_notice_authority_reason_sealed check (authority_reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  -- Whoever processes the data tells of it, whosever they are.
  constraint breach_notice_of_incident foreign key (issuer_id, incident_id) references incident (reseller_id, id),
  unique nulls not distinct (incident_id, reseller_id, company_id),
  unique (reseller_id, reference),
  unique (reseller_id, id),
  unique (reseller_id, id, exercise),
  check (authority_noted_at is null or authority_notified_at is not null or authority_reason is not null)
);
create index breach_notice_by_time on breach_notice (sent_at, id);
create index breach_notice_of_reseller on breach_notice (reseller_id, sent_at, id);
create index breach_notice_of_company on breach_notice (company_id, sent_at, id);

create table breach_notice_phase (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  notice_id uuid not null,
  number integer not null,
  nature text,
  consequences text,
  measures text,
  end_user_count integer not null,
  sent_at timestamptz not null,
  passed_on_at timestamptz,
  mailed_at timestamptz,
  delivered_at timestamptz,
  opened_at timestamptz,
  constraint breach_notice_phase_nature_sealed check (nature ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint breach_notice_phase_consequences_sealed check (consequences ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint breach_notice_phase_measures_sealed check (measures ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, notice_id) references breach_notice (reseller_id, id),
  unique (reseller_id, notice_id, number)
);
create index breach_notice_phase_of on breach_notice_phase (notice_id, number);
create index breach_notice_phase_of_reseller on breach_notice_phase (reseller_id) where mailed_at is null;

create table breach_letter (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  notice_id uuid not null,
  -- Exercises never reach end users.
  exercise boolean not null check (not exercise),
  subject text not null,
  text text,
  recipient_count integer not null,
  unreached_count integer not null,
  sent_at timestamptz not null,
  sent_by uuid,
  constraint breach_letter_text_sealed check (text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  foreign key (reseller_id, notice_id, exercise) references breach_notice (reseller_id, id, exercise),
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique (reseller_id, id)
);
create index breach_letter_of on breach_letter (notice_id);

create table breach_person (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  notice_id uuid not null,
  letter_id uuid,
  reached boolean,
  delivered_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (company_id, end_user_id) references end_user (company_id, id),
  foreign key (reseller_id, notice_id) references breach_notice (reseller_id, id),
  foreign key (reseller_id, letter_id) references breach_letter (reseller_id, id),
  unique (reseller_id, notice_id, end_user_id),
  check ((letter_id is null) = (reached is null))
);
create index breach_person_of_notice on breach_person (notice_id, id);
create index breach_person_of on breach_person (end_user_id) where letter_id is not null;
