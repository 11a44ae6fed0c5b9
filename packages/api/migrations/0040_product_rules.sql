-- What somebody must have for a product, one of these, and what may not go with it: products by their code, or all of a kind.
alter table product add column needs text[] not null default '{}';
alter table product add column excludes text[] not null default '{}';
