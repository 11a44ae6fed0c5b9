-- Forgotten passwords. [I1] [S42] [S43]

-- One link per person: a newer request takes the place of the one before. What is kept of its token comes when it is mailed.
create table password_reset (
  id uuid primary key,
  person_id uuid not null references person (id),
  token_hash text,
  expires_at timestamptz not null,
  constraint password_reset_person_id_key unique (person_id),
  constraint password_reset_token_hash_key unique (token_hash)
);
create index password_reset_by_age on password_reset (expires_at);

-- Counts a try for an account and for a network, unless either has to wait; then it says until when.
create function count_try(account_key text, network_key text, at timestamptz) returns timestamptz
  language plpgsql volatile as $$
declare wait timestamptz := sign_in_wait(array[account_key, network_key], at);
begin
  if wait is not null then return wait; end if;
  -- What nobody has tried for a day is forgotten, a few at a time.
  delete from sign_in_throttle where id = any(array(
    select t.id from sign_in_throttle t where t.last_at < at - interval '1 day' limit 4 for update skip locked));
  insert into sign_in_throttle (key, failures, last_at)
    select k.key, 0, at from unnest(array[account_key, network_key]) with ordinality k (key, place) order by k.place
    on conflict (key) do nothing;
  -- The account's first: whoever comes at the same moment waits here.
  perform from sign_in_throttle t where t.key = account_key for update;
  perform from sign_in_throttle t where t.key = network_key for update;
  wait := sign_in_wait(array[account_key, network_key], at);
  if wait is not null then return wait; end if;
  update sign_in_throttle t set failures = counted.failures, last_at = at, blocked_until = case
      when counted.failures > counted.free
      then at + least(interval '15 minutes', interval '1 second' * power(2, least(counted.failures - counted.free, 10)))
    end
    from (select c.key, case when c.last_at < at - interval '1 hour' then 1 else c.failures + 1 end as failures,
        case when c.key = account_key then 4 else 29 end as free
      from sign_in_throttle c where c.key in (account_key, network_key)) counted
    where t.key = counted.key;
  return null;
end $$;

