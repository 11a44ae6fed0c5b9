-- What VAT a customer is charged is said of it; who is outside the United Kingdom is not charged any from here on.
alter table company add column vat_treatment text not null default 'STANDARD' check (vat_treatment in ('STANDARD', 'OUTSIDE_UK'));
alter table reseller add column vat_treatment text not null default 'STANDARD' check (vat_treatment in ('STANDARD', 'OUTSIDE_UK'));
update company set vat_treatment = 'OUTSIDE_UK' where address ->> 'country' not in ('GB', 'IM');
update reseller set vat_treatment = 'OUTSIDE_UK' where address ->> 'country' not in ('GB', 'IM');

-- Why a line has its rate, and the words that its invoice carries for it.
alter table invoice_line
  add column vat_category text not null default 'STANDARD' check (vat_category in ('STANDARD', 'REVERSE_CHARGE', 'OUT_OF_SCOPE')),
  add column vat_reason text;
update invoice_line set vat_category = 'OUT_OF_SCOPE' where vat_rate_bp = 0;
