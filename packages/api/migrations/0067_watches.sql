-- Which connectors say what has changed at the other side, and how far they were asked.
create table connector_watch (
  id uuid primary key,
  connector_id uuid not null unique references connector (id),
  mark text,
  next_at timestamptz not null,
  asked_at timestamptz,
  changed integer not null default 0 check (changed >= 0),
  everything_at timestamptz,
  problem text
);

-- By what names the other side calls a service, and whether it has said since somebody last looked that it changed.
alter table observation
  add known_as text[] not null default '{}',
  add told boolean not null default false;
create index observation_known_as on observation using gin (known_as);
create index observation_at_connector on observation (connector_id) where next_at is not null;
