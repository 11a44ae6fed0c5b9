-- Telephone numbers are found although they are sealed: what a sealed number is looked up by comes third in it, and a column
-- that follows from it is what indexes hold. Numbers from before get theirs once this file has run, for SQL has no keys;
-- only then are the checks validated, and before that nothing is served.

alter table end_user
  drop constraint end_user_phone_sealed,
  drop constraint end_user_mobile_sealed,
  add constraint end_user_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}\.[A-Za-z0-9_-]{8,}$') not valid,
  add constraint end_user_mobile_sealed check (mobile ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}\.[A-Za-z0-9_-]{8,}$') not valid,
  add phone_sought text generated always as (nullif(split_part(phone, '.', 3), '')) stored collate "C",
  add mobile_sought text generated always as (nullif(split_part(mobile, '.', 3), '')) stored collate "C";
create index end_user_by_phone on end_user (phone_sought) where phone_sought is not null;
create index end_user_by_mobile on end_user (mobile_sought) where mobile_sought is not null;

alter table membership
  drop constraint membership_phone_sealed,
  drop constraint membership_mobile_sealed,
  drop constraint membership_fax_sealed,
  add constraint membership_phone_sealed check (phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}\.[A-Za-z0-9_-]{8,}$') not valid,
  add constraint membership_mobile_sealed check (mobile ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}\.[A-Za-z0-9_-]{8,}$') not valid,
  add constraint membership_fax_sealed check (fax ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}\.[A-Za-z0-9_-]{8,}$') not valid,
  add phone_sought text generated always as (nullif(split_part(phone, '.', 3), '')) stored collate "C",
  add mobile_sought text generated always as (nullif(split_part(mobile, '.', 3), '')) stored collate "C",
  add fax_sought text generated always as (nullif(split_part(fax, '.', 3), '')) stored collate "C";
create index membership_by_phone on membership (phone_sought) where phone_sought is not null;
create index membership_by_mobile on membership (mobile_sought) where mobile_sought is not null;
create index membership_by_fax on membership (fax_sought) where fax_sought is not null;
