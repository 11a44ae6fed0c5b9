-- What the newest entry of everyone who said something of a purpose comes to: as far as whoever asks reads the ledger. [D7]
-- called by platform, reseller, company, end_user, worker
create or replace function consents_of(purpose uuid) returns table (subject_id uuid, state text) language sql stable as $$
  select distinct on (e.subject_id) e.subject_id, case when e.deed = 'GIVEN' and exists (select from consent_text t
      where t.purpose_id = purpose and t.version > e.version and t.widens) then 'ASK_AGAIN' else e.deed end
    from consent_entry e where e.purpose_id = purpose order by e.subject_id, e.at desc, e.id desc
$$;

-- The same of one person, an end user or a membership: UNASKED if they have said nothing.
-- called by platform, reseller, company, end_user, worker
create or replace function consent_state(person uuid, purpose uuid) returns text language sql stable as $$
  select coalesce((select case when e.deed = 'GIVEN' and exists (select from consent_text t
        where t.purpose_id = purpose and t.version > e.version and t.widens) then 'ASK_AGAIN' else e.deed end
      from consent_entry e where e.subject_id = person and e.purpose_id = purpose order by e.at desc, e.id desc limit 1),
    'UNASKED')
$$;

-- Who asks, by name: the platform is not otherwise known to those below its resellers.
-- runs as gate; called by platform, reseller, company, end_user, worker
create or replace function consent_controller(purpose uuid) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select coalesce(c.name, r.name) from consent_purpose p left join company c on c.id = p.company_id
      left join reseller r on r.id = p.reseller_id or p.controller = 'PLATFORM' and r.is_platform
    where p.id = purpose
$$;
