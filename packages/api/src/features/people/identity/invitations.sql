-- runs as gate; called by anonymous
create or replace function find_invitation(token_hash text, at timestamptz)
  returns table (invitation_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid, level text,
    email text, first_name text, tenant_name text, brand_name text, accent_colour text, logo text, expires_at timestamptz,
    person_id uuid, password_hash text, agreement_version text, agreement_accepted_at timestamptz,
    known_words text[])
  language sql stable security definer set search_path = steward, pg_temp as $$
  select i.id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.level, m.email, m.first_name, coalesce(c.name, r.name),
      r.name, r.accent_colour, r.logo, i.expires_at, p.id, p.password_hash, c.agreement_version, c.agreement_accepted_at,
      known_words(m)
    from invitation i join membership m on m.id = i.membership_id
    join reseller r on r.id = m.reseller_id left join company c on c.id = m.company_id
    left join person p on lower(p.email) = lower(m.email)
    where i.token_hash = find_invitation.token_hash and i.used_at is null and i.expires_at > at and m.status = 'INVITED'
      and coalesce(c.status, r.status) = 'ACTIVE'
$$;

-- Takes the invitation, makes the person if the address is new, and gives the membership to them. `known` is the person
-- whose password was checked before; null comes back if someone was faster or the address has meanwhile become someone's.
-- runs as gate; called by anonymous
create or replace function take_invitation(invitation uuid, known uuid, person uuid, password_hash text, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare taken record; holder uuid;
begin
  select p.id into holder from person p join membership m on lower(m.email) = lower(p.email)
    join invitation i on i.membership_id = m.id where i.id = invitation;
  if holder is distinct from known then return null; end if;
  update invitation i set used_at = at where i.id = invitation and i.used_at is null and i.expires_at > at
    returning i.membership_id into taken;
  if not found then return null; end if;
  if known is null then
    holder := person;
    insert into person (id, email, password_hash, created_at)
      select person, m.email, take_invitation.password_hash, at from membership m where m.id = taken.membership_id;
  end if;
  update membership m set person_id = holder, status = 'ACTIVE' where m.id = taken.membership_id;
  return holder;
end $$;
