-- How much a company may have, as its seller says, and how much all companies of a reseller together, as the platform says: units of
-- a product or of a category, or money a month.
create table quota (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid references company (id),
  product_id uuid references product (id),
  category text check (category in ('EMAIL', 'ARCHIVE', 'SECURITY', 'CRM', 'MOBILE', 'TELEPHONY', 'HOSTING', 'LICENCE', 'DATA_EXCHANGE',
    'CONNECTIVITY', 'PREMISES')),
  most integer check (most between 0 and 1000000),
  most_minor bigint check (most_minor between 0 and 100000000000),
  created_at timestamptz not null,
  constraint quota_counts check (num_nonnulls(product_id, category) = case when most is null then 0 else 1 end),
  constraint quota_limits check ((most is null) <> (most_minor is null)),
  constraint quota_once unique nulls not distinct (reseller_id, company_id, product_id, category)
);
create index quota_of_company on quota (company_id);
create index quota_by_time on quota (created_at, id);
create index quota_of_reseller on quota (reseller_id, created_at, id);
