-- What shows which kind of subscriber a company is, as ciphertext: a sole trader is a person. [S55] [S87]
alter table subscriber add column reason text
  constraint subscriber_reason_sealed check (reason ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$');
