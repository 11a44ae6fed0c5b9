-- For tables in which rows begin only while their tenant is active, and has not left. One look per statement, however many rows it
-- adds. It runs as whoever adds them: they see their own reseller and company.
create or replace function begin_nothing_while_suspended() returns trigger language plpgsql as $$
declare suspended text; gone text;
begin
  select r.name into suspended from reseller r
    where r.status = 'SUSPENDED' and r.id in (select a.reseller_id from added a) limit 1;
  if suspended is null and 'company_id' = any (tg_argv) then
    select c.name into suspended from company c
      where c.status = 'SUSPENDED' and c.id in (select a.company_id from added a) limit 1;
  end if;
  if suspended is not null then
    raise exception '% is suspended: nothing new can be added until it is active again.', suspended
      using errcode = 'STATE', column = case tg_table_name when 'company' then 'resellerId' else '' end;
  end if;
  select r.name into gone from reseller r where r.left_on is not null and r.id in (select a.reseller_id from added a) limit 1;
  if gone is null and 'company_id' = any (tg_argv) then
    select c.name into gone from company c where c.left_on is not null and c.id in (select a.company_id from added a) limit 1;
  end if;
  if gone is not null then
    raise exception '% has left: nothing new can be added.', gone
      using errcode = 'STATE', column = case tg_table_name when 'company' then 'resellerId' else '' end;
  end if;
  return null;
end $$;
