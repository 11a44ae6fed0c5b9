-- Support access: a company lets somebody in for a while, to look or to manage in some areas, for a reason.

-- A membership that is lent serves another membership of the same person, in one session of its own, which was opened out of
-- another one and ends with it.
alter table membership add lent_to uuid,
  add check (lent_to is null or level = 'COMPANY' and ends_at is not null);
drop index membership_email_key;
create unique index membership_email_key on membership (level, reseller_id, coalesce(company_id, reseller_id), email_key)
  where level <> 'END_USER' and lent_to is null;
alter table session add within uuid references session (id);
create unique index session_lent on session (membership_id) where within is not null;
create index session_within on session (within) where within is not null;

create table support_grant (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  asked_by uuid not null,
  asker_level text not null check (asker_level in ('PLATFORM', 'RESELLER')),
  asker_name text not null,
  asker_tenant text not null,
  areas text[] not null,
  mode text not null check (mode in ('VIEW', 'MANAGE')),
  reason text not null,
  minutes integer not null check (minutes between 1 and 60),
  stage text not null check (stage in ('REQUESTED', 'APPROVED', 'ACTIVE', 'DECLINED', 'ENDED', 'LAPSED')),
  by_rule boolean not null,
  asked_at timestamptz not null,
  lapses_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  entered_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('ASKER', 'COMPANY', 'TIME', 'STEWARD')),
  membership_id uuid,
  session_id uuid,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique (reseller_id, id)
);
create index support_grant_at on support_grant (asked_at, id);
create index support_grant_of_reseller on support_grant (reseller_id, asked_at, id);
create index support_grant_of_company on support_grant (company_id, asked_at, id);
create index support_grant_of_asker on support_grant (asked_by, asked_at, id);
create index support_grant_under_way on support_grant (company_id) where stage in ('REQUESTED', 'APPROVED', 'ACTIVE');
create unique index support_grant_of_membership on support_grant (reseller_id, membership_id);
-- One at a time of each who asks.
create unique index support_grant_open on support_grant (reseller_id, company_id, asked_by) where stage in ('REQUESTED', 'APPROVED', 'ACTIVE');

-- What a company allows without being asked each time, at most.
create table support_rule (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  asker_level text not null check (asker_level in ('PLATFORM', 'RESELLER')),
  areas text[] not null,
  mode text not null check (mode in ('VIEW', 'MANAGE')),
  minutes integer not null check (minutes between 1 and 60),
  set_at timestamptz not null,
  set_by uuid not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  constraint support_rule_key unique (reseller_id, company_id, asker_level) deferrable
);
create index support_rule_at on support_rule (set_at, id);
create index support_rule_of_reseller on support_rule (reseller_id, set_at, id);

-- What was looked at by whoever was let in, each thing once a minute.
create table support_view (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  grant_id uuid not null,
  at timestamptz not null,
  minute timestamptz not null,
  what text not null,
  subject_type text not null,
  subject_id uuid,
  request_id text not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, grant_id) references support_grant (reseller_id, id),
  constraint support_view_key unique nulls not distinct (grant_id, minute, what, subject_id)
);

-- Why something about a person was opened, and by whom: the role as it was called then. Before, only those from outside the
-- company were noted.
alter table disclosure
  add reason text not null default 'SERVICE' check (reason in ('OWN_ADMINISTRATION', 'SUPPORT', 'SERVICE')),
  add role_name text not null default '';
