-- What authorities ask to be told of people, by which law, who decided, what was given, and whether the people were told.

create table authority_disclosure (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  -- Who was asked, and answers.
  keeper text not null check (keeper in ('COMPANY', 'RESELLER', 'PLATFORM')),
  capacity text not null check (capacity in ('CONTROLLER', 'PROCESSOR')),
  authority text not null,
  reference text constraint authority_disclosure_reference_sealed
    check (reference ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  basis text not null check (basis in ('IPA_2016', 'DPA_2018_SCH_2_PARA_2', 'DPA_2018_SCH_2_PARA_5', 'COURT_ORDER', 'HMRC_SCH_36',
    'PACE_SCH_1', 'OTHER_STATUTE')),
  received_on date not null,
  due_on date,
  asked text constraint authority_disclosure_asked_sealed
    check (asked ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  data_classes text[] not null,
  from_on date,
  to_on date,
  state text not null check (state in ('RECEIVED', 'APPROVED', 'NARROWED', 'REFUSED', 'ANSWERED')),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text constraint authority_disclosure_reason_sealed
    check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  answered_on date,
  given text constraint authority_disclosure_given_sealed
    check (given ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  -- What was given of it, in the same words.
  given_classes text[] not null default '{}',
  -- Until that day, or until further notice, nobody but whoever keeps it sees it.
  secret boolean not null,
  secret_until date,
  may_tell_on date,
  told_on date,
  why_untold text constraint authority_disclosure_why_untold_sealed
    check (why_untold ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  reminded_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique (reseller_id, id),
  constraint authority_disclosure_two_people check (decided_by is null or decided_by <> recorded_by),
  check ((decided_by is null) = (decided_at is null)),
  check (state = 'RECEIVED' or decided_by is not null),
  check ((state = 'ANSWERED') = (answered_on is not null)),
  check (secret or secret_until is null),
  constraint authority_disclosure_not_before check (not secret or may_tell_on is null or coalesce(may_tell_on >= secret_until, false)),
  check (told_on is null or coalesce(told_on >= may_tell_on, false))
);
create index authority_disclosure_by_receipt on authority_disclosure (received_on, id);
create index authority_disclosure_of_reseller on authority_disclosure (reseller_id, received_on, id);
create index authority_disclosure_of_company on authority_disclosure (company_id, received_on, id);
create index authority_disclosure_to_tell on authority_disclosure (may_tell_on)
  where state = 'ANSWERED' and told_on is null and reminded_at is null;

-- Whom it was about.
create table authority_disclosure_person (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  disclosure_id uuid not null,
  keeper text not null check (keeper in ('COMPANY', 'RESELLER', 'PLATFORM')),
  secret boolean not null,
  secret_until date,
  -- From then on they see it: it has been answered, and they may be told.
  opens_on date,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (company_id, end_user_id) references end_user (company_id, id),
  foreign key (reseller_id, disclosure_id) references authority_disclosure (reseller_id, id),
  unique (disclosure_id, end_user_id)
);
create index authority_disclosure_person_of_end_user on authority_disclosure_person (end_user_id);
create index authority_disclosure_person_of_reseller on authority_disclosure_person (reseller_id);
create index authority_disclosure_person_of_company on authority_disclosure_person (company_id);
