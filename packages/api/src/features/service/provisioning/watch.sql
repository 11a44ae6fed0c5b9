-- Has looked at, as soon as there is time, what is at a connector and goes there by one of these names, whosever it is; without
-- names everything that is there. How many there are. [P1]
-- runs as gate; called by worker
create or replace function look_again(at_connector uuid, names text[], at timestamptz) returns integer
  language sql security definer set search_path = steward, pg_temp as $$
  with those as (
    select o.id from observation o
      where o.connector_id = at_connector and o.next_at is not null and (names is null or o.known_as && names)
      order by o.id for no key update),
  again as (
    update observation o set next_at = least(o.next_at, at), told = true from those t where o.id = t.id returning o.id)
  select count(*)::integer from again
$$;
