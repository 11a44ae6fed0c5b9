-- All that an entry says, as text that its hash is of. What is null is left out, so that a column which is added later changes
-- nothing for what was chained before.
-- called by platform, reseller, company, worker
create or replace function audit_said(entry audit_entry) returns text language sql stable set timezone = 'UTC' as $$
  select jsonb_strip_nulls(to_jsonb(entry) - '{position,previous_hash,hash,action_key}'::text[])::text
$$;

-- What holds an entry to the one before it.
-- called by platform, worker
create or replace function audit_hash(previous bytea, entry audit_entry) returns bytea language sql stable as $$
  select sha256(previous || convert_to(audit_said(entry), 'UTF8'))
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

-- The hashes that stand at these places of one's own tenants' chains, which tell nothing of what the entries say; null where
-- there is no entry. [S81]
-- runs as gate; called by platform, reseller, company
create or replace function chain_hashes(resellers uuid[], positions bigint[])
  returns table (i bigint, reseller_id uuid, hash text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select k.i, k.reseller_id, encode(e.hash, 'hex')
    from unnest(resellers, positions) with ordinality k (reseller_id, position, i)
      left join audit_entry e on e.reseller_id = k.reseller_id and e.position = k.position
    where current_setting('role') = 'steward_platform'
      or k.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
$$;
