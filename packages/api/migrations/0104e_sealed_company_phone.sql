-- The telephone number of a company is ciphertext under its key, as those of people are. [S55]
alter table company
  add constraint company_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
