-- What each subscription is to have at the other side, what was last seen there, and in what the two differ.

create table observation (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid not null,
  connector_id uuid references connector (id),
  desired jsonb,
  observed jsonb,
  observed_at timestamptz,
  drift jsonb not null default '[]' check (jsonb_typeof(drift) = 'array'),
  drifted_at timestamptz,
  accepted jsonb not null default '[]' check (jsonb_typeof(accepted) = 'array'),
  problem text,
  next_at timestamptz,
  created_at timestamptz not null,
  constraint observation_once unique (subscription_id),
  constraint observation_drifted check ((drifted_at is null) = (jsonb_array_length(drift) = 0)),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create index observation_by_time on observation (created_at, id);
create index observation_of_company on observation (company_id, created_at, id);
create index observation_of_reseller on observation (reseller_id, created_at, id);
create index observation_of_end_user on observation (end_user_id) where end_user_id is not null;
create index observation_due on observation (next_at) where next_at is not null;
create index observation_drifted_by_time on observation (drifted_at) where drifted_at is not null;

-- What is done about differences: for a connector, or for one product of it.
create table drift_rule (
  id uuid primary key,
  connector_id uuid not null references connector (id),
  product_id uuid references product (id),
  policy text not null check (policy in ('CORRECT', 'ACCEPT', 'ASK')),
  every_hours integer not null default 6 check (every_hours between 1 and 168),
  constraint drift_rule_once unique nulls not distinct (connector_id, product_id)
);

-- How fast a connector may be gone to, over all workers: when the next attempt has its turn, and until when the other side
-- wants to be left alone.
create table connector_pace (
  id uuid primary key,
  connector_id uuid not null unique references connector (id),
  next_at timestamptz not null default '-infinity',
  held_until timestamptz not null default '-infinity'
);

-- Which connector a job goes to, what came of its last attempt, and the turn it was given there.
alter table provisioning_job
  add connector_id uuid references connector (id),
  add fault text,
  add turn_at timestamptz;
update provisioning_job j set connector_id = p.connector_id
  from subscription s join product p on p.id = s.product_id
  where s.id = j.subscription_id and j.connector <> 'MANUAL';
update provisioning_job j set fault = a.outcome
  from (select distinct on (job_id) job_id, outcome from provisioning_attempt order by job_id, at desc, id desc) a
  where a.job_id = j.id and j.state in ('PARKED', 'RETRYING') and a.outcome <> 'DONE';
create index provisioning_job_at_connector on provisioning_job (connector_id, state) where state not in ('DONE', 'CANCELLED');
create index provisioning_job_of_end_user on provisioning_job (end_user_id, connector_id) where state not in ('DONE', 'CANCELLED');
create index provisioning_job_waiting on provisioning_job (company_id) where state = 'QUEUED';
create index provisioning_job_finished on provisioning_job (finished_at) where finished_at is not null;

-- What an attempt has done, step by step.
alter table provisioning_attempt add steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array');

-- What differs is put right by a job of its own.
alter table provisioning_job drop constraint provisioning_job_action_check;
alter table provisioning_job add constraint provisioning_job_action_check
  check (action in ('PROVISION', 'CHANGE', 'CORRECT', 'DEPROVISION'));
drop index provisioning_job_once;
create unique index provisioning_job_once on provisioning_job (subscription_id, action)
  where state <> 'CANCELLED' and action in ('PROVISION', 'DEPROVISION');
create unique index provisioning_job_correct_once on provisioning_job (subscription_id)
  where action = 'CORRECT' and state in ('QUEUED', 'WAITING', 'RUNNING', 'RETRYING');
