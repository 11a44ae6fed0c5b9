-- What an issuer restricts while it is not paid: new orders, or services too; and groups of customers that are chased otherwise.
alter table product add column suspendable boolean not null default false;
alter table subscription add column suspended_at timestamptz;
create index subscription_suspended on subscription (reseller_id, company_id) where suspended_at is not null;

create table customer_group (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  name_key text generated always as (lower(name)) stored,
  created_at timestamptz not null,
  unique (reseller_id, id),
  unique (reseller_id, name_key)
);
create index customer_group_by_name on customer_group (name_key, id);

-- Whom an issuer has put into a group: a company of its, or, of the platform, a reseller.
create table customer_group_member (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  group_id uuid not null,
  created_at timestamptz not null,
  foreign key (issuer_id, group_id) references customer_group (reseller_id, id),
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique nulls not distinct (issuer_id, reseller_id, company_id)
);
create index customer_group_member_of_group on customer_group_member (group_id);
create index customer_group_member_by_time on customer_group_member (created_at, id);
create index customer_group_member_of_reseller on customer_group_member (reseller_id, created_at, id);
create index customer_group_member_of_company on customer_group_member (company_id) where company_id is not null;

alter table chasing_policy add column warning_days integer not null default 7 check (warning_days between 7 and 60);
alter table chasing_policy add column group_id uuid;
alter table chasing_policy add foreign key (issuer_id, group_id) references customer_group (reseller_id, id);
alter table chasing_policy drop constraint chasing_policy_issuer_id_reseller_id_company_id_key;
alter table chasing_policy add unique nulls not distinct (issuer_id, reseller_id, company_id, group_id);
create index chasing_policy_of_group on chasing_policy (group_id) where group_id is not null;
update chasing_policy set steps = (
  select coalesce(jsonb_agg(s.step || '{"effect": null}' order by s.n), '[]')
    from jsonb_array_elements(steps) with ordinality s (step, n));

create table restriction (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  -- What is not paid.
  invoice_id uuid not null,
  kind text not null check (kind in ('NO_NEW_ORDERS', 'SUSPENSION')),
  -- The day that the warning named.
  takes_effect_on date not null,
  created_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  -- Of what was lifted by hand: who did, and why.
  ended_by_name text,
  outcome text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  -- A reseller's companies are no party to what it owes.
  check (company_id is not null or kind = 'NO_NEW_ORDERS'),
  check ((ended_by_name is null) = (outcome is null)),
  check (ended_by_name is null or ended_at is not null)
);
create unique index restriction_under_way on restriction (invoice_id, kind) where ended_at is null;
create index restriction_of_invoice on restriction (invoice_id);
create index restriction_by_time on restriction (created_at, id);
create index restriction_of_reseller on restriction (reseller_id, created_at, id);
create index restriction_of_company on restriction (company_id, created_at, id) where company_id is not null;
create index restriction_standing on restriction (reseller_id, company_id) where began_at is not null and ended_at is null;
