-- Requests of people about the data that is kept about them, by which controller they are to be answered, and by when.
create table rights_request (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  reference text not null,
  kind text not null check (kind in ('KNOW', 'ACCESS', 'COPY', 'CORRECT', 'RESTRICT', 'OBJECT', 'ERASE', 'COMPLAIN')),
  status text not null check (status in ('RECEIVED', 'AWAITING_IDENTITY', 'AWAITING_CLARIFICATION', 'IN_PROGRESS', 'COMPLETED', 'REFUSED', 'WITHDRAWN')),
  channel text not null check (channel in ('ACCOUNT', 'FORM', 'EMAIL', 'TELEPHONE', 'LETTER', 'IN_PERSON')),
  received_on date not null,
  region text not null check (region in ('ENGLAND_AND_WALES', 'SCOTLAND', 'NORTHERN_IRELAND')),
  due_on date not null,
  extended boolean not null default false,
  acknowledged_at timestamptz,
  identity_method text check (identity_method in ('SIGNED_IN', 'KNOWN', 'DOCUMENT_SEEN')),
  person_name text constraint rights_request_person_name_sealed check (person_name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  person_email text constraint rights_request_person_email_sealed check (person_email ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  facts text constraint rights_request_facts_sealed check (facts ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  created_at timestamptz not null,
  closed_at timestamptz,
  reminded_due_on date,
  reminded_days integer,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  unique (reseller_id, company_id, id),
  unique (company_id, reference),
  check ((closed_at is null) = (status in ('RECEIVED', 'AWAITING_IDENTITY', 'AWAITING_CLARIFICATION', 'IN_PROGRESS')))
);
create index rights_request_by_due on rights_request (due_on, id);
create index rights_request_of_reseller_by_due on rights_request (reseller_id, due_on, id);
create index rights_request_of_company_by_due on rights_request (company_id, due_on, id);
create index rights_request_of_end_user_by_due on rights_request (end_user_id, due_on, id);
create index rights_request_by_receipt on rights_request (received_on, id);
create index rights_request_of_reseller_by_receipt on rights_request (reseller_id, received_on, id);
create index rights_request_of_company_by_receipt on rights_request (company_id, received_on, id);
create index rights_request_of_end_user_by_receipt on rights_request (end_user_id, received_on, id);
create index rights_request_that_runs on rights_request (due_on) where status in ('RECEIVED', 'IN_PROGRESS');

-- Days on which the person's proof or answer was awaited; the last is the day on which it came.
create table rights_pause (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  rights_request_id uuid not null,
  waits_for text not null check (waits_for in ('IDENTITY', 'CLARIFICATION')),
  from_on date not null,
  to_on date check (to_on >= from_on),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, rights_request_id) references rights_request (reseller_id, company_id, id) deferrable
);
create index rights_pause_of_request on rights_pause (rights_request_id, from_on);
create unique index rights_pause_open on rights_pause (rights_request_id) where to_on is null;

-- What happened to a request, with the words that were said.
create table rights_event (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  rights_request_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('OPENED', 'IDENTITY_ASKED', 'IDENTITY_CONFIRMED', 'CLARIFICATION_ASKED', 'CLARIFIED', 'EXTENDED', 'ACKNOWLEDGED', 'DUE_SOON', 'OVERDUE', 'COMPLETED', 'REFUSED', 'WITHDRAWN')),
  due_on date not null,
  by_level text check (by_level in ('PLATFORM', 'RESELLER', 'COMPANY', 'END_USER')),
  by_name text not null,
  words text constraint rights_event_words_sealed check (words ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, rights_request_id) references rights_request (reseller_id, company_id, id) deferrable
);
create index rights_event_of_request on rights_event (rights_request_id, at);

-- What strangers asked of whom nobody could say by themselves which controller is meant: staff find out.
create table rights_enquiry (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  kind text not null check (kind in ('KNOW', 'ACCESS', 'COPY', 'CORRECT', 'RESTRICT', 'OBJECT', 'ERASE', 'COMPLAIN')),
  state text not null check (state in ('WAITING', 'ROUTED', 'CLOSED')),
  received_on date not null,
  due_on date not null,
  person_name text not null constraint rights_enquiry_person_name_sealed check (person_name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  person_email text not null constraint rights_enquiry_person_email_sealed check (person_email ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  organisation text constraint rights_enquiry_organisation_sealed check (organisation ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  facts text constraint rights_enquiry_facts_sealed check (facts ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  created_at timestamptz not null,
  closed_at timestamptz,
  note text constraint rights_enquiry_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$')
);
create index rights_enquiry_by_due on rights_enquiry (due_on, id);
create index rights_enquiry_of_reseller_by_due on rights_enquiry (reseller_id, due_on, id);
