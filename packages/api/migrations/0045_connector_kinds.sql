-- Connectors of more kinds than webhooks.
alter table connector add settings jsonb not null default '{}';
alter table connector drop constraint connector_kind_check;
alter table connector add constraint connector_kind_check
  check (kind in ('MANUAL', 'WEBHOOK', 'SQL_MAIL', 'LDAP', 'SCIM', 'MICROSOFT_365'));
alter table product drop constraint product_connector_check;
alter table product add constraint product_connector_check
  check (connector in ('MANUAL', 'WEBHOOK', 'SQL_MAIL', 'LDAP', 'SCIM', 'MICROSOFT_365'));
alter table provisioning_job drop constraint provisioning_job_connector_check;
alter table provisioning_job add constraint provisioning_job_connector_check
  check (connector in ('MANUAL', 'WEBHOOK', 'SQL_MAIL', 'LDAP', 'SCIM', 'MICROSOFT_365'));

-- Connectors are a permission of their own: whoever made roles of staff that look after them finds it in there.
update role set permissions = permissions || '{CONNECTOR_WRITE}'
 where level = 'PLATFORM' and 'PROVISIONING_WRITE' = any (permissions) and not 'CONNECTOR_WRITE' = any (permissions);
