-- Who processes personal data on an operator's behalf, which changes of that are to come, who was told, and what they say to it.

create table sub_processor (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  -- The platform's own, which stands for everyone.
  by_platform boolean not null,
  name text not null,
  legal_entity text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  places text[] not null check (cardinality(places) > 0),
  does text not null,
  transfer text not null check (transfer in ('NONE', 'ADEQUACY', 'IDTA', 'UK_ADDENDUM', 'SCC')),
  security_contact text not null,
  -- None: it takes part in all.
  product_ids uuid[] not null,
  state text not null check (state in ('ANNOUNCED', 'IN_USE', 'ENDED', 'WITHDRAWN')),
  since date not null,
  until date,
  created_at timestamptz not null,
  constraint sub_processor_of_reseller unique (reseller_id, id)
);
create unique index sub_processor_named on sub_processor (reseller_id, lower(name)) where state in ('ANNOUNCED', 'IN_USE');
create index sub_processor_of_platform on sub_processor (state) where by_platform;

create table processor_change (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  by_platform boolean not null,
  kind text not null check (kind in ('ADD', 'REPLACE', 'END')),
  -- Who comes; of an end who goes.
  sub_processor_id uuid not null,
  replaces_id uuid,
  product_ids uuid[] not null,
  reason text not null,
  effective_on date not null,
  state text not null check (state in ('ANNOUNCED', 'IN_FORCE', 'WITHDRAWN')),
  announced_at timestamptz not null,
  settled_at timestamptz,
  withdrawn_because text,
  foreign key (reseller_id, sub_processor_id) references sub_processor (reseller_id, id),
  foreign key (reseller_id, replaces_id) references sub_processor (reseller_id, id),
  check ((replaces_id is not null) = (kind = 'REPLACE')),
  check ((settled_at is null) = (state = 'ANNOUNCED')),
  check (withdrawn_because is null or state = 'WITHDRAWN')
);
-- Of one sub-processor one change at a time: who comes, and who goes.
create unique index processor_change_under_way on processor_change (reseller_id, coalesce(replaces_id, sub_processor_id)) where state = 'ANNOUNCED';
create index processor_change_of_sub_processor on processor_change (sub_processor_id);
create index processor_change_replacing on processor_change (replaces_id) where replaces_id is not null;
create index processor_change_of_reseller on processor_change (reseller_id, effective_on);

create table processor_notice (
  id uuid primary key,
  change_id uuid not null references processor_change (id),
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  told_at timestamptz not null,
  mail_ids uuid[] not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id)
);
create unique index processor_notice_once on processor_notice (change_id, reseller_id, company_id) nulls not distinct;
create index processor_notice_by_time on processor_notice (told_at, id);
create index processor_notice_of_reseller on processor_notice (reseller_id, told_at, id);
create index processor_notice_of_company on processor_notice (company_id, told_at, id);

create table processor_objection (
  id uuid primary key,
  change_id uuid not null references processor_change (id),
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  reason text not null,
  raised_at timestamptz not null,
  raised_by uuid not null,
  answer text check (answer in ('UPHELD', 'MEASURES', 'MAY_LEAVE')),
  answer_text text,
  answered_at timestamptz,
  answered_by uuid,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  check ((answered_at is null) = (answer is null)),
  check ((answered_at is null) = (answer_text is null)),
  check ((answered_at is null) = (answered_by is null)),
  constraint processor_objection_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  constraint processor_objection_answer_text_sealed check (answer_text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$')
);
create unique index processor_objection_once on processor_objection (change_id, reseller_id, company_id) nulls not distinct;
create index processor_objection_by_time on processor_objection (raised_at, id);
create index processor_objection_of_reseller on processor_objection (reseller_id, raised_at, id);
create index processor_objection_of_company on processor_objection (company_id, raised_at, id);
create index processor_objection_open on processor_objection (change_id) where answered_at is null;
