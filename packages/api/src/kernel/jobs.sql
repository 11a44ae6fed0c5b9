-- Jobs run for the tenant that their payload names: whoever acts for one tenant adds none for another, nor for all. The
-- platform adds jobs for any tenant, and its own, whose payload names none; an empty name is a mistake. [S14]
-- called by jobs
create or replace function assert_own_job(payload jsonb) returns void language plpgsql stable as $$
begin
  if current_setting('role') = 'steward_platform' then
    if payload ? 'resellerId' and coalesce(payload ->> 'resellerId', '') = '' then
      raise exception 'The payload of a job names no tenant.' using errcode = 'invalid_parameter_value';
    end if;
  elsif (payload ->> 'resellerId' = nullif(current_setting('steward.reseller_id', true), '')) is not true then
    raise exception 'A job is added for one''s own tenant only.' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- By these a worker tells whose jobs, and which outside system's, hold too many of its places.
-- called by jobs
create or replace function flags_of(payload jsonb, lane text) returns text[] language sql immutable as $$
  select array_remove(array[
    'tenant ' || (payload ->> 'resellerId'), case when lane is not null then 'lane' end, 'lane ' || lane], null)
$$;

-- runs as jobs; called by platform, reseller, company, end_user, worker
create or replace function enqueue(task text, payload jsonb, run_at timestamptz, key text, lane text default null,
    priority integer default 0) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  select steward.assert_own_job(payload);
  select graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => key, priority => priority,
    flags => steward.flags_of(payload, lane))
$$;

-- One job per element of a JSON array, in one statement.
-- runs as jobs; called by platform, reseller, company, end_user, worker
create or replace function enqueue_all(task text, payloads jsonb, lane text default null, priority integer default 0)
    returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  select steward.assert_own_job(payload) from jsonb_array_elements(payloads) payload;
  select count(*) from graphile_worker.add_jobs(array(
    select row(task, payload::json, null, null, null, null, priority::smallint,
        steward.flags_of(payload, lane))::graphile_worker.job_spec
      from jsonb_array_elements(payloads) payload))
$$;

-- Jobs that wait for a row which is another tenant's now go on there.
-- runs as jobs; called by platform
create or replace function readdress_jobs(former uuid, present uuid, about uuid[]) returns void
  language sql volatile security definer set search_path = graphile_worker, pg_temp as $$
  update graphile_worker._private_jobs j set payload = jsonb_set(j.payload::jsonb, '{resellerId}', to_jsonb(present))::json
    where j.payload ->> 'resellerId' = former::text and exists (
      select from jsonb_path_query(j.payload::jsonb, 'strict $.** ? (@.type() == "string")') value
        where value #>> '{}' = any (about::text[]))
$$;
