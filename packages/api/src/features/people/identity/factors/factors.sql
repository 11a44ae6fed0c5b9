-- Counts a try to show a second factor: before the session is proved for the person, however many sessions somebody who knows
-- the password opens; after that for the session. [S39]
-- called by gate
create or replace function factor_key() returns text language sql stable as $$
  select case when s.awaits is null then throttle_key('session factor', s.id::text) else throttle_key('factor', s.person_id::text) end
    from session s where s.id = nullif(current_setting('steward.session_id', true), '')::uuid
$$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function count_factor_try(network text, at timestamptz) returns timestamptz
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select count_try(factor_key(), throttle_key('address', network), at)
$$;

-- It was right. To be called before the session is proved, which changes what its tries are counted by.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function forgive_factor_try(network text, tried_at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select forgive_try(factor_key(), throttle_key('address', network), tried_at)
$$;

-- Takes a code of an authenticator, for good: neither it nor one before it is taken again. False if somebody was faster.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function take_totp_step(factor_id uuid, step bigint, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with taken as (
    update factor f set last_step = step, last_used_at = at
      where f.id = factor_id and f.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
        and f.confirmed_at is not null and coalesce(f.last_step, -1) < step
      returning f.id)
  select exists (select from taken)
$$;

-- runs as gate; called by platform, reseller, company, end_user
create or replace function take_recovery_code(code_hash text, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with taken as (
    update recovery_code c set used_at = at
      where c.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
        and c.code_hash = take_recovery_code.code_hash and c.used_at is null
      returning c.id)
  select exists (select from taken)
$$;

-- The session of whoever acts has been shown a second factor. If it waited for that it begins only now, with fresh secrets, and
-- the transaction goes on as whoever has signed in.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function prove_session(family_hash text, refresh_hash text, at timestamptz)
  returns table (membership_id uuid, level text, role_id uuid, role_version integer, awaits text, began boolean,
    expires_at timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare proved record;
begin
  select s.id, s.membership_id, s.awaits, session_ends(m.level, s) as ends_at, m.level, m.role_id, r.version into proved
    from session s join open_memberships(at) m on m.id = s.membership_id join role r on r.id = m.role_id
    where s.id = nullif(current_setting('steward.session_id', true), '')::uuid and s.ended_at is null
    for update of s;
  if not found then return; end if;
  update session s set factor_at = at, awaits = null,
      family_hash = case when proved.awaits is null then s.family_hash else prove_session.family_hash end,
      refresh_hash = case when proved.awaits is null then s.refresh_hash else prove_session.refresh_hash end
    where s.id = proved.id;
  if proved.awaits is not null then
    perform note_sign_in(proved.id, proved.membership_id, at);
    perform enter_session(proved.id, proved.membership_id, proved.level, proved.role_id, proved.version,
      current_setting('steward.now'));
  end if;
  return query select proved.membership_id, proved.level, proved.role_id, proved.version, null::text,
    proved.awaits is not null, proved.ends_at;
end $$;

-- An authenticator begins to be set up; one that was begun before and not confirmed is forgotten.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function begin_factor(factor_id uuid, kind text, name text, secret text, at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  delete from factor f where f.person_id = nullif(current_setting('steward.person_id', true), '')::uuid and f.confirmed_at is null;
  insert into factor (id, person_id, kind, name, secret, created_at)
    values (factor_id, nullif(current_setting('steward.person_id', true), '')::uuid, begin_factor.kind, begin_factor.name,
      begin_factor.secret, at);
$$;

-- It counts from now on, once; other sessions of the person that were never shown one wait for it. Gives these; null if somebody
-- was faster.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function confirm_factor(factor_id uuid, step bigint, at timestamptz) returns uuid[]
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare holder uuid; waiting uuid[];
begin
  update factor f set confirmed_at = at, last_step = step, last_used_at = at
    where f.id = factor_id and f.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
      and f.confirmed_at is null
    returning f.person_id into holder;
  if not found then return null; end if;
  with others as (
    update session s set awaits = 'FACTOR' where s.person_id = holder and s.factor_at is null and s.ended_at is null
        and s.id <> nullif(current_setting('steward.session_id', true), '')::uuid
      returning s.id)
  select coalesce(array_agg(o.id), '{}') into waiting from others o;
  return waiting;
end $$;

-- Recovery codes of whoever acts in place of those there were.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function replace_recovery_codes(code_hashes text[], at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  delete from recovery_code c where c.person_id = nullif(current_setting('steward.person_id', true), '')::uuid;
  insert into recovery_code (id, person_id, code_hash, created_at)
    select uuidv7(), nullif(current_setting('steward.person_id', true), '')::uuid, h, at from unnest(code_hashes) h;
$$;

-- What setting up the first factor goes by: which are confirmed, when the password was last given, and what the app shows.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function own_enrolment() returns table (confirmed bigint, password_at timestamptz, email text, issuer text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select (select count(*) from factor f where f.person_id = s.person_id and f.confirmed_at is not null),
      coalesce(s.password_at, s.created_at), p.email, r.name
    from session s join person p on p.id = s.person_id join membership m on m.id = s.membership_id
      join reseller r on r.id = m.reseller_id
    where s.id = nullif(current_setting('steward.session_id', true), '')::uuid
$$;

-- What the person calls it; false if it is not theirs.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function rename_factor(factor_id uuid, new_name text) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with renamed as (
    update factor f set name = new_name
      where f.id = factor_id and f.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
        and f.confirmed_at is not null
      returning f.id)
  select exists (select from renamed)
$$;

-- Takes one away, with the last one the recovery codes too. Gives how many are left; null if it was not theirs. Of two who take
-- away the last two at once the second waits here, and knows.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function remove_factor(factor_id uuid) returns integer
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare holder uuid := nullif(current_setting('steward.person_id', true), '')::uuid; remaining integer;
begin
  perform from person p where p.id = holder for update;
  delete from factor f where f.id = factor_id and f.person_id = holder and f.confirmed_at is not null;
  if not found then return null; end if;
  select count(*) into remaining from factor f where f.person_id = holder and f.confirmed_at is not null;
  if remaining = 0 then delete from recovery_code c where c.person_id = holder; end if;
  return remaining;
end $$;

-- The password has just been given in this session. Where it stands in for a second factor, which nobody has who goes by this,
-- that counts as shown.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function note_password(at timestamptz, stands_in boolean) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  update session s set password_at = at, factor_at = case when stands_in and not exists (
        select from factor f where f.person_id = s.person_id and f.confirmed_at is not null) then at else s.factor_at end
    where s.id = nullif(current_setting('steward.session_id', true), '')::uuid
$$;

-- Everything that lets these people in is cancelled at once: sessions, second factors, recovery codes, the password, links. Each
-- is sent a link with which they begin anew. Gives the sessions that have ended. [I5]
-- called by gate
create or replace function cancel_everything(people uuid[], void_hash text, expires timestamptz, at timestamptz)
  returns setof uuid language plpgsql volatile as $$
begin
  perform from person p where p.id = any(people) order by p.id for update;
  update person set password_hash = void_hash where id = any(people);
  delete from factor f where f.person_id = any(people);
  delete from recovery_code c where c.person_id = any(people);
  delete from temporary_password t where t.person_id = any(people);
  insert into password_reset as r (id, person_id, expires_at, reissue) select uuidv7(), p, expires, true from unnest(people) p
    on conflict (person_id) do update set id = excluded.id, token_hash = null, expires_at = excluded.expires_at, reissue = true;
  perform enqueue_password_reset(m.reseller_id, r.id)
    from password_reset r cross join lateral usual_membership(r.person_id, at) m where r.person_id = any(people);
  return query update session s set ended_at = at where s.person_id = any(people) and s.ended_at is null returning s.id;
end $$;

-- Whether one of these people signs in where whoever acts does not look after them, or higher up: nobody reaches them by that.
-- called by gate
create or replace function sign_in_elsewhere(people uuid[]) returns boolean language sql stable as $$
  select exists (select from membership m where m.person_id = any(people) and not case current_setting('role')
      when 'steward_platform' then true
      when 'steward_reseller' then m.level <> 'PLATFORM'
        and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      when 'steward_company' then m.company_id is not null
        and m.company_id = nullif(current_setting('steward.company_id', true), '')::uuid
      else false end)
$$;

-- Of people whom whoever acts looks after, wherever they sign in: of nobody who signs in elsewhere or higher up as well, lest an
-- administrator reach beyond their own. Null if one of these memberships is not to be found.
-- runs as gate; called by platform, reseller, company
create or replace function cancel_sign_ins(memberships uuid[], void_hash text, expires timestamptz, at timestamptz)
  returns setof uuid language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare people uuid[];
begin
  select array_agg(distinct m.person_id) into people from membership m where m.id = any(memberships) and m.person_id is not null;
  if sign_in_elsewhere(people) then
    raise exception using errcode = 'STATE', column = 'membershipIds',
      message = 'One of these people signs in elsewhere with the same address, too: only those who run Steward can cancel that. Sign them out here instead.';
  end if;
  return query select c from cancel_everything(people, void_hash, expires, at) c;
end $$;

-- The same of whoever acts.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function cancel_own_sign_in(void_hash text, expires timestamptz, at timestamptz) returns setof uuid
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select c from cancel_everything(array[nullif(current_setting('steward.person_id', true), '')::uuid], void_hash, expires, at) c
$$;
