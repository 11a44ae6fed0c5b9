-- The VAT that a credit note takes back, in pounds, where its invoice said it in pounds, at the rate of the invoice.
alter table credit_note
  add column per_pound text,
  add column vat_sterling_minor bigint,
  add constraint credit_note_vat_sterling check ((per_pound is null) = (vat_sterling_minor is null));
