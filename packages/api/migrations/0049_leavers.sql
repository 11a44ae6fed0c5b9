-- Who leaves: what they held, what was chosen for each thing, the order that ends services, and until when it can be undone.

alter table service_order add column kind text not null default 'CHANGE' check (kind in ('CHANGE', 'LEAVER'));
alter table service_order alter column kind drop default;

create table leaver (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  state text not null check (state in ('PLANNED', 'CONFIRMED', 'DONE', 'UNDOING', 'UNDONE', 'FAILED')),
  last_day date not null,
  -- The day on which things are taken back and access ends; services end after the last day, by the order.
  due_on date,
  undo_until date,
  service_order_id uuid,
  monthly_minor bigint not null,
  first_invoice_minor bigint not null,
  currency text not null default 'GBP',
  awaits text[] not null default '{}',
  problems jsonb not null default '[]',
  seen text not null,
  note text,
  failure text,
  planned_by_name text not null,
  confirmed_by uuid,
  confirmed_by_name text,
  confirmed_at timestamptz,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by_name text,
  created_at timestamptz not null,
  constraint leaver_confirmed check ((state = 'PLANNED') = (due_on is null)),
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, service_order_id) references service_order (reseller_id, company_id, id) deferrable
);
create unique index leaver_open on leaver (end_user_id) where state in ('PLANNED', 'CONFIRMED', 'UNDOING');
create index leaver_of_end_user on leaver (end_user_id, created_at);
create index leaver_due on leaver (due_on) where state = 'CONFIRMED';
create index leaver_of_order on leaver (service_order_id) where service_order_id is not null;
create index leaver_by_last_day on leaver (last_day, id);
create index leaver_by_last_day_of_reseller on leaver (reseller_id, last_day, id);
create index leaver_by_time on leaver (created_at, id);
create index leaver_by_time_of_reseller on leaver (reseller_id, created_at, id);
create index leaver_of_company on leaver (company_id);

create table leaver_item (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  leaver_id uuid not null,
  position integer not null,
  kind text not null,
  label text not null,
  held_id uuid not null,
  name text not null,
  detail text,
  fixed text,
  fate text not null check (fate in ('END', 'KEEP', 'HAND_OVER')),
  to_end_user_id uuid,
  choices jsonb not null,
  state text not null check (state in ('OPEN', 'DONE', 'LEFT', 'RESTORED', 'GONE')),
  constraint leaver_item_handed check (to_end_user_id is null or fate = 'HAND_OVER'),
  constraint leaver_item_once unique (leaver_id, kind, held_id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, leaver_id) references leaver (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, to_end_user_id) references end_user (reseller_id, company_id, id) deferrable
);
create index leaver_item_of_leaver on leaver_item (leaver_id, position);
create index leaver_item_of_company on leaver_item (company_id);
create index leaver_item_of_reseller on leaver_item (reseller_id);
create index leaver_item_to on leaver_item (to_end_user_id) where to_end_user_id is not null;
