-- The gate's other kind of job: a temporary password is to be sent, or nobody has asked for one.
-- runs as jobs; called by gate
create or replace function enqueue_temporary_password(reseller uuid, password uuid) returns void
  language sql volatile strict security definer set search_path = graphile_worker, pg_temp as $$
  select graphile_worker.add_job('text-temporary-password', json_build_object('resellerId', reseller, 'passwordId', password),
    priority => -10, flags => array['lane', 'lane mail'])
$$;

-- A newer one takes the place of the one before, and of nothing for nobody.
-- called by gate
create or replace function put_temporary_password(password uuid, of_membership uuid, expires timestamptz, at timestamptz) returns void
  language plpgsql volatile as $$
declare held membership;
begin
  delete from temporary_password where id = any(array(
    select t.id from temporary_password t where t.expires_at <= at limit 4 for update skip locked));
  select m.* into held from membership m where m.id = of_membership;
  insert into temporary_password as t (id, person_id, membership_id, expires_at)
    select password, held.person_id, held.id, expires where held.person_id is not null
    on conflict (person_id) do update set id = excluded.id, membership_id = excluded.membership_id, secret_hash = null,
      expires_at = excluded.expires_at;
  perform enqueue_temporary_password(coalesce(held.reseller_id, (select r.id from reseller r where r.is_platform)), password);
end $$;

-- Notes that one is wanted and leaves the rest to a job, which there is for an unknown address, too: so both take as long.
-- runs as gate; called by anonymous
create or replace function request_temporary_password(email text, network text, password uuid, expires timestamptz, at timestamptz)
  returns timestamptz
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare wait timestamptz := count_try(throttle_key('text account', email), throttle_key('text address', network), at);
begin
  if wait is not null then return wait; end if;
  perform put_temporary_password(password, (select m.id from person p cross join lateral usual_membership(p.id, at) m
    where lower(p.email) = lower(request_temporary_password.email)), expires, at);
  return null;
end $$;

-- For somebody whom whoever acts looks after, wherever they sign in; says until when it has to wait. The mobile is the one that
-- this membership records, so it is of nobody who signs in elsewhere, too: lest an administrator reach beyond their own.
-- runs as gate; called by platform, reseller, company
create or replace function order_temporary_password(membership uuid, password uuid, expires timestamptz, at timestamptz)
  returns timestamptz
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare holder person; wait timestamptz;
begin
  select p.* into holder from person p join membership m on m.person_id = p.id where m.id = order_temporary_password.membership;
  if holder.id is null or sign_in_elsewhere(array[holder.id]) then
    raise exception using errcode = 'STATE', column = 'membershipId',
      message = 'This person signs in elsewhere with the same address, too: only those who run Steward can send them a temporary password.';
  end if;
  wait := count_try(throttle_key('text account', holder.email), null, at);
  if wait is not null then return wait; end if;
  perform put_temporary_password(password, order_temporary_password.membership, expires, at);
  return null;
end $$;

-- The same for many, one after the other; who cannot be sent one is left out, with the reason.
-- runs as gate; called by platform, reseller, company
create or replace function order_temporary_passwords(memberships uuid[], passwords uuid[], expires timestamptz, at timestamptz)
  returns table (id uuid, refusal text)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare one record;
begin
  for one in select m.membership, m.password from unnest(memberships, passwords) m(membership, password) loop
    id := one.membership;
    refusal := null;
    begin
      if order_temporary_password(one.membership, one.password, expires, at) is not null then
        refusal := 'Several were sent to this person a moment ago: try again later.';
      end if;
    exception when sqlstate 'STATE' then refusal := sqlerrm;
    end;
    return next;
  end loop;
end $$;

-- What is kept of the one that is about to be sent; every try sends another one. Nothing if it is not wanted any more.
-- runs as gate; called by worker
create or replace function issue_temporary_password(password uuid, secret_hash text, at timestamptz)
  returns table (membership_id uuid, company_id uuid, end_user_id uuid, brand_name text)
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with issued as (
    update temporary_password t set secret_hash = issue_temporary_password.secret_hash
      from open_memberships(at) m
      where t.id = password and t.expires_at > at and m.id = t.membership_id
        and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      returning m.id, m.company_id, m.end_user_id, m.reseller_id)
  select i.id, i.company_id, i.end_user_id, r.name from issued i join reseller r on r.id = i.reseller_id
$$;

-- Takes it, for good, and gives the right to choose a password instead. Counted like a try to sign in, whether or not anybody
-- signs in with this address.
-- runs as gate; called by anonymous
create or replace function take_temporary_password(email text, secret_hash text, network text, reset uuid, token_hash text,
    expires timestamptz, at timestamptz)
  returns table (wait timestamptz, person_id uuid, taken boolean)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare
  until timestamptz := count_try(throttle_key('temporary', email), throttle_key('address', network), at);
  holder uuid;
begin
  if until is not null then return query select until, null::uuid, false; return; end if;
  delete from temporary_password t using person p
    where lower(p.email) = lower(take_temporary_password.email) and t.person_id = p.id and t.expires_at > at
      and t.secret_hash = take_temporary_password.secret_hash
    returning t.person_id into holder;
  if holder is null then
    return query select null::timestamptz, (select p.id from person p where lower(p.email) = lower(take_temporary_password.email)), false;
    return;
  end if;
  insert into password_reset as r (id, person_id, token_hash, expires_at)
    values (reset, holder, take_temporary_password.token_hash, expires)
    on conflict on constraint password_reset_person_id_key do update set id = excluded.id, token_hash = excluded.token_hash,
      expires_at = excluded.expires_at, reissue = false;
  perform forgive_try(throttle_key('temporary', email), throttle_key('address', network), at);
  return query select null::timestamptz, holder, true;
end $$;
