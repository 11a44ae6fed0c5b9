-- Credit notes: documents of their own, each of one invoice. What of it was put against an invoice is a payment like any other.
alter table payment
  drop constraint payment_method_check,
  add constraint payment_method_check check (method in ('CARD', 'BANK_TRANSFER', 'CREDIT'));

create table credit_note_policy (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  -- Notes for more than this take a second person; null: none do.
  approve_above_minor bigint check (approve_above_minor >= 0)
);

create table credit_note_series (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  next integer not null default 1
);

create table credit_note (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  state text not null check (state in ('AWAITING_APPROVAL', 'ISSUED', 'DECLINED')),
  number text,
  issued_on date,
  reason text not null,
  -- Whether it is put against what is still to be paid of the invoice as soon as it is issued.
  against_invoice boolean not null,
  currency text not null,
  net_minor bigint not null check (net_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null,
  used_minor bigint not null default 0,
  seller jsonb not null,
  buyer jsonb not null,
  requested_by uuid not null,
  requested_by_person uuid not null,
  requested_by_name text not null,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  created_at timestamptz not null,
  number_key text not null generated always as (lower(coalesce(number, ''))) stored collate "C",
  customer_key text not null generated always as (lower(buyer ->> 'name')) stored collate "C",
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  unique (reseller_id, id),
  check (total_minor = net_minor + vat_minor),
  check (used_minor between 0 and total_minor),
  check ((state = 'ISSUED') = (number is not null) and (number is null) = (issued_on is null))
);
create unique index credit_note_number_key on credit_note (issuer_id, number) where number is not null;
create index credit_note_of_invoice on credit_note (invoice_id);
create index credit_note_by_time on credit_note (created_at, id);
create index credit_note_of_reseller on credit_note (reseller_id, created_at, id);
create index credit_note_of_company on credit_note (company_id, created_at, id) where company_id is not null;
create index credit_note_by_number on credit_note (number_key, id);
create index credit_note_of_reseller_by_number on credit_note (reseller_id, number_key, id);
create index credit_note_by_customer on credit_note (customer_key, id);

create table credit_note_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  credit_note_id uuid not null,
  invoice_line_id uuid not null,
  position integer not null,
  description text not null,
  net_minor bigint not null check (net_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  vat_rate_bp integer not null,
  vat_category text not null,
  vat_reason text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, credit_note_id) references credit_note (reseller_id, id),
  foreign key (reseller_id, invoice_line_id) references invoice_line (reseller_id, id),
  unique (credit_note_id, position),
  unique (credit_note_id, invoice_line_id)
);
create index credit_note_line_of_invoice_line on credit_note_line (invoice_line_id);

create table credit_use (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  credit_note_id uuid not null,
  -- The payment that it is of an invoice; none for what was paid back.
  payment_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  "on" date not null,
  reference text,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, credit_note_id) references credit_note (reseller_id, id),
  foreign key (reseller_id, payment_id) references payment (reseller_id, id)
);
create index credit_use_of_note on credit_use (credit_note_id, created_at);
create unique index credit_use_of_payment on credit_use (payment_id) where payment_id is not null;

alter table ledger_posting
  drop constraint ledger_posting_kind_check,
  add constraint ledger_posting_kind_check
    check (kind in ('INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'REFUND', 'CARD_MONEY_HELD', 'CARD_MONEY_RESOLVED')),
  drop constraint ledger_posting_account_check,
  add constraint ledger_posting_account_check check (account in ('RECEIVABLE', 'CUSTOMER_CREDIT', 'REVENUE', 'OUTPUT_VAT', 'BANK',
    'CARD_CLEARING', 'CARD_MONEY_HELD', 'SET_OFF', 'PAYABLE', 'PURCHASES', 'INPUT_VAT'));
