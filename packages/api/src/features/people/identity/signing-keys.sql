-- The generations there are, oldest first: for the product itself.
-- runs as gate; called by platform
create or replace function signing_keys() returns table (id uuid, signs_from timestamptz)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select k.id, k.signs_from from signing_key k where coalesce(current_setting('steward.session_id', true), '') = '' order by k.signs_from, k.id
$$;

-- Adds a generation, and drops those of which no token can be left: whose next one was followed by another one before `gone`.
-- runs as gate; called by platform
create or replace function add_signing_key(key uuid, signs_from timestamptz, gone timestamptz, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
begin
  if coalesce(current_setting('steward.session_id', true), '') <> '' then
    raise exception 'Keys rotate by a command.' using errcode = 'insufficient_privilege';
  end if;
  delete from signing_key k where k.signs_from < (select max(n.signs_from) from signing_key n where n.signs_from < gone);
  insert into signing_key (id, signs_from, created_at) values (key, add_signing_key.signs_from, at);
end $$;
