-- The record of whoever acts is held until the transaction ends, whatever their role reaches: it is their own.
-- runs as gate; called by platform, reseller, company
create or replace function hold_own_membership() returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
begin
  perform from membership m where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid for update;
end $$;

-- Their numbers, sealed; of those that are not named each stays as it is. End users' are the directory's.
-- runs as gate; called by platform, reseller, company
create or replace function set_own_numbers(numbers jsonb) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  update membership m set
      phone = case when numbers ? 'phone' then numbers ->> 'phone' else m.phone end,
      mobile = case when numbers ? 'mobile' then numbers ->> 'mobile' else m.mobile end,
      fax = case when numbers ? 'fax' then numbers ->> 'fax' else m.fax end
    where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid and m.level <> 'END_USER' and m.lent_to is null
$$;

-- Whoever acts gives this membership back. The only owner who may sign in does not, for a tenant keeps one: of two who go at the
-- same moment the second is told.
-- runs as gate; called by platform, reseller, company
create or replace function leave_own_membership() returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare own membership; owns uuid;
begin
  select m.* into strict own from membership m
    where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid and m.level <> 'END_USER' and m.lent_to is null
    for update;
  select r.id into owns from role r where r.reseller_id is null and r.kind = 'OWNER' and r.level = own.level;
  if own.role_id = owns and own.ends_at is null and own.reach = 'ALL' then
    perform pg_advisory_xact_lock(hashtextextended('owners of ' || coalesce(own.company_id, own.reseller_id)::text, 0));
    if not exists (select from membership m where m.role_id = owns and m.status = 'ACTIVE' and m.ends_at is null and m.reach = 'ALL'
        and m.level = own.level and m.reseller_id = own.reseller_id and m.company_id is not distinct from own.company_id
        and m.id <> own.id) then
      raise exception 'You are the only owner: make somebody else an owner first.' using errcode = 'STATE';
    end if;
  end if;
  update membership m set status = 'SUSPENDED' where m.id = own.id;
end $$;
