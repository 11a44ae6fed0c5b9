-- Each order in which staff or a reseller may read a long list has an index.
create index company_name on company (name_key, id);
create index company_code on company (code_key, id);
create index company_by_time on company (created_at, id);
create index company_of_reseller on company (reseller_id, created_at, id);

create index membership_by_name on membership (last_key, first_key, id);
create index membership_by_email on membership (email_key, id);
create index membership_by_time on membership (created_at, id);
create index membership_of_reseller_by_name on membership (reseller_id, last_key, first_key, id);
create index membership_of_reseller_by_email on membership (reseller_id, email_key, id);
create index membership_of_reseller on membership (reseller_id, created_at, id);

create index domain_of_reseller on domain (reseller_id, name, id);
create index domain_by_time on domain (created_at, id);
create index domain_of_reseller_by_time on domain (reseller_id, created_at, id);

create index end_user_by_time on end_user (created_at, id);
create index end_user_of_reseller_by_email on end_user (reseller_id, email_key, id);
create index end_user_of_reseller_by_time on end_user (reseller_id, created_at, id);

create index end_user_import_by_time on end_user_import (created_at, id);
create index end_user_import_of_reseller on end_user_import (reseller_id, created_at, id);

create index subscription_by_start on subscription (starts_on, id);
create index subscription_of_reseller_by_start on subscription (reseller_id, starts_on, id);
create index subscription_of_reseller_by_reference on subscription (reseller_id, reference_key, id);

create index invoice_by_due on invoice (coalesce(due_on, 'infinity'::date), id);
create index invoice_of_reseller_by_due on invoice (reseller_id, coalesce(due_on, 'infinity'::date), id);
create index invoice_by_total on invoice (total_minor, id);
create index invoice_of_reseller_by_total on invoice (reseller_id, total_minor, id);
create index invoice_of_reseller_by_number on invoice (reseller_id, number_key, id);

create index billing_run_by_time on billing_run (created_at, id);
