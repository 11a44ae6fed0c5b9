-- What a product asks to be chosen when it is ordered, and what was chosen: of a subscription, from a day on, by an order.
alter table product add column parameters jsonb not null default '[]' check (jsonb_typeof(parameters) = 'array');
alter table subscription add column parameters jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object');
alter table subscription_term add column parameters jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object');
alter table service_order_line add column parameters jsonb not null default '{}' check (jsonb_typeof(parameters) = 'object');
alter table service_order_line add column was_parameters jsonb;

-- What is used is counted, and billed from that; until then it is a service of the company as a whole.
alter table product drop constraint product_unit_check;
alter table product add constraint product_unit_check check (unit in ('PER_USER', 'PER_COMPANY', 'METERED'));
