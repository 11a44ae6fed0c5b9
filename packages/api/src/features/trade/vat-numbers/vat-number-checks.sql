-- What a register answered stands as it was answered.
create or replace function keep_vat_number_check() returns trigger language plpgsql as $$
begin
  -- What is no longer to be kept goes, when its time is over.
  if current_user = 'steward_keeper' then return null; end if;
  raise exception 'What a register of VAT numbers answered is never changed.';
end $$;

create or replace trigger keep_vat_number_check before update or delete or truncate on vat_number_check
  for each statement execute function keep_vat_number_check();
