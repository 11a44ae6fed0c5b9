-- What was sent of credit notes is kept beside what was sent of invoices.
alter table invoice_file
  alter column invoice_id drop not null,
  add column credit_note_id uuid unique,
  add foreign key (reseller_id, credit_note_id) references credit_note (reseller_id, id),
  add check (num_nonnulls(invoice_id, credit_note_id) = 1);
