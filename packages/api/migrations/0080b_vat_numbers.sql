-- What HMRC and VIES said of VAT numbers, each answer once: evidence of what invoices without VAT rest on.
create table vat_number_check (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  -- Of a company, or else of the reseller itself.
  company_id uuid,
  -- Who sells to it, and asked.
  issuer_id uuid not null references reseller (id),
  number text not null,
  register text not null check (register in ('HMRC', 'VIES')),
  answer text not null check (answer in ('REGISTERED', 'NOT_REGISTERED', 'NOT_ANSWERED')),
  -- Why there was no answer.
  problem text,
  -- As the register has them; not all countries say.
  name text,
  address text,
  -- By what number the question was asked, and the register's proof that it was.
  requester_number text,
  consultation_number text,
  asked_at timestamptz not null,
  asked_by_name text not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  check ((answer = 'NOT_ANSWERED') = (problem is not null)),
  check (answer = 'REGISTERED' or (name is null and address is null))
);
create index vat_number_check_by_time on vat_number_check (asked_at, id);
create index vat_number_check_of_reseller on vat_number_check (reseller_id, asked_at, id);
create index vat_number_check_of_company on vat_number_check (company_id, asked_at, id) where company_id is not null;
create index vat_number_check_of_number on vat_number_check (number, asked_at, id);
create index vat_number_check_of_issuer on vat_number_check (issuer_id, asked_at, id);
