-- What a subscription comes to from a day on: so many, of what, at which prices. On any day the last of them from then or
-- before holds; the first is from its first day.
create table subscription_term (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid,
  subscription_id uuid not null,
  "from" date not null,
  product_id uuid not null references product (id),
  quantity integer not null check (quantity between 1 and 100000),
  retail_minor integer not null check (retail_minor >= 0),
  wholesale_minor integer not null check (wholesale_minor >= 0),
  begun_at timestamptz,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable,
  constraint subscription_term_a_day unique (subscription_id, "from")
);
create index subscription_term_of_company on subscription_term (company_id);
create index subscription_term_of_user on subscription_term (end_user_id) where end_user_id is not null;
create index subscription_term_to_come on subscription_term ("from") where begun_at is null;

insert into subscription_term (id, reseller_id, company_id, end_user_id, subscription_id, "from", product_id, quantity,
    retail_minor, wholesale_minor, begun_at, created_at)
  select uuidv7(), reseller_id, company_id, end_user_id, id, starts_on, product_id, quantity, retail_minor, wholesale_minor,
      created_at, created_at
    from subscription;
