-- What is paid on one card page is of one tenant.
alter table checkout
  add unique (reseller_id, id),
  drop constraint checkout_paid_with_id_fkey,
  add foreign key (reseller_id, paid_with_id) references checkout (reseller_id, id);
