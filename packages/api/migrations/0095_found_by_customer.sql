-- Whose a row is that is a company's or, without one, its reseller's: found by an expression that row security lets an index be used for.
-- It does not for coalesce, which PostgreSQL takes for something that might tell of rows that are not to be seen.
drop index invoice_once_per_period;
create unique index invoice_once_per_period on invoice (issuer_id, reseller_id, (case when company_id is null then reseller_id else company_id end),
  (case when in_advance then period_start else period_end end)) where document = 'INVOICE';
drop index billing_terms_of_customer;
create index billing_terms_of_customer on billing_terms (issuer_id, (case when company_id is null then reseller_id else company_id end));
drop index charge_waiting;
create index charge_waiting on charge (issuer_id, kind, (case when company_id is null then reseller_id else company_id end)) where invoice_id is null;
create index invoice_draft_of_customer on invoice_draft (issuer_id, (case when company_id is null then reseller_id else company_id end));
