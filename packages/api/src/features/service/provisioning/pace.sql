-- The moment at which a job has its turn at a connector, whosever it is; null: now. Turns are given out in the order in which
-- they are asked for, at most so many in a minute and so many at once, and each is kept for its job. [P1]
-- runs as gate; called by worker
create or replace function take_turn(at_connector uuid, for_job uuid, at_once integer, per_minute integer, at timestamptz)
  returns timestamptz language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  pace connector_pace;
  gap interval := interval '1 minute' / per_minute;
  turn timestamptz;
begin
  insert into connector_pace (id, connector_id) values (uuidv7(), at_connector) on conflict (connector_id) do nothing;
  select p.* into pace from connector_pace p where p.connector_id = at_connector for update;
  if pace.held_until > at then return pace.held_until; end if;
  if (select count(*) from provisioning_job j where j.connector_id = at_connector and j.state = 'RUNNING'
      and j.leased_at > at - interval '2 minutes') >= at_once then
    return at + interval '500 milliseconds';
  end if;
  select j.turn_at into turn from provisioning_job j where j.id = for_job;
  -- A turn that was not taken is gone after a minute.
  if turn > at - interval '1 minute' then return case when turn > at then turn end; end if;
  -- After a quiet time ten seconds' worth may go together.
  turn := greatest(at, pace.next_at - interval '10 seconds');
  -- What is no job's waits for a turn without keeping one.
  if for_job is null and turn > at then return turn; end if;
  update connector_pace p set next_at = greatest(at, pace.next_at) + gap where p.connector_id = at_connector;
  if turn <= at then return null; end if;
  update provisioning_job j set turn_at = turn where j.id = for_job;
  return turn;
end $$;
