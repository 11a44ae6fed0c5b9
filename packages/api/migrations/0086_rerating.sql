-- What calls were rated at before they were re-rated: never changed, and gone only with the calls themselves.
create table call_rating (
  id uuid primary key,
  reseller_id uuid not null,
  company_id uuid not null,
  end_user_id uuid,
  call_id uuid not null,
  started_at timestamptz not null,
  side text not null check (side in ('WHOLESALE', 'RETAIL')),
  currency text not null,
  price_micro bigint not null,
  billed_seconds integer not null,
  bundle text,
  bundle_seconds integer not null,
  zone text not null,
  prefix text not null,
  band text not null,
  version_id uuid not null,
  -- The charge by which an invoice tells of it at this price; none of what was on no invoice.
  charge_id uuid,
  rerating_id uuid not null,
  superseded_at timestamptz not null
);
create index call_rating_of_call on call_rating (call_id, side);
create index call_rating_by_time on call_rating (started_at);
create index call_rating_of_rerating on call_rating (rerating_id);

-- A re-rating of calls of some days at one side, by whoever sold them.
create table rerating (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  side text not null check (side in ('WHOLESALE', 'RETAIL')),
  -- What it is confined to: a tariff, a company, or both.
  tariff_id uuid,
  customer_company_id uuid,
  about text not null check (about <> ''),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  reason text not null check (reason <> ''),
  state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  calls integer not null,
  -- How many of them have been seen to, and up to which customer of which month.
  calls_done integer not null default 0,
  month date not null,
  last_customer_id uuid,
  failures integer not null default 0,
  calls_changed integer not null default 0,
  calls_unknown integer not null default 0,
  -- By how much it has changed what waits for an invoice, in millionths of the main unit.
  waiting_micro bigint not null default 0,
  started_by_name text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (reseller_id, id),
  foreign key (reseller_id, tariff_id) references tariff (reseller_id, id),
  check ((state = 'RUNNING') = (finished_at is null))
);
create unique index rerating_once on rerating (reseller_id) where state = 'RUNNING';
create index rerating_by_time on rerating (created_at, id);
create index rerating_of_reseller on rerating (reseller_id, created_at, id);

-- By how much calls of a line of an invoice have come to more or less, and what of it is to be noted.
create table rerating_line (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  rerating_id uuid not null,
  charge_id uuid not null,
  invoice_id uuid not null,
  invoice_line_id uuid not null,
  difference_micro bigint not null,
  net_minor bigint not null,
  foreign key (reseller_id, rerating_id) references rerating (reseller_id, id),
  constraint rerating_line_once unique (rerating_id, charge_id)
);
create index rerating_line_of_charge on rerating_line (charge_id);
create index rerating_line_of_invoice on rerating_line (rerating_id, invoice_id);

-- The credit or debit note that an invoice is to get for it.
create table rerating_note (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  rerating_id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('CREDIT', 'DEBIT')),
  state text not null check (state in ('PROPOSED', 'ISSUED', 'LEFT')),
  net_minor bigint not null check (net_minor > 0),
  -- What it became; of the operator's these are of the reseller to whom they are.
  credit_note_id uuid,
  debit_note_id uuid,
  created_at timestamptz not null,
  foreign key (reseller_id, rerating_id) references rerating (reseller_id, id),
  constraint rerating_note_once unique (rerating_id, invoice_id, kind),
  check ((state = 'ISSUED') = (credit_note_id is not null or debit_note_id is not null))
);
create index rerating_note_by_time on rerating_note (created_at, id);
create index rerating_note_of_reseller on rerating_note (reseller_id, created_at, id);
