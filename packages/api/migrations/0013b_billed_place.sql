-- How far a subscription has been billed moves with it.
alter table billed_subscription
  drop constraint billed_subscription_reseller_id_company_id_subscription_id_fkey,
  add foreign key (reseller_id, company_id, subscription_id) references subscription (reseller_id, company_id, id) deferrable;
