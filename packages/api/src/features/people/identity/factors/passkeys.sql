-- What a passkey is to sign: in the session of whoever acts, if there is one. What is over goes, a few at a time.
-- runs as gate; called by anonymous, platform, reseller, company, end_user
create or replace function begin_passkey_challenge(challenge_hash text, expires timestamptz, at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  delete from passkey_challenge where id = any(array(
    select c.id from passkey_challenge c where c.expires_at <= at limit 4 for update skip locked));
  insert into passkey_challenge (id, challenge_hash, session_id, expires_at)
    values (uuidv7(), begin_passkey_challenge.challenge_hash, nullif(current_setting('steward.session_id', true), '')::uuid, expires);
$$;

-- Takes it, for good; false if it was taken, is over, or was another session's.
-- runs as gate; called by anonymous, platform, reseller, company, end_user
create or replace function take_passkey_challenge(challenge_hash text, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with taken as (
    delete from passkey_challenge c where c.challenge_hash = take_passkey_challenge.challenge_hash and c.expires_at > at
        and c.session_id is not distinct from nullif(current_setting('steward.session_id', true), '')::uuid
      returning c.id)
  select exists (select from taken)
$$;

-- Whose passkey it is, for whoever signs in by it.
-- runs as gate; called by anonymous
create or replace function find_passkey(credential_id text)
  returns table (factor_id uuid, person_id uuid, email text, public_key text, counter bigint)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select f.id, f.person_id, p.email, f.public_key, f.counter from factor f join person p on p.id = f.person_id
    where f.kind = 'PASSKEY' and f.credential_id = find_passkey.credential_id and f.confirmed_at is not null
$$;

-- It has been used, and says how often; false if that goes back, as a copy's would.
-- runs as gate; called by anonymous, platform, reseller, company, end_user
create or replace function use_passkey(factor_id uuid, new_counter bigint, at timestamptz) returns boolean
  language sql volatile security definer set search_path = steward, pg_temp as $$
  with used as (
    update factor f set counter = new_counter, last_used_at = at
      where f.id = factor_id and f.kind = 'PASSKEY' and f.confirmed_at is not null
        and (f.counter = 0 and new_counter = 0 or f.counter < new_counter)
      returning f.id)
  select exists (select from used)
$$;

-- A passkey of whoever acts, to be confirmed in the same transaction.
-- runs as gate; called by platform, reseller, company, end_user
create or replace function add_passkey(factor_id uuid, name text, credential_id text, public_key text, counter bigint,
    transports text[], at timestamptz) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select begin_factor(factor_id, 'PASSKEY', name, null, at);
  update factor f set credential_id = add_passkey.credential_id, public_key = add_passkey.public_key,
      counter = add_passkey.counter, transports = add_passkey.transports
    where f.id = factor_id and f.person_id = nullif(current_setting('steward.person_id', true), '')::uuid
      and f.confirmed_at is null;
$$;
