-- A tenant's key in force is found by the tenant alone; what founds a company or reseller may seal in the same transaction.
drop index tenant_key_current;
create unique index tenant_key_current on tenant_key (coalesce(company_id, reseller_id)) where retired_at is null;
alter table tenant_key
  alter constraint tenant_key_reseller_id_fkey deferrable initially deferred,
  alter constraint tenant_key_reseller_id_company_id_fkey deferrable initially deferred;
