-- What people call a currency: billed in pounds.
-- called by platform, reseller, company, end_user, worker, gate
create or replace function currency_words(currency text) returns text language sql immutable as $$
  select case currency when 'GBP' then 'pounds' when 'EUR' then 'euros' when 'USD' then 'US dollars' else currency end
$$;

-- An amount as it is written: £1,234.50.
-- called by platform, reseller, company, end_user, worker, gate
create or replace function money_words(minor bigint, currency text) returns text language sql immutable as $$
  select case when minor < 0 then '-' else '' end || case currency when 'GBP' then '£' when 'EUR' then '€' when 'USD' then 'US$' else currency || ' ' end
    || to_char(abs(minor) / 100.0, 'FM999,999,999,999,990.00')
$$;
