-- For how long a product is taken, and for how long each subscription was. What runs already was agreed without.
alter table product add column commitment jsonb check (jsonb_typeof(commitment) = 'object');

create table subscription_commitment (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid not null,
  "from" date not null,
  until date check (until > "from"),
  free_until date,
  anchor date not null check (anchor <= "from"),
  quantity integer not null check (quantity between 1 and 100000),
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  reminded_at timestamptz,
  followed_at timestamptz,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable,
  constraint subscription_commitment_a_day unique (subscription_id, "from")
);
create index subscription_commitment_of_company on subscription_commitment (company_id);
create index subscription_commitment_of_reseller on subscription_commitment (reseller_id, until);
create index subscription_commitment_of_user on subscription_commitment (end_user_id) where end_user_id is not null;
create index subscription_commitment_to_come on subscription_commitment (until) where followed_at is null and until is not null;
