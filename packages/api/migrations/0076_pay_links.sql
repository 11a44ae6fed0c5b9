-- What goes with invoices by mail: their files, and a link by which whoever has the letter pays.
alter table mail add column attachments jsonb not null default '[]' check (jsonb_typeof(attachments) = 'array');

create table billing_letters (
  id uuid primary key,
  reseller_id uuid not null unique references reseller (id),
  e_invoice boolean not null default false,
  monthly_statements boolean not null default false
);

create table pay_link (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  token_hash text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id)
);
create index pay_link_of_invoice on pay_link (invoice_id);
create index pay_link_of_company on pay_link (company_id) where company_id is not null;

-- Begun by the link of a letter: the page leads back to that link's own.
alter table checkout add column by_link boolean not null default false;
