-- A network's failures fade, one in two minutes: of many people who share an address some mistype their passwords now and
-- then, all day long, and no hour passes without a try in which they would be forgotten. [I1] [S42]

alter table sign_in_throttle alter column failures type double precision;

create or replace function count_try(account_key text, network_key text, at timestamptz) returns timestamptz
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
      then at + least(interval '15 minutes', interval '1 second' * power(2, least(ceil(counted.failures - counted.free), 10)))
    end
    from (select c.key, case when c.key = account_key then 4 else 29 end as free, 1 + case
          when c.key = network_key then greatest(0, c.failures - extract(epoch from at - c.last_at) / 120)
          when c.last_at < at - interval '1 hour' then 0
          else c.failures
        end as failures
      from sign_in_throttle c where c.key in (account_key, network_key)) counted
    where t.key = counted.key;
  return null;
end $$;
