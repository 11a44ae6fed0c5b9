-- What the operator took by card for a reseller, put against what that reseller owes it.
alter table payment
  drop constraint payment_method_check,
  add constraint payment_method_check check (method in ('CARD', 'BANK_TRANSFER', 'CREDIT', 'DIRECT_DEBIT', 'SET_OFF'));
