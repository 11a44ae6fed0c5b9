-- Statements of the bank account that an issuer is paid into, entry by entry, each once.
create table bank_columns (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  -- Which column of the bank's CSV files is what, by its title.
  columns jsonb not null
);

create table bank_statement (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  file_name text not null,
  file_hash text not null,
  format text not null check (format in ('CAMT', 'OFX', 'CSV')),
  -- What it held, what of that was new, and what of that was booked at once.
  entries integer not null,
  new_entries integer not null,
  booked_entries integer not null,
  uploaded_by_name text not null,
  created_at timestamptz not null,
  constraint bank_statement_once unique (reseller_id, file_hash),
  unique (reseller_id, id)
);
create index bank_statement_by_time on bank_statement (created_at, id);
create index bank_statement_of_reseller on bank_statement (reseller_id, created_at, id);

create table bank_entry (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  bank_statement_id uuid not null,
  -- What tells it from all others of the account, in whichever files it comes.
  entry_key text not null,
  "on" date not null,
  -- Below zero: it went out.
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payer text not null,
  reference text not null,
  state text not null check (state in ('PROPOSED', 'UNKNOWN', 'BOOKED', 'PUT_ASIDE', 'OUTGOING')),
  because text,
  -- What of it stands against invoices, or is kept for whoever paid.
  booked_minor bigint not null default 0,
  note text,
  decided_by_name text,
  decided_at timestamptz,
  created_at timestamptz not null,
  payer_key text not null generated always as (lower(payer)) stored collate "C",
  reference_key text not null generated always as (lower(reference)) stored collate "C",
  constraint bank_entry_once unique (reseller_id, entry_key),
  unique (reseller_id, id),
  foreign key (reseller_id, bank_statement_id) references bank_statement (reseller_id, id),
  check (booked_minor between 0 and greatest(amount_minor, 0)),
  check ((state = 'OUTGOING') = (amount_minor < 0)),
  check ((state = 'BOOKED') = (booked_minor = amount_minor))
);
create index bank_entry_by_day on bank_entry ("on", id);
create index bank_entry_of_reseller on bank_entry (reseller_id, "on", id);
create index bank_entry_by_amount on bank_entry (amount_minor, id);
create index bank_entry_of_reseller_by_amount on bank_entry (reseller_id, amount_minor, id);
create index bank_entry_of_statement on bank_entry (bank_statement_id, "on", id);
create index bank_entry_waiting on bank_entry (reseller_id, "on", id) where state in ('PROPOSED', 'UNKNOWN');

-- What of an entry paid an invoice.
create table bank_booking (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  bank_entry_id uuid not null,
  payment_id uuid not null unique references payment (id),
  foreign key (reseller_id, bank_entry_id) references bank_entry (reseller_id, id)
);
create index bank_booking_of_entry on bank_booking (bank_entry_id);
create index bank_booking_of_reseller on bank_booking (reseller_id);

-- What a customer has paid beyond what was due: credit like that of a note, put against another invoice or paid back.
create table overpayment (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  -- The invoice that more was paid for than was due.
  invoice_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor > 0),
  used_minor bigint not null default 0,
  received_on date not null,
  reference text,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  unique (reseller_id, id),
  check (used_minor between 0 and total_minor)
);
create index overpayment_of_invoice on overpayment (invoice_id);
create index overpayment_by_time on overpayment (created_at, id);
create index overpayment_of_reseller on overpayment (reseller_id, created_at, id);
create index overpayment_of_company on overpayment (company_id, created_at, id) where company_id is not null;

alter table credit_use
  alter column credit_note_id drop not null,
  add column overpayment_id uuid,
  add foreign key (reseller_id, overpayment_id) references overpayment (reseller_id, id),
  add constraint credit_use_of_one check (num_nonnulls(credit_note_id, overpayment_id) = 1);
create index credit_use_of_overpayment on credit_use (overpayment_id, created_at) where overpayment_id is not null;

alter table ledger_posting
  drop constraint ledger_posting_kind_check,
  add constraint ledger_posting_kind_check check (kind in ('INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'OVERPAYMENT', 'REFUND', 'CARD_MONEY_HELD',
    'CARD_MONEY_RESOLVED'));
