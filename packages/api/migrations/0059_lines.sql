-- Broadband lines of companies: what they are, where they are installed, who works at their end, and which addresses they have had.

create table broadband_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid,
  access text not null check (access in ('FTTP', 'FTTC', 'SOGEA', 'ADSL', 'LEASED_LINE', 'MOBILE_4G', 'MOBILE_5G', 'OTHER')),
  supplier text not null,
  reference text not null,
  reference_key text not null generated always as (lower(reference)) stored collate "C",
  down_mbps integer check (down_mbps between 1 and 1000000),
  up_mbps integer check (up_mbps between 1 and 1000000),
  ranges text[] not null default '{}',
  range_key text not null generated always as (coalesce(ranges[1], '')) stored collate "C",
  building text,
  street text,
  town text,
  postcode text,
  postcode_key text not null generated always as (lower(coalesce(postcode, ''))) stored collate "C",
  state text not null check (state in ('ORDERED', 'LIVE', 'CEASED')),
  due_on date,
  live_on date,
  ceased_on date,
  note text,
  created_at timestamptz not null,
  constraint broadband_line_once unique (company_id, supplier, reference),
  constraint broadband_line_live check (state <> 'LIVE' or live_on is not null),
  constraint broadband_line_ceased check ((state = 'CEASED') = (ceased_on is not null)),
  constraint broadband_line_days check (ceased_on >= live_on),
  -- All of an address, or none of it.
  constraint broadband_line_installed check (num_nulls(building, street, town, postcode) in (0, 4)),
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create index broadband_line_by_reference on broadband_line (reference_key, id);
create index broadband_line_of_reseller on broadband_line (reseller_id, reference_key, id);
create index broadband_line_by_state on broadband_line (state, reference_key, id);
create index broadband_line_by_state_of_reseller on broadband_line (reseller_id, state, reference_key, id);
create index broadband_line_by_time on broadband_line (created_at, id);
create index broadband_line_by_time_of_reseller on broadband_line (reseller_id, created_at, id);
create index broadband_line_by_postcode on broadband_line (postcode_key);
create index broadband_line_by_range on broadband_line (range_key);
create index broadband_line_of_user on broadband_line (end_user_id) where end_user_id is not null;
create index broadband_line_of_subscription on broadband_line (subscription_id) where subscription_id is not null;

create table line_range (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  line_id uuid not null,
  range cidr not null,
  given_from timestamptz not null,
  given_until timestamptz,
  -- An address that the whole world can reach is of one line at a time; a hash stands for the reseller, so that nobody is told of
  -- another's lines and no extension is needed. Private addresses may be behind any line.
  constraint line_range_once exclude using gist (
    int8range(hashtextextended(reseller_id::text, 0), hashtextextended(reseller_id::text, 0), '[]') with &&,
    range inet_ops with &&
  ) where (given_until is null and not (range <<= '10.0.0.0/8' or range <<= '172.16.0.0/12' or range <<= '192.168.0.0/16'
    or range <<= '100.64.0.0/10' or range <<= 'fc00::/7')) deferrable,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, line_id) references broadband_line (reseller_id, company_id, id) deferrable
);
create index line_range_of_line on line_range (line_id, given_from desc);
create index line_range_by_address on line_range using gist (range inet_ops);
create index line_range_of_company on line_range (company_id);
create index line_range_of_reseller on line_range (reseller_id);

create table line_holding (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  line_id uuid not null,
  held_from timestamptz not null,
  held_until timestamptz,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, line_id) references broadband_line (reseller_id, company_id, id) deferrable
);
create unique index line_holding_open on line_holding (line_id) where held_until is null;
create index line_holding_of_line on line_holding (line_id, held_from);
create index line_holding_of_user on line_holding (end_user_id, held_from);
create index line_holding_of_company on line_holding (company_id);
create index line_holding_of_reseller on line_holding (reseller_id);