create or replace function count_sign_in(email text, network text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare wait timestamptz := count_try(throttle_key('account', email), throttle_key('address', network), at);
begin
  return query select p.id, p.password_hash, wait
    from (values (1)) one left join person p on lower(p.email) = lower(count_sign_in.email);
end $$;

-- The same for whoever is signed in and proves once more who they are.
create function count_own_sign_in(network text, at timestamptz)
  returns table (person_id uuid, password_hash text, blocked_until timestamptz)
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select counted.* from person p cross join lateral count_sign_in(p.email, count_own_sign_in.network, count_own_sign_in.at) counted
    where p.id = nullif(current_setting('steward.person_id', true), '')::uuid
$$;

-- The membership that signing in opens.
create function usual_membership(person uuid) returns setof membership language sql stable as $$
  select m.* from open_memberships() m where m.person_id = person
    order by m.last_sign_in_at desc nulls last, m.created_at limit 1
$$;

-- The only job that is added before there is a tenant, and the only kind that the gate can add.
create function enqueue_password_reset(reseller uuid, reset uuid) returns void
  language sql volatile strict security definer set search_path = graphile_worker, pg_temp as $$
  select graphile_worker.add_job('mail-password-reset', json_build_object('resellerId', reseller, 'resetId', reset),
    flags => array['lane', 'lane mail'])
$$;

-- Notes that a link is wanted and leaves the rest to a job, which there is for an unknown address, too: so both take as long.
create function request_password_reset(email text, network text, reset uuid, expires timestamptz, at timestamptz)
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
  select p.id, m.reseller_id into holder, tenant from person p cross join lateral usual_membership(p.id) m
    where lower(p.email) = lower(request_password_reset.email);
  insert into password_reset as r (id, person_id, expires_at) select reset, holder, expires where holder is not null
    on conflict (person_id) do update set id = excluded.id, token_hash = null, expires_at = excluded.expires_at;
  perform enqueue_password_reset(coalesce(tenant, (select r.id from reseller r where r.is_platform)), reset);
  return null;
end $$;

-- Gives the link its token, once, and says whom to mail it to: the address of the person, whatever a membership says.
create function issue_password_reset(reset uuid, token_hash text, at timestamptz)
  returns table (membership_id uuid, company_id uuid, end_user_id uuid, email text, first_name text, brand_name text)
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with issued as (
    update password_reset r set token_hash = issue_password_reset.token_hash
      from usual_membership((select w.person_id from password_reset w where w.id = reset)) m
      where r.id = reset and r.token_hash is null and r.expires_at > at and m.person_id = r.person_id
        and m.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      returning r.person_id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.first_name)
  select i.id, i.company_id, i.end_user_id, p.email, i.first_name, b.name
    from issued i join person p on p.id = i.person_id join reseller b on b.id = i.reseller_id
$$;

create function find_password_reset(token_hash text, at timestamptz)
  returns table (reset_id uuid, person_id uuid, membership_id uuid, reseller_id uuid, company_id uuid, end_user_id uuid,
    level text, email text, first_name text, tenant_name text, brand_name text, accent_colour text, logo text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.id, p.id, m.id, m.reseller_id, m.company_id, m.end_user_id, m.level, p.email, m.first_name,
      coalesce(c.name, b.name), b.name, b.accent_colour, b.logo
    from password_reset r join person p on p.id = r.person_id cross join lateral usual_membership(p.id) m
    join reseller b on b.id = m.reseller_id left join company c on c.id = m.company_id
    where r.token_hash = find_password_reset.token_hash and r.expires_at > at
$$;

-- Takes the link, for good; false if someone was faster or a newer one has been asked for.
create function take_password_reset(reset uuid, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with taken as (delete from password_reset r where r.id = reset and r.expires_at > at returning r.id)
  select exists (select from taken)
$$;

-- A new password for whoever acts, who has just proved who they are: links to another one are void, and no try to sign in
-- with the old one counts any more, nor, if it was proved with that, the try at that moment.
create function set_own_password(password_hash text, network text, tried_at timestamptz) returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare holder person;
begin
  update person p set password_hash = set_own_password.password_hash
    where p.id = nullif(current_setting('steward.person_id', true), '')::uuid returning p.* into strict holder;
  delete from password_reset r where r.person_id = holder.id;
  perform forgive_sign_in(holder.email, network, tried_at);
end $$;

grant create on schema steward to steward_gate, steward_jobs;
grant execute on function count_try(text, text, timestamptz), usual_membership(uuid) to steward_gate;
alter function count_own_sign_in(text, timestamptz) owner to steward_gate;
alter function request_password_reset(text, text, uuid, timestamptz, timestamptz) owner to steward_gate;
alter function issue_password_reset(uuid, text, timestamptz) owner to steward_gate;
alter function find_password_reset(text, timestamptz) owner to steward_gate;
alter function take_password_reset(uuid, timestamptz) owner to steward_gate;
alter function set_own_password(text, text, timestamptz) owner to steward_gate;
alter function enqueue_password_reset(uuid, uuid) owner to steward_jobs;
revoke create on schema steward from steward_gate, steward_jobs;
grant execute on function enqueue_password_reset(uuid, uuid) to steward_gate;
grant execute on function request_password_reset(text, text, uuid, timestamptz, timestamptz),
  find_password_reset(text, timestamptz), take_password_reset(uuid, timestamptz) to steward_anonymous;
grant execute on function issue_password_reset(uuid, text, timestamptz) to steward_worker;
grant execute on function count_own_sign_in(text, timestamptz), set_own_password(text, text, timestamptz)
  to steward_platform, steward_reseller, steward_company, steward_end_user;
