-- Debit notes and charges for late payment: invoices of another kind, each citing the invoice it is about. And debts that were given up.
alter table invoice
  add column document text not null default 'INVOICE' check (document in ('INVOICE', 'DEBIT_NOTE', 'LATE_PAYMENT')),
  add column cited_invoice_id uuid,
  add column reason text,
  add foreign key (reseller_id, cited_invoice_id) references invoice (reseller_id, id),
  add constraint invoice_cites check ((document = 'INVOICE') = (cited_invoice_id is null) and (cited_invoice_id is null) = (reason is null)),
  drop constraint invoice_state_check,
  add constraint invoice_state_check check (state in ('DRAFT', 'OPEN', 'PART_PAID', 'PAID', 'WRITTEN_OFF'));
create index invoice_of_cited on invoice (cited_invoice_id) where cited_invoice_id is not null;
-- A month is invoiced once; what comes after it is as it comes.
drop index invoice_once_per_period;
create unique index invoice_once_per_period on invoice (issuer_id, reseller_id, coalesce(company_id, reseller_id), period_start)
  where document = 'INVOICE';

alter table invoice_line
  add column cited_line_id uuid,
  add foreign key (reseller_id, cited_line_id) references invoice_line (reseller_id, id);
create index invoice_line_of_cited on invoice_line (cited_line_id) where cited_line_id is not null;

alter table invoice_series add column next_debit_note integer not null default 1;

create table debit_note (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  -- What it cites, and the invoice that it became.
  invoice_id uuid not null,
  issued_id uuid,
  kind text not null check (kind in ('WHOLESALE', 'RETAIL')),
  state text not null check (state in ('AWAITING_APPROVAL', 'ISSUED', 'DECLINED')),
  reason text not null,
  currency text not null,
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  net_minor bigint not null check (net_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null,
  customer_name text not null,
  requested_by uuid not null,
  requested_by_person uuid not null,
  requested_by_name text not null,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  foreign key (reseller_id, issued_id) references invoice (reseller_id, id),
  check (total_minor = net_minor + vat_minor),
  check ((state = 'ISSUED') = (issued_id is not null))
);
create index debit_note_of_invoice on debit_note (invoice_id);
create index debit_note_by_time on debit_note (created_at, id);
create index debit_note_of_reseller on debit_note (reseller_id, created_at, id);
create index debit_note_of_company on debit_note (company_id) where company_id is not null;
create unique index debit_note_issued on debit_note (issued_id) where issued_id is not null;

create table late_charge (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  -- What was paid late, and the invoice that charges it.
  invoice_id uuid not null,
  issued_id uuid not null,
  -- The last day that is charged.
  through date not null,
  interest_minor bigint not null check (interest_minor >= 0),
  fixed_minor bigint not null check (fixed_minor >= 0),
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  foreign key (reseller_id, issued_id) references invoice (reseller_id, id),
  check (interest_minor + fixed_minor > 0),
  -- No day twice.
  unique (invoice_id, through)
);
create unique index late_charge_fixed on late_charge (invoice_id) where fixed_minor > 0;
create index late_charge_of_reseller on late_charge (reseller_id);
create index late_charge_of_company on late_charge (company_id) where company_id is not null;

create table late_payment_rule (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  charging text not null check (charging in ('NEVER', 'WITH_REMINDERS', 'ON_PAYMENT')),
  from_day integer check (from_day > 0),
  since date not null,
  check ((charging = 'WITH_REMINDERS') = (from_day is not null))
);

-- Late payment by law is between businesses, public bodies among them.
alter table company add column business boolean not null default true;

create table write_off (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null unique,
  amount_minor bigint not null check (amount_minor > 0),
  "on" date not null,
  reason text not null,
  by_name text not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id)
);
create index write_off_of_reseller on write_off (reseller_id);
create index write_off_of_company on write_off (company_id) where company_id is not null;

alter table ledger_posting
  drop constraint ledger_posting_kind_check,
  add constraint ledger_posting_kind_check check (kind in ('INVOICE', 'DEBIT_NOTE', 'LATE_PAYMENT', 'CREDIT_NOTE', 'PAYMENT', 'OVERPAYMENT',
    'REFUND', 'WRITE_OFF', 'RECOVERY', 'CARD_MONEY_HELD', 'CARD_MONEY_RESOLVED')),
  drop constraint ledger_posting_account_check,
  add constraint ledger_posting_account_check check (account in ('RECEIVABLE', 'CUSTOMER_CREDIT', 'REVENUE', 'LATE_PAYMENT', 'BAD_DEBT',
    'OUTPUT_VAT', 'BANK', 'CARD_CLEARING', 'CARD_MONEY_HELD', 'SET_OFF', 'PAYABLE', 'PURCHASES', 'INPUT_VAT'));
