-- Until when a version of the processing agreement is to be accepted, and who accepted which, for whom, in which role.
alter table agreement add column accept_by date;

create table agreement_acceptance (
  id uuid primary key,
  agreement_id uuid not null references agreement (id),
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  -- SHA-256 of the text that was accepted.
  text_hash text not null check (text_hash ~ '^[0-9a-f]{64}$'),
  membership_id uuid not null,
  by_name text not null,
  role_name text not null,
  accepted_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id)
);
create unique index agreement_acceptance_once on agreement_acceptance (agreement_id, reseller_id, company_id) nulls not distinct;
create index agreement_acceptance_by_time on agreement_acceptance (accepted_at, id);
create index agreement_acceptance_of_reseller on agreement_acceptance (reseller_id, accepted_at, id);
create index agreement_acceptance_of_company on agreement_acceptance (company_id, accepted_at, id);

-- What companies had accepted before; of those who came before acceptances were put down nobody knows by whom.
insert into agreement_acceptance (id, agreement_id, reseller_id, company_id, text_hash, membership_id, by_name, role_name, accepted_at)
  select uuidv7(), a.id, c.reseller_id, c.id, encode(sha256(convert_to(a.text, 'UTF8')), 'hex'), m.id, m.first_name || ' ' || m.last_name, r.name,
      c.agreement_accepted_at
    from company c join agreement a on a.version = c.agreement_version join membership m on m.id = c.agreement_accepted_by
    join role r on r.id = m.role_id
    where c.agreement_accepted_at is not null;
