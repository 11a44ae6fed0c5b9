-- Passkeys: as a second factor, and as the only one. [I3] [S41]
alter table factor
  add credential_id text,
  add public_key text,
  -- How often it has been used, by its own account; it never goes back.
  add counter bigint,
  add transports text[],
  add constraint factor_credential_key unique (credential_id);

-- What a passkey is asked to sign, once and soon: for a session, or for whoever is about to sign in.
create table passkey_challenge (
  id uuid primary key,
  challenge_hash text not null,
  session_id uuid references session (id),
  expires_at timestamptz not null,
  constraint passkey_challenge_key unique (challenge_hash)
);
create index passkey_challenge_by_age on passkey_challenge (expires_at);
create index passkey_challenge_of_session on passkey_challenge (session_id);
