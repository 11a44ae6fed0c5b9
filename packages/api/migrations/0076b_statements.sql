-- Statements that customers were sent.
create table sent_statement (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  "from" date not null,
  "to" date not null check ("to" >= "from"),
  monthly boolean not null,
  currency text not null,
  closing_minor bigint not null,
  recipient_count integer not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id)
);
-- Once a month, whoever is killed and begins again.
create unique index sent_statement_of_month on sent_statement (issuer_id, reseller_id, company_id, "to") nulls not distinct where monthly;
create index sent_statement_by_time on sent_statement (created_at, id);
create index sent_statement_of_reseller on sent_statement (reseller_id, created_at, id);
create index sent_statement_of_company on sent_statement (company_id, created_at, id) where company_id is not null;
