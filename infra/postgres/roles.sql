-- The roles of Steward. Run once per server as a superuser; running it again changes nothing.
-- Two of them sign in: give them passwords of your own afterwards (alter role … password '…').
do $$
declare role_name text;
begin
  -- Owner of the tables (migrations only) and the login that serves: a member of the level roles, owner of nothing.
  foreach role_name in array array['steward_owner', 'steward_app'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login noinherit', role_name);
    end if;
  end loop;
  -- One role per level, the worker, nobody yet, the keeper (who removes what is no longer to be kept), the sealer (who puts what is
  -- sealed under other keys), the gate (owner of the few functions that work before there is a scope), and the owner of the job queue.
  foreach role_name in array array['steward_platform', 'steward_reseller', 'steward_company', 'steward_end_user',
    'steward_worker', 'steward_anonymous', 'steward_keeper', 'steward_sealer', 'steward_gate', 'steward_jobs'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin noinherit', role_name);
    end if;
  end loop;
end $$;

grant steward_platform, steward_reseller, steward_company, steward_end_user, steward_worker, steward_anonymous, steward_keeper,
  steward_sealer, steward_jobs
  to steward_app with inherit false, set true;
grant steward_gate, steward_jobs to steward_owner with inherit true, set true;
