-- Whose method, collection or refund something of Stripe's is, or, for a dispute, whose payment; Stripe's events name no tenant that
-- could be trusted. [S71]
-- runs as gate; called by anonymous
create or replace function find_collecting(known_as text, disputed boolean) returns table (what text, row_id uuid, reseller_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select 'METHOD', m.id, m.reseller_id from stored_method m
    where not disputed and (m.stripe_session_id = known_as or m.stripe_method_id = known_as or m.stripe_mandate_id = known_as)
  union all select 'METHOD', m.id, m.reseller_id from stored_method m
    where not disputed and known_as ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      and m.id = case when known_as ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then known_as::uuid end
  union all select 'COLLECTION', k.id, k.reseller_id from collection k where not disputed and k.stripe_payment_id = known_as
  union all select 'REFUND', r.id, r.reseller_id from card_refund r where not disputed and r.stripe_refund_id = known_as
  union all (select 'PAYMENT', y.id, y.reseller_id from payment y
    where disputed and y.reference = known_as and y.method in ('CARD', 'DIRECT_DEBIT') order by y.amount_minor desc limit 1)
  limit 1
$$;
