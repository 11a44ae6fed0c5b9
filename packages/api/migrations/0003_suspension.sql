-- A suspended tenant's own people are shut out, and nothing new begins under it; what there is goes on, can be read, paid and
-- ended. So the companies of a suspended reseller stay in: they are the controllers of their data. (Decision 3.)

create or replace function open_memberships() returns setof membership language sql stable as $$
  select m.* from membership m
    join reseller r on r.id = m.reseller_id and (r.status = 'ACTIVE' or m.company_id is not null)
    left join company c on c.id = m.company_id
    left join end_user u on u.id = m.end_user_id
    where m.status = 'ACTIVE' and coalesce(c.status, 'ACTIVE') = 'ACTIVE' and coalesce(u.status, 'ACTIVE') = 'ACTIVE'
$$;

grant create on schema steward to steward_gate;
create or replace function find_invitation(token_hash text, at timestamptz)
  returns table (invitation_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid, level text,
    email text, first_name text, tenant_name text, brand_name text, accent_colour text, logo text, expires_at timestamptz,
    person_id uuid, password_hash text, agreement_version text, agreement_accepted_at timestamptz)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select i.id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.level, m.email, m.first_name, coalesce(c.name, r.name),
      r.name, r.accent_colour, r.logo, i.expires_at, p.id, p.password_hash, c.agreement_version, c.agreement_accepted_at
    from invitation i join membership m on m.id = i.membership_id
    join reseller r on r.id = m.reseller_id left join company c on c.id = m.company_id
    left join person p on lower(p.email) = lower(m.email)
    where i.token_hash = find_invitation.token_hash and i.used_at is null and i.expires_at > at and m.status = 'INVITED'
      and coalesce(c.status, r.status) = 'ACTIVE'
$$;
revoke create on schema steward from steward_gate;

-- One look per statement, however many rows it adds. It runs as whoever adds them: they see their own reseller and company.
create function begin_nothing_while_suspended() returns trigger language plpgsql as $$
declare suspended text;
begin
  select r.name into suspended from reseller r
    where r.status = 'SUSPENDED' and r.id in (select a.reseller_id from added a) limit 1;
  if suspended is null and tg_table_name <> 'company' then
    select c.name into suspended from company c
      where c.status = 'SUSPENDED' and c.id in (select a.company_id from added a) limit 1;
  end if;
  if suspended is not null then
    raise exception '% is suspended: nothing new can be added until it is active again.', suspended
      using errcode = 'STATE', column = case tg_table_name when 'company' then 'resellerId' else '' end;
  end if;
  return null;
end $$;
create trigger begin_nothing_while_suspended after insert on company
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
create trigger begin_nothing_while_suspended after insert on domain
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
create trigger begin_nothing_while_suspended after insert on end_user
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
create trigger begin_nothing_while_suspended after insert on end_user_import
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
create trigger begin_nothing_while_suspended after insert on email_address
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
create trigger begin_nothing_while_suspended after insert on subscription
  referencing new table as added for each statement execute function begin_nothing_while_suspended();
