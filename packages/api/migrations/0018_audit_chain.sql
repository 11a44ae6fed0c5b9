-- Entries of the audit log get their places in their tenant's chain after they were committed: see chain.sql.
alter table audit_entry add column position bigint, add column previous_hash bytea, add column hash bytea;
create index audit_entry_of_chain on audit_entry (reseller_id, position, id);

-- Where each chain ends.
create table audit_chain (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  position bigint not null,
  hash bytea not null,
  constraint audit_chain_of_tenant unique (reseller_id)
);
