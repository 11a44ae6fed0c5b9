-- Why people were let in, and what was said when access was reviewed, is ciphertext under a key of whose it is. [S55]
alter table support_grant
  add constraint support_grant_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table membership
  add constraint membership_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table access_review_line
  add constraint access_review_line_given_reason_sealed check (given_reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint access_review_line_note_sealed check (note ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
-- Once its time is over nothing stands there.
alter table support_grant alter column reason drop not null;
