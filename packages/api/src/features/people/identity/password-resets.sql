-- What a guesser knows about whoever has this membership, so that no password is made of it. [S36]
-- called by gate
create or replace function known_words(held membership) returns text[] language sql stable as $$
  select array_remove(array[held.first_name, held.last_name, held.email, p.email, r.name, c.name, o.name], null)
    from reseller r left join company c on c.id = held.company_id left join person p on p.id = held.person_id
    left join reseller o on o.is_platform
    where r.id = held.reseller_id
$$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function own_known_words() returns text[]
  language sql stable security definer set search_path = steward, pg_temp as $$
  select known_words(m) from membership m where m.id = nullif(current_setting('steward.membership_id', true), '')::uuid
$$;

-- The membership that signing in opens.
-- called by gate
create or replace function usual_membership(person uuid, at timestamptz) returns setof membership language sql stable as $$
  select m.* from open_memberships(at) m where m.person_id = person and m.lent_to is null
    order by m.last_sign_in_at desc nulls last, m.created_at limit 1
$$;

-- The only job that is added before there is a tenant, and the only kind that the gate can add.
-- runs as jobs; called by gate
create or replace function enqueue_password_reset(reseller uuid, reset uuid) returns void
  language sql volatile strict security definer set search_path = graphile_worker, pg_temp as $$
  select graphile_worker.add_job('mail-password-reset', json_build_object('resellerId', reseller, 'resetId', reset),
    priority => -10, flags => array['lane', 'lane mail'])
$$;

-- Notes that a link is wanted and leaves the rest to a job, which there is for an unknown address, too: so both take as long.
-- runs as gate; called by anonymous
create or replace function request_password_reset(email text, network text, reset uuid, expires timestamptz, at timestamptz)
  returns timestamptz
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare
  wait timestamptz := count_try(throttle_key('reset account', email), throttle_key('reset address', network), at);
  holder uuid;
  tenant uuid;
begin
  if wait is not null then return wait; end if;
  delete from password_reset where id = any(array(
    select r.id from password_reset r where r.expires_at <= at limit 4 for update skip locked));
  select p.id, m.reseller_id into holder, tenant from person p cross join lateral usual_membership(p.id, at) m
    where lower(p.email) = lower(request_password_reset.email);
  insert into password_reset as r (id, person_id, expires_at) select reset, holder, expires where holder is not null
    on conflict (person_id) do update set id = excluded.id, token_hash = null, expires_at = excluded.expires_at, reissue = false;
  perform enqueue_password_reset(coalesce(tenant, (select r.id from reseller r where r.is_platform)), reset);
  return null;
end $$;

-- Gives the link its token, once, and says whom to mail it to: the address of the person, whatever a membership says.
-- runs as gate; called by worker
create or replace function issue_password_reset(reset uuid, token_hash text, at timestamptz)
  returns table (membership_id uuid, company_id uuid, end_user_id uuid, email text, first_name text, brand_name text, reissue boolean)
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with issued as (
    update password_reset r set token_hash = issue_password_reset.token_hash
      from usual_membership((select w.person_id from password_reset w where w.id = reset), at) m
      where r.id = reset and r.token_hash is null and r.expires_at > at and m.person_id = r.person_id
        and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      returning r.person_id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.first_name, r.reissue)
  select i.id, i.company_id, i.end_user_id, p.email, i.first_name, b.name, i.reissue
    from issued i join person p on p.id = i.person_id join reseller b on b.id = i.reseller_id
$$;

-- runs as gate; called by anonymous
create or replace function find_password_reset(token_hash text, at timestamptz)
  returns table (reset_id uuid, person_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid,
    level text, email text, first_name text, tenant_name text, brand_name text, accent_colour text, logo text,
    known_words text[])
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.id, p.id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.level, p.email, m.first_name,
      coalesce(c.name, b.name), b.name, b.accent_colour, b.logo, known_words(m)
    from password_reset r join person p on p.id = r.person_id cross join lateral usual_membership(p.id, at) m
    join reseller b on b.id = m.reseller_id left join company c on c.id = m.company_id
    where r.token_hash = find_password_reset.token_hash and r.expires_at > at
$$;

-- Takes the link, for good; false if someone was faster or a newer one has been asked for.
-- runs as gate; called by anonymous
create or replace function take_password_reset(reset uuid, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with taken as (delete from password_reset r where r.id = reset and r.expires_at > at returning r.id)
  select exists (select from taken)
$$;

-- A new password for whoever acts, who has just proved who they are: links to another one are void, and no try to sign in
-- with the old one counts any more, nor, if it was proved with that, the try at that moment.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function set_own_password(password_hash text, network text, tried_at timestamptz) returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare holder person;
begin
  update person p set password_hash = set_own_password.password_hash
    where p.id = nullif(current_setting('steward.person_id', true), '')::uuid returning p.* into strict holder;
  delete from password_reset r where r.person_id = holder.id;
  delete from temporary_password t where t.person_id = holder.id;
  perform forgive_try(own_session_key(), throttle_key('address', network), tried_at);
  perform forgive_try(throttle_key('account', holder.email), null, tried_at);
end $$;
