#!/bin/sh
# Runs once in a new PostgreSQL container, after roles.sql: the logins' passwords and an empty database.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
alter role steward_owner password :'owner_password';
alter role steward_app password :'app_password';
create database steward owner steward_owner;
\connect steward
create schema steward authorization steward_owner;
grant create on database steward to steward_jobs;
revoke create on schema public from public;
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to steward_owner, steward_app, steward_gate, steward_jobs;
SQL
