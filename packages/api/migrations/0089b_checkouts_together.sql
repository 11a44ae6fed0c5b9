-- Several invoices that are paid on one card page: the checkout of the first has the page, and the others go with it.
alter table checkout add column paid_with_id uuid references checkout (id);
create index checkout_paid_with on checkout (paid_with_id) where paid_with_id is not null;
