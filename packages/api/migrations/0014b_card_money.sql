-- Card money that is put against no invoice stands on its checkout, until somebody says what became of it.
alter table checkout
  add column unallocated_minor bigint check (unallocated_minor > 0),
  add column unallocated_currency text,
  add column received_on date,
  add column payment_reference text,
  add column resolution text check (resolution in ('RECORDED', 'REFUNDED')),
  add column resolution_note text,
  add column resolved_at timestamptz,
  add constraint checkout_unallocated_whole check (
    (unallocated_minor is null) = (unallocated_currency is null) and (unallocated_minor is null) = (received_on is null)
    and (unallocated_minor is null) = (payment_reference is null)),
  add constraint checkout_resolved_whole check (
    (resolution is null) = (resolved_at is null) and (resolution is null) = (resolution_note is null)
    and (resolution is null or unallocated_minor is not null));
create index checkout_unallocated on checkout (invoice_id) where unallocated_minor is not null and resolved_at is null;

-- A run whose batch fails again and again stops, and says so.
alter table billing_run
  add column failures integer not null default 0,
  drop constraint billing_run_state_check,
  add constraint billing_run_state_check check (state in ('RUNNING', 'DONE', 'FAILED'));
