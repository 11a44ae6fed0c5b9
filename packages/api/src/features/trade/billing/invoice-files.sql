-- What was sent stands as it was sent.
create or replace function keep_invoice_file() returns trigger language plpgsql as $$
begin
  -- What is no longer to be kept goes, when its time is over.
  if current_user = 'steward_keeper' then return null; end if;
  raise exception 'The files of an invoice that was issued are never changed.';
end $$;

create or replace trigger keep_invoice_file before update or delete or truncate on invoice_file
  for each statement execute function keep_invoice_file();
