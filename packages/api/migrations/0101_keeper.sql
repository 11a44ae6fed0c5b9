-- Who removes what is no longer to be kept. The role comes with infra/postgres/roles.sql: run that once more before this.
grant usage on schema steward to steward_keeper;
