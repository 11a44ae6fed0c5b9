-- A customer is billed in one currency: a reseller by the platform, a company by whoever sells to it. Of each a list may be for everyone.
alter table reseller add column currency text not null default 'GBP' check (currency in ('GBP', 'EUR', 'USD'));
alter table company add column currency text not null default 'GBP' check (currency in ('GBP', 'EUR', 'USD'));
alter table price_list add constraint price_list_currency check (currency in ('GBP', 'EUR', 'USD'));

drop index price_list_everyone;
create unique index price_list_everyone on price_list (reseller_id, kind, currency) where everyone;

-- How much of a currency a pound is in a month, as its issuer noted it: VAT of the United Kingdom is said in pounds, too.
create table exchange_rate (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  currency text not null check (currency in ('EUR', 'USD')),
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  per_pound text not null check (per_pound ~ '^\d{1,4}(\.\d{1,6})?$' and per_pound::numeric > 0),
  updated_at timestamptz not null,
  constraint exchange_rate_once unique (reseller_id, currency, month)
);
create index exchange_rate_by_month on exchange_rate (month, id);
create index exchange_rate_of_reseller on exchange_rate (reseller_id, month, id);

alter table invoice add column per_pound text;
alter table invoice add column vat_sterling_minor bigint;
alter table invoice add constraint invoice_vat_sterling check ((per_pound is null) = (vat_sterling_minor is null));

-- What a run has come to in each currency, and how many customers it could not bill for want of which rates.
alter table billing_run add column totals jsonb not null default '[]' check (jsonb_typeof(totals) = 'array');
update billing_run set totals = jsonb_build_array(jsonb_build_object('currency', 'GBP', 'minor', total_minor)) where total_minor <> 0;
alter table billing_run drop column total_minor;
alter table billing_run add column held_count integer not null default 0;
alter table billing_run add column held_for text[] not null default '{}';
