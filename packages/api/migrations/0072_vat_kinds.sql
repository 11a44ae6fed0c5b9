-- What VAT law calls what a product is: each line of an invoice is taxed by it.
alter table product add column supply_kind text not null default 'STANDARD'
  check (supply_kind in ('STANDARD', 'REDUCED', 'ZERO', 'EXEMPT', 'TELECOMS'));

-- The rate at which the customer accounts for the VAT itself, in the United Kingdom; none where it does not.
alter table invoice_line
  add column vat_notional_bp integer,
  drop constraint invoice_line_vat_category_check,
  add constraint invoice_line_vat_category_check
    check (vat_category in ('STANDARD', 'ZERO_RATED', 'EXEMPT', 'REVERSE_CHARGE', 'OUT_OF_SCOPE'));
