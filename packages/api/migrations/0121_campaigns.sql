-- Letters about something to many contacts, each decided for itself.

create table campaign (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  name text not null,
  -- What it is about: as contacts are asked.
  about text not null check (about in ('NEWS', 'OFFERS', 'EVENTS', 'SURVEYS')),
  -- Only contacts from there; none: all.
  source text check (source in ('OTHER', 'ENQUIRY', 'SALE', 'EVENT', 'REFERRAL', 'PUBLISHED', 'IMPORT')),
  subject text not null check (subject !~ '[[:cntrl:]]'),
  body text not null,
  state text not null check (state in ('DRAFT', 'SENDING', 'SENT', 'STOPPED')),
  created_at timestamptz not null,
  created_by uuid,
  -- When it was last seen who may be written to; none: not since it was changed.
  checked_at timestamptz,
  sent_by uuid,
  started_at timestamptz,
  finished_at timestamptz,
  unique (reseller_id, id),
  check ((state = 'DRAFT') = (started_at is null)),
  check ((state in ('SENT', 'STOPPED')) = (finished_at is not null))
);
create index campaign_by_created_at on campaign (reseller_id, created_at, id);
create index campaign_by_created_at_of_all on campaign (created_at, id);

-- Of each contact whether they may be written to, and why: as it was checked, then as it was when it went out.
create table campaign_recipient (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  campaign_id uuid not null,
  contact_id uuid not null,
  allowed boolean not null,
  code text not null,
  why text not null,
  rule text not null,
  decided_at timestamptz not null,
  state text not null check (state in ('WAITING', 'SENT', 'LEFT_OUT')),
  mail_id uuid,
  sent_at timestamptz,
  unsubscribed_at timestamptz,
  foreign key (reseller_id, campaign_id) references campaign (reseller_id, id),
  constraint campaign_recipient_once unique (campaign_id, contact_id),
  check (allowed or state = 'LEFT_OUT'),
  check ((state = 'SENT') = (sent_at is not null))
);
create index campaign_recipient_by_code on campaign_recipient (campaign_id, code, id);
create index campaign_recipient_by_decided_at on campaign_recipient (reseller_id, decided_at, id);
create index campaign_recipient_by_decided_at_of_all on campaign_recipient (decided_at, id);
create index campaign_recipient_waiting on campaign_recipient (campaign_id, id) where state = 'WAITING';
create index campaign_recipient_of_contact on campaign_recipient (contact_id);

-- Where whoever is sent marketing says that they want no more of it: headers of the letter (RFC 8058).
alter table mail add unsubscribe text
  constraint mail_unsubscribe_sealed check (unsubscribe ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9_-]{38,}$');
