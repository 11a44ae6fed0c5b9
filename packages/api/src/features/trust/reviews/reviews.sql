-- What the platform lets tenants set about their reviews; none: it has said nothing.
-- runs as gate; called by platform, reseller, company
create or replace function access_review_bounds() returns table (silence text, days_most integer)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select tenants_silence, tenants_days_most from access_review_rule where level = 'PLATFORM'
$$;

-- Takes access away (REVOKE) or leaves looking only (REDUCE), one after the other under the rights of whoever decides; says of
-- those with whom it could not be done why. A tenant keeps an owner, whoever asks. [T9]
-- called by platform, reseller, company
create or replace function carry_out_review(memberships uuid[], decision text)
  returns table (membership_id uuid, failure text) language plpgsql as $$
declare one uuid; m membership; wanted role; owns uuid;
begin
  foreach one in array memberships loop
    membership_id := one;
    failure := null;
    select t.* into m from membership t where t.id = one;
    if not found then
      failure := 'They are out of your reach.';
    elsif m.status = 'ACTIVE' then
      select r.* into wanted from role r where r.reseller_id is null and r.level = m.level and r.kind = 'READ_ONLY';
      select r.id into owns from role r where r.reseller_id is null and r.level = m.level and r.kind = 'OWNER';
      if m.role_id = owns then
        perform pg_advisory_xact_lock(hashtextextended('owners of ' || coalesce(m.company_id, m.reseller_id)::text, 0));
      end if;
      if m.role_id = owns and not exists (select from membership p where p.role_id = owns and p.status = 'ACTIVE' and p.ends_at is null
          and p.reach = 'ALL' and p.level = m.level and p.reseller_id = m.reseller_id and p.company_id is not distinct from m.company_id
          and p.id <> m.id) then
        failure := 'They are the only owner: make somebody else an owner first.';
      else
        begin
          if decision = 'REVOKE' then
            update membership t set status = 'SUSPENDED' where t.id = one;
          elsif m.role_id <> wanted.id then
            update membership t set role_id = wanted.id where t.id = one;
          end if;
          if not found then failure := 'You may look at them, but not change them.'; end if;
        exception when sqlstate 'STATE' then
          get stacked diagnostics failure = message_text;
        end;
      end if;
    end if;
    return next;
  end loop;
end $$;
