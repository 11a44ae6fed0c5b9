-- What is done by hand: by whom, by when, and what has to be done, step by step.

-- What a product's tasks consist of. Tasks that have begun keep what they were made of.
create table task_template (
  id uuid primary key,
  product_id uuid not null references product (id),
  done_by text not null check (done_by in ('PLATFORM', 'RESELLER')),
  due_days integer not null check (due_days between 0 and 60),
  set_up text[] not null default '{}',
  changing text[] not null default '{}',
  removal text[] not null default '{}',
  created_at timestamptz not null,
  constraint task_template_once unique (product_id)
);
create index task_template_by_time on task_template (created_at, id);

alter table provisioning_job
  add task_of text check (task_of in ('PLATFORM', 'RESELLER')),
  add due_at timestamptz,
  -- No foreign key: staff who help are of another tenant than the task. The name beside it is what was so when it was given.
  add assignee_id uuid,
  add assignee_name text,
  add assigned_at timestamptz,
  add checklist jsonb not null default '[]' check (jsonb_typeof(checklist) = 'array');
update provisioning_job set task_of = 'PLATFORM', due_at = created_at + interval '3 days' where state = 'WAITING';
create index provisioning_job_by_due on provisioning_job (coalesce(due_at, 'infinity'), id);
create index provisioning_job_of_reseller_by_due on provisioning_job (reseller_id, coalesce(due_at, 'infinity'), id);
create index provisioning_job_assigned on provisioning_job (assignee_id) where assignee_id is not null;

-- Tasks are a permission of their own: whoever made roles of staff that tick them off finds it in there.
update role set permissions = permissions || '{TASK_WRITE}'
 where level = 'PLATFORM' and 'PROVISIONING_WRITE' = any (permissions) and not 'TASK_WRITE' = any (permissions);
