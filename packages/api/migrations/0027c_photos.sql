-- Pictures of people, an end user's or an administrator's: small files, each at an address that nobody can guess.
create table photo (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  end_user_id uuid,
  membership_id uuid,
  address text not null,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  bytes bytea not null,
  foreign key (reseller_id, company_id) references company (reseller_id, id) deferrable,
  foreign key (reseller_id, company_id, end_user_id) references end_user (reseller_id, company_id, id) deferrable,
  foreign key (reseller_id, membership_id) references membership (reseller_id, id) deferrable
);
create unique index photo_of_end_user on photo (reseller_id, end_user_id) where end_user_id is not null;
create unique index photo_of_membership on photo (reseller_id, membership_id) where membership_id is not null;
create index photo_by_end_user on photo (end_user_id);
create index photo_by_membership on photo (membership_id);
create index photo_by_address on photo (address);
