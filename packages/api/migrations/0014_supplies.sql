-- A line is a supply: a product over some days at one price. Who is behind it stands beside it, without a name: people are called
-- by what the directory calls them, as long as it does. Lines that were issued stay as they are, and each has its one part.
create table invoice_line_part (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null,
  invoice_line_id uuid not null,
  subscription_id uuid not null,
  position integer not null,
  reference text not null,
  quantity integer not null,
  "from" date not null,
  "to" date not null check ("to" > "from"),
  net_minor bigint not null
);

insert into invoice_line_part (id, reseller_id, company_id, issuer_id, invoice_id, invoice_line_id, subscription_id, position, reference,
    quantity, "from", "to", net_minor)
  select uuidv7(), l.reseller_id, l.company_id, l.issuer_id, l.invoice_id, l.id, l.subscription_id, l.position, s.reference, l.quantity,
      l."from", l."to", l.net_minor
    from invoice_line l join subscription s on s.id = l.subscription_id;

alter table invoice_line add unique (reseller_id, id);
alter table invoice_line_part
  add foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  add foreign key (company_id, subscription_id) references subscription (company_id, id),
  add foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  add foreign key (reseller_id, invoice_line_id) references invoice_line (reseller_id, id),
  add unique (invoice_id, position);
-- One charge per subscription, issuer and day: a billing run that comes twice finds it done. [S75]
create unique index invoice_line_part_once on invoice_line_part (subscription_id, issuer_id, "from");
create index invoice_line_part_of_line on invoice_line_part (invoice_line_id);
create index invoice_line_part_of_reseller on invoice_line_part (reseller_id, invoice_id, position);
create index invoice_line_part_of_company on invoice_line_part (company_id, invoice_id, position);

alter table invoice_line drop column subscription_id;
