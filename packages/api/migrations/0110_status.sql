-- The state of services: components, what affects them from when until when, and what is said about it.

create table component (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  by_platform boolean not null,
  parent_id uuid,
  name text not null,
  description text,
  product_ids uuid[] not null default '{}',
  position integer not null,
  -- On the page for everyone; otherwise for whoever is signed in.
  public boolean not null,
  retired_at timestamptz,
  created_at timestamptz not null,
  unique (reseller_id, id),
  foreign key (reseller_id, parent_id) references component (reseller_id, id),
  check (parent_id <> id)
);
create unique index component_named on component (reseller_id, parent_id, lower(name)) nulls not distinct where retired_at is null;
create index component_below on component (parent_id);
create index component_by_position on component (position, id);
create index component_of_reseller_by_position on component (reseller_id, position, id);

create table status_incident (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  by_platform boolean not null,
  reference text not null,
  kind text not null check (kind in ('INCIDENT', 'MAINTENANCE')),
  title text not null,
  public boolean not null,
  -- Of an incident; the state of maintenance follows from its window.
  progress text check (progress in ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')),
  starts_at timestamptz not null,
  ends_at timestamptz,
  cancelled_at timestamptz,
  review text,
  reviewed_at timestamptz,
  created_at timestamptz not null,
  unique (reseller_id, id),
  unique (reseller_id, reference),
  check ((kind = 'INCIDENT') = (progress is not null)),
  check (kind = 'MAINTENANCE' or cancelled_at is null),
  check (kind = 'INCIDENT' or ends_at is not null),
  check (kind = 'MAINTENANCE' or (progress = 'RESOLVED') = (ends_at is not null)),
  check (starts_at <= ends_at),
  check ((review is null) = (reviewed_at is null))
);
create index status_incident_by_start on status_incident (starts_at, id);
create index status_incident_of_reseller_by_start on status_incident (reseller_id, starts_at, id);

create table incident_update (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  by_platform boolean not null,
  incident_id uuid not null,
  state text not null
    check (state in ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED', 'SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
  text text not null,
  at timestamptz not null,
  written_by uuid,
  unique (reseller_id, id),
  foreign key (reseller_id, incident_id) references status_incident (reseller_id, id)
);
create index incident_update_of on incident_update (incident_id, id);

create table component_impact (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  by_platform boolean not null,
  incident_id uuid not null,
  component_id uuid not null,
  severity text not null check (severity in ('UNDER_MAINTENANCE', 'DEGRADED', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE')),
  since timestamptz not null,
  until timestamptz,
  unique (reseller_id, id),
  foreign key (reseller_id, incident_id) references status_incident (reseller_id, id),
  foreign key (reseller_id, component_id) references component (reseller_id, id),
  check (since < until)
);
create index component_impact_of_incident on component_impact (incident_id, id);
create index component_impact_of_component on component_impact (component_id, since);
-- A component is affected by one incident in one way at a time.
create unique index component_impact_open on component_impact (incident_id, component_id) where until is null;
