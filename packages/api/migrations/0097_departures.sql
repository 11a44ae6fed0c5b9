-- Companies that go to another reseller on a day, and who has agreed to it.

create table company_move (
  id uuid primary key,
  -- Whose it is until then; where it goes to.
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  to_reseller_id uuid not null references reseller (id),
  -- Those who do not see one another read these.
  company_name text not null,
  from_name text not null,
  to_name text not null,
  moves_on date not null,
  reason text not null,
  state text not null check (state in ('PROPOSED', 'APPROVED', 'MOVED', 'DECLINED', 'WITHDRAWN')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  from_agreed_at timestamptz,
  to_agreed_at timestamptz,
  company_agreed_at timestamptz,
  approved_at timestamptz,
  settled_at timestamptz,
  settled_because text,
  held_because text,
  invoice_id uuid,
  told_state text,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  check ((settled_at is null) = (state in ('PROPOSED', 'APPROVED'))),
  check (state not in ('APPROVED', 'MOVED') or num_nulls(from_agreed_at, to_agreed_at, company_agreed_at, approved_at) = 0)
);
create unique index company_move_under_way on company_move (company_id) where state in ('PROPOSED', 'APPROVED');
create index company_move_by_day on company_move (moves_on, id);
create index company_move_by_time on company_move (proposed_at, id);
create index company_move_of_reseller on company_move (reseller_id, moves_on, id);
create index company_move_proposed on company_move (reseller_id, proposed_at, id);
create index company_move_to_reseller on company_move (to_reseller_id, moves_on, id);
create index company_move_of_company on company_move (company_id, moves_on, id);
create index company_move_invoice on company_move (reseller_id, invoice_id) where invoice_id is not null;
