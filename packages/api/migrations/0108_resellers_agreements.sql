-- A reseller has a processing agreement of its own with its companies, or the platform's holds: the publisher is null for the platform.
alter table agreement add column reseller_id uuid references reseller (id);
alter table agreement drop constraint agreement_version_key;
alter table agreement add constraint agreement_version_key unique nulls not distinct (reseller_id, version);
