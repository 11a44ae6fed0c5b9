-- Where a company is, and where something happened. What is a company's today moves with it to another reseller; what happened
-- stays with the reseller under whom it did, and refers to the place that the company had there. Nothing cascades: a move
-- says what it moves, and is checked as a whole when it is done.

-- It outlives the company, as what happened there does.
create table company_place (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid not null,
  since timestamptz not null,
  unique (reseller_id, company_id)
);
create index company_place_of_company on company_place (company_id);
insert into company_place (id, reseller_id, company_id, since) select uuidv7(), reseller_id, id, created_at from company;

-- What happened refers to what moves by the company, which stays the same.
alter table end_user add unique (company_id, id);
alter table subscription add unique (company_id, id);
alter table provisioning_job add unique (company_id, id);

-- What moves with its company

alter table domain
  drop constraint domain_reseller_id_company_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable;

alter table end_user
  drop constraint end_user_reseller_id_company_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable;

alter table email_address
  drop constraint email_address_reseller_id_company_id_end_user_id_fkey,
  drop constraint email_address_reseller_id_company_id_domain_id_fkey,
  add foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  add foreign key (reseller_id, company_id, domain_id) references domain (reseller_id, company_id, id) deferrable;

alter table end_user_import
  drop constraint end_user_import_reseller_id_company_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable;

alter table membership
  drop constraint membership_reseller_id_company_id_fkey,
  drop constraint membership_reseller_id_company_id_end_user_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  add foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable;

alter table invitation
  drop constraint invitation_reseller_id_company_id_fkey,
  drop constraint invitation_reseller_id_company_id_end_user_id_fkey,
  drop constraint invitation_reseller_id_membership_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  add foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  add foreign key (reseller_id, membership_id) references membership (reseller_id, id) deferrable;

alter table subscription
  drop constraint subscription_reseller_id_company_id_fkey,
  drop constraint subscription_reseller_id_company_id_end_user_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  add foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable;

alter table provisioning_job
  drop constraint provisioning_job_reseller_id_company_id_fkey,
  drop constraint provisioning_job_reseller_id_company_id_end_user_id_fkey,
  drop constraint provisioning_job_reseller_id_company_id_subscription_id_fkey,
  add foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  add foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  add foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable;

-- What stays where it happened

alter table mail
  drop constraint mail_reseller_id_company_id_fkey,
  drop constraint mail_reseller_id_company_id_end_user_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (company_id, end_user_id) references end_user (company_id, id);

alter table provisioning_attempt
  drop constraint provisioning_attempt_reseller_id_company_id_end_user_id_fkey,
  drop constraint provisioning_attempt_reseller_id_company_id_job_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (company_id, end_user_id) references end_user (company_id, id),
  add foreign key (company_id, job_id) references provisioning_job (company_id, id);

alter table invoice
  drop constraint invoice_reseller_id_company_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id);

alter table invoice_line
  drop constraint invoice_line_reseller_id_company_id_fkey,
  drop constraint invoice_line_reseller_id_company_id_subscription_id_fkey,
  drop constraint invoice_line_reseller_id_invoice_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (company_id, subscription_id) references subscription (company_id, id),
  add foreign key (reseller_id, invoice_id) references invoice (reseller_id, id);

alter table payment
  drop constraint payment_reseller_id_company_id_fkey,
  drop constraint payment_reseller_id_invoice_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (reseller_id, invoice_id) references invoice (reseller_id, id);

alter table checkout
  drop constraint checkout_reseller_id_company_id_fkey,
  drop constraint checkout_reseller_id_invoice_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (reseller_id, invoice_id) references invoice (reseller_id, id);

alter table notice_recipient
  drop constraint notice_recipient_reseller_id_company_id_fkey,
  drop constraint notice_recipient_reseller_id_company_id_end_user_id_fkey,
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (company_id, end_user_id) references end_user (company_id, id);

alter table audit_entry
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id);
