-- Counts what was refused, by the hour, in the tenancy of whom it concerns; of nobody that is known there are so many rows in
-- an hour and no more. What is a year old goes, a few at a time. What concerns somebody stands in the audit log, too, the first
-- time in its hour: of one person a few of a kind in an hour, for the log forgets nothing, however often somebody tries. [D9]
-- runs as gate; called by anonymous
create or replace function note_security_events(events jsonb, at timestamptz) returns void
  language plpgsql volatile security definer set search_path = steward, pg_temp as $$
declare
  refused record;
  this_hour timestamptz := date_trunc('hour', at);
  crowded boolean := 5000 < (select count(*) from (
    select from security_event e where e.hour = this_hour and e.person_id is null limit 5001) counted);
begin
  delete from security_event where id = any(array(
    select e.id from security_event e where e.last_at < at - interval '1 year' order by e.last_at limit 50 for update skip locked));
  for refused in insert into security_event as e (id, kind, what, reseller_id, company_id, end_user_id, person_id, membership_id, network,
      times, hour, first_at, last_at, request_id)
    select uuidv7(), n.kind, n.what, coalesce(m.reseller_id, platform.id), m.company_id, m.end_user_id, m.person_id, m.id,
        n.network, sum(n.times), this_hour, at, at, min(n."requestId")
      from (select g.kind, g.what, g."personId", g."membershipId", g.times, g."requestId",
          case when crowded and g."personId" is null and g."membershipId" is null then '' else g.network end as network
        from jsonb_to_recordset(events) as g (kind text, what text, "personId" uuid, "membershipId" uuid, network text,
          times integer, "requestId" text)) n
      cross join (select r.id from reseller r where r.is_platform) platform
      left join lateral (select c.* from membership c
        where c.id = n."membershipId" or n."membershipId" is null and c.person_id = n."personId" and c.lent_to is null
        order by c.last_sign_in_at desc nulls last, c.created_at limit 1) m on true
      group by n.kind, n.what, coalesce(m.reseller_id, platform.id), m.company_id, m.end_user_id, m.person_id, m.id, n.network
      order by n.kind, n.what, m.person_id, m.id, n.network
    on conflict on constraint security_event_key
      do update set times = e.times + excluded.times, last_at = excluded.last_at
    returning e.* loop
    continue when refused.membership_id is null or refused.first_at < at or 10 < (select count(*) from security_event e
      where e.hour = this_hour and e.membership_id = refused.membership_id and e.kind = refused.kind and e.id <= refused.id);
    perform write_audit(json_build_array(json_build_object('id', uuidv7(), 'reseller_id', refused.reseller_id,
          'company_id', refused.company_id, 'end_user_id', refused.end_user_id, 'subject_type', 'SecurityEvent',
          'subject_id', refused.id, 'refusal', refused.kind)),
        at, refused.what, m.level, refused.person_id, m.id, refused.request_id)
      from membership m where m.id = refused.membership_id;
  end loop;
end $$;

-- Whose a refresh token was that has been traded for another since.
-- runs as gate; called by anonymous
create or replace function holder_of_traded(family text, presented text) returns table (person_id uuid, membership_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select s.person_id, s.membership_id from session s where s.family_hash = family and s.refresh_hash <> presented
$$;
