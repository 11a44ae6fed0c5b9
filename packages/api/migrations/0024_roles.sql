-- Roles beside the built-in one of each level, groups of resellers, and what of them a member of staff reaches.

alter table role add kind text not null default 'CUSTOM'
    check (kind in ('OWNER', 'TECHNICIAN', 'FINANCE', 'READ_ONLY', 'END_USER', 'CUSTOM', 'GRANT')),
  add created_at timestamptz not null default now();
update role set kind = 'END_USER' where reseller_id is null and level = 'END_USER';
update role set kind = 'OWNER', name = 'Owner' where reseller_id is null and level <> 'END_USER';
drop index role_built_in;
create unique index role_built_in on role (level, kind) where reseller_id is null;
insert into role (id, level, kind, name)
  select uuidv7(), l.level, k.kind, k.name
    from unnest(array['PLATFORM', 'RESELLER', 'COMPANY']) l (level),
      (values ('TECHNICIAN', 'Technician'), ('FINANCE', 'Finance'), ('READ_ONLY', 'Read-only')) k (kind, name);
alter table role
  -- Those of no tenant are built in.
  add check ((reseller_id is null) = (kind not in ('CUSTOM', 'GRANT'))),
  add check (reseller_id is null or case level when 'COMPANY' then company_id is not null when 'END_USER' then false
    else company_id is null end),
  add name_key text not null generated always as (lower(name)) stored;
create unique index role_name_key on role (reseller_id, company_id, level, name_key) nulls not distinct where kind = 'CUSTOM';

-- Resellers under one name, for the reach of staff.
create table tenant_group (
  id uuid primary key,
  name text not null,
  name_key text not null generated always as (lower(name)) stored,
  created_at timestamptz not null
);
create unique index tenant_group_name_key on tenant_group (name_key);
create table tenant_group_member (
  id uuid primary key default uuidv7(),
  tenant_group_id uuid not null references tenant_group (id),
  reseller_id uuid not null references reseller (id),
  unique (tenant_group_id, reseller_id)
);
create index tenant_group_member_of_reseller on tenant_group_member (reseller_id);

-- A reach lists resellers and groups; what is excluded is not reached although a group that is listed has it.
alter table membership_reach alter reseller_id drop not null,
  add tenant_group_id uuid references tenant_group (id),
  add excluded boolean not null default false,
  add check ((reseller_id is null) <> (tenant_group_id is null)),
  add check (not excluded or reseller_id is not null);
create unique index membership_reach_group on membership_reach (membership_id, tenant_group_id);
create index membership_reach_of_group on membership_reach (tenant_group_id);
