-- Another address to sign in with, which counts once it has been confirmed by the link that was sent there. [S48]

-- One per person: a newer one takes the place of the one before. What is kept of its token comes when it is mailed.
create table email_change (
  id uuid primary key,
  person_id uuid not null references person (id),
  email text not null,
  token_hash text,
  expires_at timestamptz not null,
  constraint email_change_person_id_key unique (person_id),
  constraint email_change_token_hash_key unique (token_hash)
);
create index email_change_by_age on email_change (expires_at);
