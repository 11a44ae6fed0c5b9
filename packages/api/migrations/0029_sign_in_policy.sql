-- How long sessions last at each level: without being used, and altogether. What holds so far, until the platform says otherwise.
create table sign_in_policy (
  id uuid primary key,
  level text not null unique check (level in ('PLATFORM', 'RESELLER', 'COMPANY', 'END_USER')),
  idle_minutes integer not null check (idle_minutes between 15 and 43200),
  absolute_minutes integer not null check (absolute_minutes between 60 and 129600),
  check (idle_minutes <= absolute_minutes)
);
insert into sign_in_policy (id, level, idle_minutes, absolute_minutes)
  select uuidv7(), level, 20160, 43200 from unnest(array['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER']) level;
