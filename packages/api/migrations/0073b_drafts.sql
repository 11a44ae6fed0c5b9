-- What is said of a customer's coming invoices: of one month's, or, without a month, of every one.
create table invoice_draft (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  period text check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  purchase_order text,
  note text,
  -- Runs pass over the customer until it is released.
  held_reason text,
  held_by_name text,
  held_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  constraint invoice_draft_once unique nulls not distinct (reseller_id, company_id, issuer_id, kind, period),
  check ((held_at is null) = (held_reason is null) and (held_at is null) = (held_by_name is null)),
  check (period is null or held_at is null),
  check ((kind = 'RETAIL') = (company_id is not null))
);
create index invoice_draft_held on invoice_draft (issuer_id) where held_at is not null;

-- Whether an issuer's months are billed by themselves, and how many days after their end.
create table billing_settings (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  automatic boolean not null,
  grace_days integer not null check (grace_days between 0 and 14)
);

alter table invoice add column purchase_order text;
alter table invoice add column note text;
alter table billing_run add column set_aside_count integer not null default 0;
