-- What an issuer has agreed with its customers about paying: for everyone, and otherwise for single ones.
create table billing_terms (
  id uuid primary key,
  -- The issuer itself for everyone, or else one customer of its.
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  -- From the day of issue.
  payment_days integer not null check (payment_days between 0 and 90),
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique nulls not distinct (issuer_id, reseller_id, company_id)
);
create index billing_terms_of_customer on billing_terms (issuer_id, (coalesce(company_id, reseller_id)));
create index billing_terms_by_time on billing_terms (created_at, id);
create index billing_terms_of_reseller on billing_terms (reseller_id, created_at, id);
create index billing_terms_of_company on billing_terms (company_id) where company_id is not null;
