-- Status pages for everyone: the platform's, and those that resellers publish in their own name and perhaps under their own host.

create table status_site (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  by_platform boolean not null,
  -- The last part of its address; the platform's has none.
  slug text,
  host_name text,
  record_name text,
  record_value text,
  host_since timestamptz,
  proved_at timestamptz,
  checked_at timestamptz,
  next_check_at timestamptz,
  problem text,
  created_at timestamptz not null,
  check (by_platform = (slug is null)),
  check ((host_name is null) = (record_name is null) and (host_name is null) = (record_value is null) and (host_name is null) = (host_since is null)),
  check (host_name is not null or (proved_at is null and next_check_at is null))
);
create unique index status_site_slug_key on status_site (slug);
-- Several may wait for a host name; one has it.
create unique index status_site_host_key on status_site (host_name) where proved_at is not null;
create index status_site_to_check on status_site (next_check_at) where next_check_at is not null;
