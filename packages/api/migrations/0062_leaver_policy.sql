-- For how many days a company can undo that somebody has left; where it says nothing, for a fortnight.
create table leaver_policy (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  undo_days integer not null check (undo_days between 1 and 90),
  constraint leaver_policy_key unique (company_id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable
);
