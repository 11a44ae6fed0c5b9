-- Files of people end services, too, and blank cells may empty what there is.
alter table change_set
  add column end_count integer not null default 0,
  add column end_minor bigint not null default 0,
  add column empty_count integer not null default 0,
  add column emptying text[] not null default '{}';
alter table change_set_row
  add column ending_services text,
  add column ending_ids text[] not null default '{}',
  add column ended jsonb not null default '[]';
