-- Mail of a mailbox that is passed on to colleagues for some time; what ends by an order may end on a day of its own.

create table passed_mail (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  subscription_id uuid not null,
  starts_on date not null,
  ends_on date check (ends_on > starts_on),
  reply text,
  in_force boolean not null,
  parts text[] not null check (parts <@ array['forwardTo', 'delegates', 'reply']),
  created_at timestamptz not null,
  constraint passed_mail_key unique (subscription_id),
  unique (reseller_id, company_id, id),
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable
);
create index passed_mail_of_user on passed_mail (end_user_id);
create index passed_mail_of_company on passed_mail (company_id);
create index passed_mail_of_reseller on passed_mail (reseller_id);
-- Those whose day may be still to come, or to be over.
create index passed_mail_with_days on passed_mail (starts_on) where not in_force or ends_on is not null;

create table mail_recipient (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  end_user_id uuid not null,
  passed_mail_id uuid not null,
  forwards boolean not null,
  opens boolean not null check (forwards or opens),
  withdrawn boolean not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, company_id, passed_mail_id) references passed_mail (reseller_id, company_id, id) deferrable
);
create index mail_recipient_of_mail on mail_recipient (passed_mail_id);
create index mail_recipient_of_user on mail_recipient (end_user_id);
create index mail_recipient_of_company on mail_recipient (company_id);
create index mail_recipient_of_reseller on mail_recipient (reseller_id);

-- By which day it ends, where that is another than the order's.
alter table service_order_line add column ends_on date;
-- How the mail of what somebody leaves behind is passed on.
alter table leaver_item add column mail jsonb;
alter table leaver_item drop constraint leaver_item_fate_check;
alter table leaver_item add constraint leaver_item_fate_check check (fate in ('END', 'KEEP', 'HAND_OVER', 'PASS_ON'));
alter table leaver_item add constraint leaver_item_mail_check check (mail is null or fate = 'PASS_ON');
