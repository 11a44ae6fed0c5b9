-- A temporary password by text message: one per person, good once and for half an hour. What is kept of it comes when it is sent.
create table temporary_password (
  id uuid primary key,
  person_id uuid not null unique references person (id),
  membership_id uuid not null,
  secret_hash text,
  expires_at timestamptz not null
);
create index temporary_password_by_age on temporary_password (expires_at);

-- What is sent goes by e-mail or as a text message.
alter table mail add column channel text not null default 'EMAIL' check (channel in ('EMAIL', 'TEXT'));
