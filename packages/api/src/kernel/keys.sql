-- The wrapped keys of these ids: whoever has read ciphertext knows which key it is under. Without the secret they open nothing.
-- runs as gate; called by platform, reseller, company, end_user, worker, anonymous, keeper, sealer
create or replace function named_keys(ids uuid[]) returns table (id uuid, wrapped text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select k.id, k.wrapped from tenant_key k where k.id = any (ids)
$$;

-- The key under which a company's values are sealed now, or a reseller's own; nothing if there is none yet.
-- runs as gate; called by platform, reseller, company, end_user, worker, anonymous, keeper, sealer
create or replace function key_in_force(tenant uuid) returns table (id uuid, wrapped text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select k.id, k.wrapped from tenant_key k where coalesce(k.company_id, k.reseller_id) = tenant and k.retired_at is null
$$;

-- Keeps a tenant's first key, or finds that somebody else has just made it. A company's is where the company is by now.
-- runs as gate; called by platform, reseller, company, end_user, worker, anonymous, keeper, sealer
create or replace function keep_first_key(key_id uuid, reseller uuid, company uuid, wrapped_key text, at timestamptz)
  returns table (id uuid, wrapped text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
begin
  insert into tenant_key (id, reseller_id, company_id, wrapped, created_at)
    values (key_id, coalesce((select c.reseller_id from company c where c.id = company), reseller), company, wrapped_key, at)
    on conflict do nothing;
  return query select k.id, k.wrapped from key_in_force(coalesce(company, reseller)) k;
end $$;
