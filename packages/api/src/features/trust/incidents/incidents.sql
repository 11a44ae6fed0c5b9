-- What an incident touched, for whoever has it in their register; of a reseller's incident never more than its own customers.
-- runs as gate
create or replace function touched_by(incident_id uuid)
  returns table (kind text, product_id uuid, connector_id uuid, company_id uuid, end_user_ids text[], department text, since timestamptz,
    until timestamptz, going_on boolean, data_classes text[], owner uuid, everywhere boolean)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select s.kind, s.product_id, s.connector_id, s.company_id, s.end_user_ids, s.department, s."from",
      coalesce(s.until, current_setting('steward.now')::timestamptz), s.until is null, s.data_classes, i.reseller_id, r.is_platform
    from incident i join reseller r on r.id = i.reseller_id join incident_scope s on s.incident_id = i.id
    where i.id = touched_by.incident_id and (current_setting('role') = 'steward_platform'
      or current_setting('role') = 'steward_reseller' and i.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid)
$$;

-- Whom a service was for in that time, or who is at what was touched. A person whom several parts touched is there once for each.
-- runs as gate
create or replace function people_touched_by(incident_id uuid)
  returns table (reseller_id uuid, company_id uuid, end_user_id uuid, data_classes text[], since timestamptz, until timestamptz, going_on boolean)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select c.reseller_id, u.company_id, u.id, t.data_classes, t.since, t.until, t.going_on
    from touched_by(people_touched_by.incident_id) t
    join lateral (
      select s.end_user_id from product p join subscription s on s.product_id = p.id
        where t.kind in ('PRODUCT', 'CONNECTOR') and s.end_user_id is not null
          and (p.id = t.product_id or p.connector_id = t.connector_id)
          and s.starts_on <= timezone('Europe/London', t.until)::date
          and coalesce(s.ends_on, 'infinity') > timezone('Europe/London', t.since)::date
      union all
      select o.id from end_user o where t.kind = 'COMPANY' and o.company_id = t.company_id
      union all
      select unnest(t.end_user_ids)::uuid
    ) f on true
    join end_user u on u.id = f.end_user_id join company c on c.id = u.company_id
    where u.created_at <= t.until and (t.everywhere or c.reseller_id = t.owner)
      and (t.department is null or lower(u.department) = lower(t.department))
$$;

-- The controllers that an incident concerns, with how many of whose data: companies; resellers and the platform of their own administrators'.
-- runs as gate; called by platform, reseller
create or replace function breach_reach(incident_id uuid)
  returns table (reseller_id uuid, company_id uuid, controller_name text, reseller_name text, direct boolean, end_users integer,
    administrators integer, data_classes text[], since timestamptz, until timestamptz, notice_id uuid, phases integer)
  language sql stable security definer set search_path = steward, pg_temp as $$
  with touched as (select * from touched_by(breach_reach.incident_id)),
  found as (
    select p.reseller_id, p.company_id, p.end_user_id, null::uuid as membership_id, p.data_classes, p.since, p.until, p.going_on
      from people_touched_by(breach_reach.incident_id) p
    union all
    select c.reseller_id, c.id, null, null, t.data_classes, t.since, t.until, t.going_on from touched t
      join lateral (
        select s.company_id from product p join subscription s on s.product_id = p.id
          where t.kind in ('PRODUCT', 'CONNECTOR') and s.end_user_id is null and t.department is null
            and (p.id = t.product_id or p.connector_id = t.connector_id)
            and s.starts_on <= timezone('Europe/London', t.until)::date
            and coalesce(s.ends_on, 'infinity') > timezone('Europe/London', t.since)::date
        union select t.company_id where t.kind = 'COMPANY'
      ) h on true
      join company c on c.id = h.company_id and (t.everywhere or c.reseller_id = t.owner)
    union all
    select m.reseller_id, m.company_id, null, m.id, t.data_classes, t.since, t.until, t.going_on from touched t join membership m
      on t.kind = 'ADMINISTRATORS' and m.level <> 'END_USER' and m.lent_to is null and m.created_at <= t.until
        and (t.company_id is null or m.company_id = t.company_id) and (t.everywhere or m.reseller_id = t.owner and m.level <> 'PLATFORM')
  ), concerned as (
    select f.reseller_id, f.company_id, count(distinct f.end_user_id)::integer as end_users,
        count(distinct f.membership_id)::integer as administrators, min(f.since) as since,
        case when not bool_or(f.going_on) then max(f.until) end as until,
        array(select distinct d from found o, unnest(o.data_classes) d
          where o.reseller_id = f.reseller_id and o.company_id is not distinct from f.company_id order by d) as data_classes
      from found f group by f.reseller_id, f.company_id
  )
  select f.reseller_id, f.company_id, coalesce(c.name, r.name), r.name,
      f.company_id is null or r.is_platform or r.id = i.reseller_id, f.end_users, f.administrators, f.data_classes, f.since, f.until, n.id,
      coalesce((select max(p.number) from breach_notice_phase p where p.notice_id = n.id), 0)
    from concerned f join incident i on i.id = breach_reach.incident_id join reseller r on r.id = f.reseller_id
    left join company c on c.id = f.company_id
    left join breach_notice n on n.incident_id = i.id and n.reseller_id = f.reseller_id and n.company_id is not distinct from f.company_id
    order by lower(r.name), f.company_id nulls first, lower(c.name)
