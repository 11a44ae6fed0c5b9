-- Since when a connector has the credentials that it has, and who entered them. Of those from before nobody noted it.
alter table connector
  add credentials_set_at timestamptz,
  add credentials_set_by text;

-- The latest jobs at one connector.
create index provisioning_job_of_connector on provisioning_job (connector_id, created_at, id);
