-- Who looked is the ledger of access, one word everywhere.
alter table disclosure rename to access_entry;
alter index disclosure_pkey rename to access_entry_pkey;
alter index disclosure_at rename to access_entry_at;
alter index disclosure_of_reseller rename to access_entry_of_reseller;
alter index disclosure_of_company rename to access_entry_of_company;
alter index disclosure_of_end_user rename to access_entry_of_end_user;
update role set permissions = array_replace(permissions, 'DISCLOSURE_READ', 'ACCESS_LEDGER_READ')
 where 'DISCLOSURE_READ' = any (permissions);
