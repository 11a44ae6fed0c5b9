-- What fields that are never personal were, and what they are now: [{"field", "before", "after"}].
alter table audit_entry add column differences jsonb;
