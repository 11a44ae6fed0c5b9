-- Where each tenant's chain of audit entries ended on a day, for its administrators to keep. [S81]
create table published_head (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  day date not null,
  position bigint not null check (position > 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  constraint published_head_once unique (reseller_id, day)
);
create index published_head_by_day on published_head (day, id);
create index published_head_of_reseller on published_head (reseller_id, day, id);
