create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is never changed.';
end $$;

create or replace trigger audit_entry_is_append_only before delete or update on audit_entry for each statement execute function refuse_change();
