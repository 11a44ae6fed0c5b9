-- Whom to ask about an incident, letters about breaches and replies for who has left are ciphertext. What a leaving keeps of a mailbox
-- is apart from what is replied. [S55]
alter table breach_letter alter column subject drop not null;
update breach_letter set subject = null where subject = '';
alter table breach_letter
  add constraint breach_letter_subject_sealed check (subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table breach_notice
  add constraint breach_notice_contact_phone_sealed check (contact_phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table incident
  add constraint incident_contact_phone_sealed check (contact_phone ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
alter table leaver_item add column reply text;
update leaver_item set reply = nullif(mail ->> 'reply', ''), mail = mail - 'reply' where mail is not null;
alter table leaver_item
  add constraint leaver_item_reply_sealed check (reply ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$') not valid;
