-- Generations of the keys that sign access tokens, made of the installation's secret and the id of the generation; before the
-- first they are made of the secret alone.
create table signing_key (
  id uuid primary key,
  signs_from timestamptz not null,
  created_at timestamptz not null
);
