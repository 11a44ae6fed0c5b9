-- Who opened it, and for whom they did: those whom it was about may know, whatever they see of people otherwise. [U6]
-- runs as gate; called by platform, company, end_user
create or replace function opened_by(entry_id uuid) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select concat_ws(', ', coalesce(m.first_name || ' ' || m.last_name, case e.level when 'PLATFORM' then 'Platform staff'
        when 'RESELLER' then 'Reseller' else 'Administrator' end),
      case when e.level <> 'COMPANY' then r.name when m.lent_to is not null then b.name end)
    from access_entry e left join membership m on m.id = e.membership_id left join reseller r on r.id = m.reseller_id
    left join membership o on o.id = m.lent_to left join reseller b on b.id = o.reseller_id
    where e.id = opened_by.entry_id and case current_setting('role')
      when 'steward_platform' then true
      when 'steward_company' then e.company_id = nullif(current_setting('steward.company_id', true), '')::uuid
      when 'steward_end_user' then e.end_user_id = nullif(current_setting('steward.end_user_id', true), '')::uuid
      else false end
$$;
