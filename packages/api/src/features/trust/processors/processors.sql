-- What became of the letters of a notice: for whoever sees the notice, as the letters themselves are nobody's but their readers'. [D1]
-- runs as gate; called by platform, reseller, company
create or replace function processor_delivery(notice uuid) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select case when count(*) = 0 then 'NONE' when bool_or(m.state = 'FAILED') then 'FAILED'
      when bool_or(m.state = 'QUEUED') then 'QUEUED' else 'SENT' end
    from processor_notice n join mail m on m.id = any (n.mail_ids) where n.id = notice
$$;

-- Whether somebody's objection to a change waits for its answer: it does not come into force before. For the announcer's own work.
-- runs as gate; called by worker
create or replace function processor_change_waits(change uuid) returns boolean
  language sql stable security definer set search_path = steward, pg_temp as $$
  select exists (select from processor_objection o join processor_change c on c.id = o.change_id
    where c.id = change and o.answered_at is null and c.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid)
$$;

-- The operator of the whole: those who buy through a reseller do not see it among their tenants, and are to know whose hands their data are in.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function operator_of_all() returns table (name text, country text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.name, r.address->>'country' from reseller r where r.is_platform
$$;
