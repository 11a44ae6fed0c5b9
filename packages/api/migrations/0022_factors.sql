-- Second factors. [I2] [S38] [S39] [S40]

alter table session
  -- When a second factor was last shown in it, and which one is still awaited.
  add factor_at timestamptz,
  add awaits text check (awaits in ('FACTOR', 'ENROLMENT')),
  -- When the password was last given in it; at first that is when it began.
  add password_at timestamptz;

create table factor (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('TOTP', 'PASSKEY')),
  name text not null,
  -- Of an authenticator app: sealed, and the last of its codes that was taken, counted in half minutes since 1970.
  secret text,
  last_step bigint,
  created_at timestamptz not null,
  -- Null: it is being set up, and opens nothing.
  confirmed_at timestamptz,
  last_used_at timestamptz,
  check (kind <> 'TOTP' or secret is not null)
);
create index factor_of_person on factor (person_id, created_at, id);
-- One at a time is being set up.
create unique index factor_under_way on factor (person_id) where confirmed_at is null;

create table recovery_code (
  id uuid primary key,
  person_id uuid not null references person (id),
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_code_key unique (person_id, code_hash)
);
