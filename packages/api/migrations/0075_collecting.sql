-- Cards and bank accounts on file, from which what is due is collected; refunds to them; payments that were taken back.
create table stored_method (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  kind text not null check (kind in ('CARD', 'DIRECT_DEBIT')),
  state text not null check (state in ('STARTED', 'OPEN', 'PENDING', 'ACTIVE', 'FAILED', 'EXPIRED', 'REMOVED')),
  -- What is due is collected from it.
  collects boolean not null,
  idempotency_key text not null unique,
  stripe_session_id text unique,
  url text,
  stripe_customer_id text,
  stripe_method_id text unique,
  stripe_mandate_id text unique,
  brand text,
  last4 text,
  -- The last day on which a card is good.
  good_until date,
  mandate_reference text,
  mandate_url text,
  trouble text,
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  unique (reseller_id, id),
  check (state not in ('PENDING', 'ACTIVE') or stripe_method_id is not null and stripe_customer_id is not null and last4 is not null)
);
create unique index stored_method_collects on stored_method (issuer_id, reseller_id, company_id) nulls not distinct
  where collects and state in ('PENDING', 'ACTIVE');
create index stored_method_by_time on stored_method (created_at, id);
create index stored_method_of_reseller on stored_method (reseller_id, created_at, id);
create index stored_method_of_company on stored_method (company_id, created_at, id) where company_id is not null;
create index stored_method_under_way on stored_method (created_at) where state in ('STARTED', 'OPEN', 'PENDING');

create table collection (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  -- None where the customer said, before anything was announced, that it is not to be collected.
  method_id uuid,
  state text not null check (state in ('ANNOUNCED', 'STARTED', 'PENDING', 'PAID', 'FAILED', 'STOPPED', 'DROPPED')),
  attempt integer not null check (attempt >= 1),
  collect_on date not null,
  -- What was announced; less if less was due on the day.
  amount_minor bigint not null check (amount_minor > 0),
  idempotency_key text not null unique,
  started_at timestamptz,
  stripe_payment_id text unique,
  failure_code text,
  failure text,
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  foreign key (reseller_id, method_id) references stored_method (reseller_id, id),
  check (state in ('STOPPED', 'DROPPED') or method_id is not null)
);
create unique index collection_under_way on collection (invoice_id) where state in ('ANNOUNCED', 'STARTED', 'PENDING', 'STOPPED');
create index collection_of_invoice on collection (invoice_id, created_at);
create index collection_of_method on collection (method_id);
create index collection_due on collection (collect_on) where state in ('ANNOUNCED', 'STARTED', 'PENDING');
create index collection_by_time on collection (created_at, id);
create index collection_of_reseller on collection (reseller_id, created_at, id);
create index collection_of_company on collection (company_id, created_at, id) where company_id is not null;

-- Money that was taken back by a bank after it had come in.
create table returned_payment (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  payment_id uuid not null,
  state text not null check (state in ('OPEN', 'LOST', 'WON')),
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  stripe_id text not null unique,
  returned_on date not null,
  answer_by timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  foreign key (reseller_id, payment_id) references payment (reseller_id, id)
);
create index returned_payment_of_invoice on returned_payment (invoice_id, created_at);
create index returned_payment_of_payment on returned_payment (payment_id);
create index returned_payment_by_time on returned_payment (created_at, id);
create index returned_payment_of_reseller on returned_payment (reseller_id, created_at, id);
create index returned_payment_of_company on returned_payment (company_id, created_at, id) where company_id is not null;

-- Credit that is paid back to the card or bank account that it came from.
create table card_refund (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  payment_id uuid not null,
  credit_note_id uuid,
  overpayment_id uuid,
  state text not null check (state in ('STARTED', 'PENDING', 'PAID', 'FAILED')),
  amount_minor bigint not null check (amount_minor > 0),
  idempotency_key text not null unique,
  stripe_refund_id text unique,
  failure text,
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, payment_id) references payment (reseller_id, id),
  foreign key (reseller_id, credit_note_id) references credit_note (reseller_id, id),
  foreign key (reseller_id, overpayment_id) references overpayment (reseller_id, id),
  check (num_nonnulls(credit_note_id, overpayment_id) = 1)
);
create index card_refund_of_payment on card_refund (payment_id);
create index card_refund_of_note on card_refund (credit_note_id) where credit_note_id is not null;
create index card_refund_of_overpayment on card_refund (overpayment_id) where overpayment_id is not null;
create index card_refund_by_time on card_refund (created_at, id);
create index card_refund_of_reseller on card_refund (reseller_id, created_at, id);
create index card_refund_of_company on card_refund (company_id, created_at, id) where company_id is not null;
create index card_refund_under_way on card_refund (created_at) where state in ('STARTED', 'PENDING');

-- Stripe names payments, not whose they are.
create index payment_by_card on payment (reference) where method in ('CARD', 'DIRECT_DEBIT');

-- What was given back to credit, because a refund did not arrive, is a use of less than nothing.
alter table credit_use
  drop constraint credit_use_amount_minor_check,
  add constraint credit_use_amount_minor_check check (amount_minor <> 0),
  add column method text not null default 'BANK_TRANSFER' check (method in ('BANK_TRANSFER', 'CARD', 'DIRECT_DEBIT'));
alter table overpayment
  add column method text not null default 'BANK_TRANSFER' check (method in ('BANK_TRANSFER', 'CARD', 'DIRECT_DEBIT'));

-- Whatever there was so far, and one more.
do $$ declare had text;
begin
  select pg_get_expr(conbin, conrelid) into strict had from pg_constraint where conname = 'payment_method_check';
  alter table payment drop constraint payment_method_check;
  execute format('alter table payment add constraint payment_method_check check (method = ''DIRECT_DEBIT'' or %s)', had);
  select pg_get_expr(conbin, conrelid) into strict had from pg_constraint where conname = 'ledger_posting_kind_check';
  alter table ledger_posting drop constraint ledger_posting_kind_check;
  execute format('alter table ledger_posting add constraint ledger_posting_kind_check check (kind = ''PAYMENT_RETURNED'' or %s)', had);
end $$;
