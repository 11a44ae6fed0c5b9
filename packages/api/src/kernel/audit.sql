-- What is audited is written here and nowhere else: one row per element of the JSON array `subjects`.
-- called by platform, reseller, company, end_user, worker, gate
create or replace function write_audit(subjects json, at timestamptz, action text, actor_level text, actor_person_id uuid,
    actor_membership_id uuid, request_id text) returns void language plpgsql as $$
begin
  insert into audit_entry (id, reseller_id, company_id, end_user_id, at, action, actor_level, actor_person_id,
      actor_membership_id, subject_type, subject_id, reference, changed, request_id)
    select s.id, s.reseller_id, s.company_id, s.end_user_id, write_audit.at, write_audit.action, write_audit.actor_level,
        write_audit.actor_person_id, write_audit.actor_membership_id, s.subject_type, s.subject_id, s.reference,
        coalesce(s.changed, '{}'), write_audit.request_id
      from json_to_recordset(subjects) s (id uuid, reseller_id uuid, company_id uuid, end_user_id uuid, subject_type text,
        subject_id uuid, reference text, changed text[]);
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

-- What holds an entry to the one before it: over all that it says. What is null is left out, so that a column which is added
-- later changes nothing for what was chained before.
-- called by platform, worker
create or replace function audit_hash(previous bytea, entry audit_entry) returns bytea language sql stable
  set timezone = 'UTC' as $$
  select sha256(previous || convert_to(
    jsonb_strip_nulls(to_jsonb(entry) - '{position,previous_hash,hash,action_key}'::text[])::text, 'UTF8'))
$$;

-- Gives up to so many entries their places at the end of the tenant's chain, in the order in which they are seen: what is
-- committed late comes later, and nobody who writes waits. Returns how many; none while another is at it. [D9]
-- called by worker
create or replace function chain_audit_entries(tenant uuid, most integer) returns integer language plpgsql as $$
declare
  chain audit_chain;
  entry audit_entry;
  chained integer := 0;
begin
  insert into audit_chain (id, reseller_id, position, hash) values (uuidv7(), tenant, 0, '')
    on conflict (reseller_id) do nothing;
  select * into chain from audit_chain c where c.reseller_id = tenant for update skip locked;
  if not found then return 0; end if;
  for entry in select * from audit_entry e where e.reseller_id = tenant and e.position is null
      order by e.position, e.id limit most loop
    update audit_entry e
      set position = chain.position + 1, previous_hash = chain.hash, hash = audit_hash(chain.hash, entry)
      where e.id = entry.id
      returning e.position, e.hash into chain.position, chain.hash;
    chained := chained + 1;
  end loop;
  update audit_chain c set position = chain.position, hash = chain.hash where c.id = chain.id;
  return chained;
end $$;
