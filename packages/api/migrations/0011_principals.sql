-- Roles, and what a membership reaches. The permissions of the built-in roles, those of no tenant, follow from the product
-- and are filled in after every migration.

create table role (
  id uuid primary key,
  level text not null check (level in ('PLATFORM', 'RESELLER', 'COMPANY', 'END_USER')),
  reseller_id uuid references reseller (id),
  company_id uuid,
  name text not null,
  permissions text[] not null default '{}',
  -- Null: all.
  areas text[],
  version integer not null default 0,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  unique (id, level),
  check (company_id is null or reseller_id is not null)
);
create unique index role_built_in on role (level) where reseller_id is null;
create index role_of_tenant on role (reseller_id, company_id);
insert into role (id, level, name) values
  (uuidv7(), 'PLATFORM', 'Staff'),
  (uuidv7(), 'RESELLER', 'Reseller''s administrator'),
  (uuidv7(), 'COMPANY', 'Company''s administrator'),
  (uuidv7(), 'END_USER', 'End user');

-- A principal: a person is behind it or not, it may end by itself, and somebody gave it for a reason.
alter table membership add role_id uuid, add ends_at timestamptz, add given_by uuid, add reason text,
  -- Staff: all resellers, only those listed, or all but those listed.
  add reach text not null default 'ALL' check (reach in ('ALL', 'ONLY', 'EXCEPT'));
update membership m set role_id = r.id from role r where r.level = m.level and r.reseller_id is null;
alter table membership alter role_id set not null,
  add foreign key (role_id, level) references role (id, level),
  drop constraint membership_check2,
  add check (status <> 'INVITED' or person_id is null);
create index membership_of_role on membership (role_id);

-- The resellers that the reach of a member of staff lists.
create table membership_reach (
  id uuid primary key default uuidv7(),
  membership_id uuid not null references membership (id),
  reseller_id uuid not null references reseller (id),
  unique (membership_id, reseller_id)
);

-- The areas that a company has closed to its reseller.
create table closed_area (
  id uuid primary key default uuidv7(),
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  area text not null check (area ~ '^[a-z]+$'),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  unique (reseller_id, company_id, area)
);
