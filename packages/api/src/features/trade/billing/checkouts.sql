-- Whose card payment a session of Stripe's is; Stripe's events name no tenant that could be trusted. [S71]
-- runs as gate; called by anonymous
create or replace function find_checkout(session_id text) returns table (checkout_id uuid, reseller_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select c.id, c.reseller_id from checkout c where c.stripe_session_id = find_checkout.session_id
$$;
