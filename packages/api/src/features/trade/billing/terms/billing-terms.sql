-- By which days a customer is invoiced: for whoever invoices it, and for itself, which does not see what others have, nor what everyone has. Who
-- is invoiced by nobody's terms gets no row. [B4]
-- runs as gate; called by platform, reseller, company
create or replace function cycle_of(issuer uuid, customer uuid) returns table (cycle text, billing_day integer, first_month integer)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select t.cycle, t.billing_day, t.first_month from billing_terms t
    where t.issuer_id = issuer and case when t.company_id is null then t.reseller_id else t.company_id end in (customer, issuer)
      and case when nullif(current_setting('steward.company_id', true), '') is not null then customer = current_setting('steward.company_id')::uuid
        else nullif(current_setting('steward.reseller_id', true), '')::uuid in (issuer, customer)
          or exists (select from reseller p where p.id = nullif(current_setting('steward.reseller_id', true), '')::uuid and p.is_platform) end
    order by case when t.company_id is null then t.reseller_id else t.company_id end = issuer limit 1
$$;
