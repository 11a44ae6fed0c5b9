-- Letters are ciphertext under a key of whose they are. What is too old to be kept has no subject any more. [S55]
alter table mail alter column subject drop not null;
update mail set subject = null where subject = '';
update mail set body = null where body = '';
alter table mail
  add constraint mail_subject_sealed check (subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid,
  add constraint mail_body_sealed check (body ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
