-- The audit log tells of what was refused, too: what kind of refusal it was. Null: it was done. As a column that is added
-- later it changes no hash of an entry that was chained before.
alter table audit_entry add column refusal text check (refusal in ('SIGN_IN_FAILED', 'FORBIDDEN', 'RATE_LIMITED', 'TOKEN_REUSED'));
create index audit_entry_refused on audit_entry (at, id) where refusal is not null;
create index audit_entry_by_subject_type on audit_entry (subject_type, at);
