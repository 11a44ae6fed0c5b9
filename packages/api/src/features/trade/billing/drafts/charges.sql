-- What is on an invoice is never changed, nor taken away.
create or replace function keep_invoiced_charge() returns trigger language plpgsql as $$
begin
  raise exception 'A charge that is on an invoice is never changed.';
end $$;

create or replace trigger keep_invoiced_charge before update or delete on charge for each row
  when (old.invoice_id is not null) execute function keep_invoiced_charge();

-- What waits to be invoiced is in the currency of its customer, which stays so long.
-- runs as gate
create or replace function keep_charged_currency() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if exists (select from charge h where h.invoice_id is null
      and case when h.company_id is null then h.reseller_id else h.company_id end = new.id) then
    raise exception 'Must stay %: charges in them wait for an invoice.', currency_words(old.currency)
      using errcode = 'STATE', column = 'currency';
  end if;
  return new;
end $$;

create or replace trigger keep_charged_company_currency before update of currency on company for each row
  when (new.currency <> old.currency) execute function keep_charged_currency();
create or replace trigger keep_charged_reseller_currency before update of currency on reseller for each row
  when (new.currency <> old.currency) execute function keep_charged_currency();
