-- Whether the company of whoever reads has accepted this version: it goes on reading what it was bound by under a former reseller. [D1]
-- called by company
create or replace function has_accepted(agreement uuid) returns boolean language sql stable as $$
  select exists (select from agreement_acceptance x where x.agreement_id = has_accepted.agreement)
$$;