$$;

-- Writes down whose data were touched, for the controllers that have a notice of it.
-- runs as gate; called by platform, reseller
create or replace function note_breach_people(incident_id uuid) returns void
  language sql volatile security definer set search_path = steward, pg_temp as $$
  insert into breach_person (id, reseller_id, company_id, end_user_id, notice_id)
    select uuidv7(), n.reseller_id, n.company_id, p.end_user_id, n.id
      from (select distinct t.reseller_id, t.company_id, t.end_user_id from people_touched_by(note_breach_people.incident_id) t) p
      join breach_notice n on n.incident_id = note_breach_people.incident_id and n.reseller_id = p.reseller_id and n.company_id = p.company_id
    on conflict do nothing
$$;

-- Who tells of a breach: a company may see no other reseller than its own.
-- runs as gate; called by platform, reseller, company, worker
create or replace function breach_issuer(issuer uuid) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.name from reseller r where r.id = issuer
    and exists (select from breach_notice n where n.issuer_id = issuer and (current_setting('role') in ('steward_platform', 'steward_worker')
      or n.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      or n.company_id = nullif(current_setting('steward.company_id', true), '')::uuid))
$$;

-- The proof of delivery: the first of a controller's mail servers that took the message, or that none did.
-- runs as gate
create or replace function note_breach_delivery() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare at timestamptz := coalesce(nullif(current_setting('steward.now', true), '')::timestamptz, now());
begin
  if new.cause = 'breachLetter' then
    update breach_person p set delivered_at = at from breach_letter l
      where new.state = 'SENT' and l.id = p.letter_id and p.end_user_id = new.end_user_id and l.sent_at = new.created_at and p.delivered_at is null;
    return null;
  end if;
  if new.state = 'SENT' then
    update breach_notice_phase p set delivered_at = at
      where p.id = (new.attachments -> 0 ->> 'id')::uuid and p.delivered_at is null;
    update breach_notice n set delivered_at = coalesce(n.delivered_at, at), undelivered_at = null from breach_notice_phase p
      where p.id = (new.attachments -> 0 ->> 'id')::uuid and n.id = p.notice_id and (n.delivered_at is null or n.undelivered_at is not null);
  else
    update breach_notice n set undelivered_at = at from breach_notice_phase p
      where p.id = (new.attachments -> 0 ->> 'id')::uuid and n.id = p.notice_id and n.delivered_at is null and n.undelivered_at is null;
  end if;
  return null;
end $$;

create or replace trigger note_breach_delivery after update of state on mail for each row
  when (new.cause in ('breachNotice', 'breachLetter') and new.state in ('SENT', 'FAILED') and old.state is distinct from new.state)
  execute function note_breach_delivery();
