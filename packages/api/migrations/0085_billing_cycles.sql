-- When a customer is invoiced, and for which days: by the month in arrears, or by month, quarter or year in advance; its months begin
-- on a day, and its quarters and years with a month.
alter table billing_terms
  add column cycle text not null default 'MONTH_IN_ARREARS'
    check (cycle in ('MONTH_IN_ARREARS', 'MONTH_IN_ADVANCE', 'QUARTER_IN_ADVANCE', 'YEAR_IN_ADVANCE')),
  add column billing_day integer not null default 1 check (billing_day between 1 and 28),
  add column first_month integer not null default 1 check (first_month between 1 and 12);

-- An invoice in advance is made out as its days begin, any other when they are over: by that day a customer has one.
alter table invoice add column in_advance boolean not null default false;
drop index invoice_once_per_period;
create unique index invoice_once_per_period on invoice (issuer_id, reseller_id, coalesce(company_id, reseller_id),
  (case when in_advance then period_start else period_end end)) where document = 'INVOICE';

-- Days before this one stay as they were charged; those charged ahead, from it on, are still compared with what came of them.
alter table billed_subscription add column settled_to date;
update billed_subscription set settled_to = billed_to;
alter table billed_subscription alter column settled_to set not null, add check (settled_to <= billed_to);

-- Parts that charge more for days charged ahead, or give them back, stand beside the one that charged them.
alter table invoice_line_part add column settles boolean not null default false;
drop index invoice_line_part_once;
create unique index invoice_line_part_once on invoice_line_part (subscription_id, issuer_id, "from",
  (case when settles then invoice_line_id end)) nulls not distinct;

-- A run sees to customers whose time had come by this day.
alter table billing_run add column due_by date;
update billing_run set due_by = (created_at at time zone 'Europe/London')::date;
alter table billing_run alter column due_by set not null;
