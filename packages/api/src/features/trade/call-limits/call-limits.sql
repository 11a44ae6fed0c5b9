-- What the calls of companies may come to in a day: what their seller has said of each, or else of all that have its currency, what
-- they have said themselves, and the lower of both, which holds. For whoever acts for one of them or sells to it. [B2] [S6]
-- runs as gate; called by platform, reseller, company, worker
create or replace function call_limits_for(companies uuid[])
  returns table (company_id uuid, reseller_id uuid, currency text, seller_limit_id uuid, seller_warn_minor integer, seller_bar_minor integer,
    own_limit_id uuid, own_warn_minor integer, own_bar_minor integer, warn_minor integer, bar_minor integer, for_everyone boolean)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select c.id, c.reseller_id, c.currency, s.id, s.warn_minor, s.bar_minor, o.id, o.warn_minor, o.bar_minor, least(s.warn_minor, o.warn_minor),
      least(s.bar_minor, o.bar_minor), coalesce(s.company_id is null, true)
    from (select nullif(current_setting('steward.reseller_id', true), '')::uuid as reseller,
        nullif(current_setting('steward.company_id', true), '')::uuid as company, current_setting('role') as role) here
    join company c on c.id = any (companies) and (here.role = 'steward_platform' or c.reseller_id = here.reseller)
      and (here.company is null or c.id = here.company)
    left join lateral (
      select l.* from call_limit l where l.reseller_id = c.reseller_id and not l.own and l.currency = c.currency
        and (l.company_id = c.id or l.company_id is null) order by l.company_id is null limit 1) s on true
    left join call_limit o on o.company_id = c.id and o.own and o.currency = c.currency
$$;

-- Those of whose companies something is to be looked at by itself: what has come and was not, what is barred, and whatever still is although
-- it is no longer to be.
-- runs as gate; called by platform
create or replace function resellers_with_calls_to_watch() returns setof uuid
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r from resellers_with_new_calls() r
  union select w.reseller_id from call_warning w where w.kind = 'BARRED' and w.ended_at is null
  union select s.reseller_id from subscription s where s.calls_barred_at is not null
$$;
