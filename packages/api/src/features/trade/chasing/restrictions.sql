-- Why nothing new can be ordered for a company; null: it can. It says nothing to a company of what its reseller owes.
-- runs as gate; called by platform, reseller, company, worker, gate
create or replace function why_no_new_orders(of_company uuid, of_reseller uuid) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select case when x.company_id is null
      then 'No new orders can be placed with ' || r.name || ' at the moment. What there is goes on.'
      else 'Nothing new can be ordered until invoice ' || i.number || ' of ' || (i.seller ->> 'name') || ' is paid.' end
    from restriction x join invoice i on i.id = x.invoice_id join reseller r on r.id = x.reseller_id
    where x.reseller_id = of_reseller and (x.company_id = of_company or x.company_id is null)
      and x.began_at is not null and x.ended_at is null
    order by x.company_id is null, x.began_at, x.id limit 1
$$;

-- Whichever way somebody would be given a service.
-- runs as gate
create or replace function begin_nothing_while_restricted() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare why text;
begin
  select w.why into why from (select distinct company_id, reseller_id from added) a
    cross join lateral (select why_no_new_orders(a.company_id, a.reseller_id) as why) w where w.why is not null limit 1;
  if why is not null then
    raise exception '%', why using errcode = 'STATE', column = '';
  end if;
  return null;
end $$;

create or replace trigger begin_nothing_while_restricted after insert on subscription referencing new table as added
  for each statement execute function begin_nothing_while_restricted();
