-- What somebody asks about an entry of the ledger of access, and what their company answers. [U6]
alter table access_entry add constraint access_entry_of_person unique (reseller_id, end_user_id, id);
create table access_question (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  access_entry_id uuid not null,
  question text not null constraint access_question_question_sealed check (question ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  asked_at timestamptz not null,
  answer text constraint access_question_answer_sealed check (answer ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$'),
  answered_at timestamptz,
  answered_by uuid,
  check ((answer is null) = (answered_at is null)),
  check ((answered_by is null) = (answered_at is null)),
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  -- Nobody asks about what is about another.
  foreign key (reseller_id, end_user_id, access_entry_id) references access_entry (reseller_id, end_user_id, id),
  constraint access_question_once unique (reseller_id, access_entry_id)
);
create index access_question_of_entry on access_question (access_entry_id);
create index access_question_of_company on access_question (company_id, asked_at, id);
create index access_question_of_end_user on access_question (end_user_id, asked_at, id);
