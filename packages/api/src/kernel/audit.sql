-- What is audited is written here and nowhere else: one row per element of the JSON array `subjects`.
-- called by platform, reseller, company, end_user, worker, gate
create or replace function write_audit(subjects json, at timestamptz, action text, actor_level text, actor_person_id uuid,
    actor_membership_id uuid, request_id text) returns void language plpgsql as $$
begin
  insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, actor_level, actor_person_id,
      actor_membership_id, subject_type, subject_id, reference, changed, differences, request_id, refusal)
    select s.id, s.reseller_id, s.company_id, s.end_user_id, write_audit.at, write_audit.action, write_audit.actor_level,
        write_audit.actor_person_id, write_audit.actor_membership_id, s.subject_type, s.subject_id, s.reference,
        coalesce(s.changed, '{}'), s.differences, write_audit.request_id, s.refusal
      from json_to_recordset(subjects) s (id uuid, reseller_id uuid, company_id uuid, end_user_id uuid, subject_type text,
        subject_id uuid, reference text, changed text[], differences jsonb, refusal text);
end $$;

-- An entry is never changed, but is once given its place in the chain. [S81]
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.position is null then
      old.position := new.position;
      old.previous_hash := new.previous_hash;
      old.hash := new.hash;
    end if;
    if old is not distinct from new then return null; end if;
  end if;
  raise exception 'The audit log is never changed.';
end $$;

create or replace trigger audit_entry_is_append_only after update on audit_entry for each row execute function refuse_change();

create or replace trigger audit_entry_is_kept before delete or truncate on audit_entry for each statement execute function refuse_change();
