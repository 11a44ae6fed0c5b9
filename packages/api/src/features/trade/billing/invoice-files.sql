-- What was sent stands as it was sent.
create or replace function keep_invoice_file() returns trigger language plpgsql as $$
begin
  raise exception 'The files of an invoice that was issued are never changed.';
end $$;

create or replace trigger keep_invoice_file before update or delete or truncate on invoice_file
  for each statement execute function keep_invoice_file();
