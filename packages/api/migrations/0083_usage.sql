-- What was used of what a charge adds up: of calls their seconds, while its quantity is how many they are.
alter table charge add column used bigint check (used >= 0);

-- The charge that a call is in at either side, and by it the invoice; none until it is rated.
alter table call_record add column retail_charge_id uuid, add column wholesale_charge_id uuid;
