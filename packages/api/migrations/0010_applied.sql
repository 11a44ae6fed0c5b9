-- What protection, functions and triggers were made from, and what came out in the catalogue: so the next migration touches
-- only what differs from either.
create table applied (
  object text primary key,
  said text not null,
  made text not null
);
