-- How whoever issues invoices brings VAT to whole pennies, and how it did on each; so far to the nearest, of each rate.
alter table reseller add column vat_rounding text not null default 'NEAREST' check (vat_rounding in ('NEAREST', 'DOWN', 'EACH_LINE'));
alter table invoice add column vat_rounding text not null default 'NEAREST' check (vat_rounding in ('NEAREST', 'DOWN', 'EACH_LINE'));
