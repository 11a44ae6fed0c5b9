-- What people of one kind begin with in a company: services with how they are set up, job title, an invitation.

create table joiner_template (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  name text not null,
  name_key text not null generated always as (lower(name)) stored collate "C",
  job_title text,
  department text,
  invites boolean not null,
  services jsonb not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  constraint joiner_template_name unique (company_id, name_key)
);
create index joiner_template_by_name on joiner_template (name_key, id);
create index joiner_template_by_name_of_reseller on joiner_template (reseller_id, name_key, id);
