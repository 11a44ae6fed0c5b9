-- The picture at an address. Who knows the address knows the picture, of which it is made: pages ask for pictures without
-- saying who they are. [T8]
-- runs as gate; called by anonymous
create or replace function find_logo(address text) returns table (type text, bytes bytea)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select l.type, l.bytes from logo l where l.address = find_logo.address limit 1
$$;
