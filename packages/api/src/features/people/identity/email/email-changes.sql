-- Notes the address that whoever acts wants to sign in with; whether somebody else does decides what is mailed, later on.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function request_email_change(change uuid, email text, expires timestamptz, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
begin
  delete from email_change where id = any(array(
    select c.id from email_change c where c.expires_at <= at limit 4 for update skip locked));
  insert into email_change as c (id, person_id, email, expires_at)
    values (change, nullif(current_setting('steward.person_id', true), '')::uuid, request_email_change.email, expires)
    on conflict (person_id) do update
      set id = excluded.id, email = excluded.email, token_hash = null, expires_at = excluded.expires_at;
end $$;

-- Gives the link its token, once, and says whom to mail it to; nobody if somebody signs in with that address already.
-- runs as gate; called by worker
create or replace function issue_email_change(change uuid, membership uuid, token_hash text, at timestamptz)
  returns table (company_id uuid, end_user_id uuid, email text, first_name text, brand_name text)
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with issued as (
    update email_change c set token_hash = issue_email_change.token_hash
      from membership m
      where c.id = change and c.token_hash is null and c.expires_at > at
        and m.id = issue_email_change.membership and m.person_id = c.person_id
        and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
        and not exists (select from person p where lower(p.email) = lower(c.email))
      returning m.company_id, m.end_user_id, m.reseller_id, m.first_name, c.email)
  select i.company_id, i.end_user_id, i.email, i.first_name, r.name from issued i join reseller r on r.id = i.reseller_id
$$;

-- The person of the session signs in with the address whose link this is, from now on and for good; their records as an
-- administrator that said the former one say this. Links to the former address are void. Nothing if it is not their link.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function confirm_email_change(token_hash text, at timestamptz)
  returns table (former text, email text, first_name text, brand_name text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare
  holder person;
  wanted text;
begin
  delete from email_change c where c.token_hash = confirm_email_change.token_hash and c.expires_at > at
      and c.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
    returning c.email into wanted;
  if not found then return; end if;
  select p.* into strict holder from person p where p.id = nullif(current_setting('steward.person_id', true), '')::uuid for update;
  if exists (select from person p where lower(p.email) = lower(wanted) and p.id <> holder.id) then
    raise exception 'Somebody else signs in with % by now.', wanted using errcode = 'STATE', column = 'token';
  end if;
  update person p set email = wanted where p.id = holder.id;
  update membership m set email = wanted
    where m.person_id = holder.id and m.level <> 'END_USER' and lower(m.email) = lower(holder.email);
  delete from password_reset r where r.person_id = holder.id;
  delete from temporary_password t where t.person_id = holder.id;
  return query select holder.email, wanted, m.first_name, r.name
    from membership m join reseller r on r.id = m.reseller_id
    where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid;
end $$;
