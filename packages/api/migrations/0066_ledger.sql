-- Double entry of every issuer. What was issued and paid before is posted as if it were today.
alter table invoice_line add column product_id uuid references product (id);
update invoice_line l set product_id = (
  select t.product_id from invoice_line_part p join subscription_term t on t.subscription_id = p.subscription_id
    where p.invoice_line_id = l.id and t."from" <= p."from" order by t."from" desc, p.id limit 1);

alter table payment add unique (reseller_id, id);

create table ledger_posting (
  id uuid primary key,
  -- Whose ledger it stands in; the tenant is whom it concerns.
  ledger_id uuid not null references reseller (id),
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  entry_id uuid not null,
  kind text not null check (kind in ('INVOICE', 'PAYMENT', 'CARD_MONEY_HELD', 'CARD_MONEY_RESOLVED')),
  "on" date not null,
  account text not null check (account in ('RECEIVABLE', 'REVENUE', 'OUTPUT_VAT', 'BANK', 'CARD_CLEARING', 'CARD_MONEY_HELD', 'SET_OFF',
    'PAYABLE', 'PURCHASES', 'INPUT_VAT')),
  -- Debits are positive, credits negative.
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  category text,
  vat_rate_bp integer,
  vat_category text,
  invoice_id uuid not null,
  payment_id uuid,
  reference text not null,
  created_at timestamptz not null,
  -- Whose account it is: the company's, or the reseller's with the platform.
  customer_id uuid not null generated always as (coalesce(company_id, reseller_id)) stored,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id),
  foreign key (reseller_id, payment_id) references payment (reseller_id, id)
);
create index ledger_posting_by_day on ledger_posting ("on", id);
create index ledger_posting_of_reseller on ledger_posting (reseller_id, "on", id);
create index ledger_posting_of_ledger on ledger_posting (ledger_id, "on", id);
create index ledger_posting_of_account on ledger_posting (ledger_id, account, customer_id, "on", id);
create index ledger_posting_of_customer on ledger_posting (customer_id, "on", id);
create index ledger_posting_of_company on ledger_posting (company_id, "on", id) where company_id is not null;
create index ledger_posting_of_entry on ledger_posting (entry_id);
create index ledger_posting_of_invoice on ledger_posting (invoice_id);
create index ledger_posting_of_payment on ledger_posting (payment_id) where payment_id is not null;

with document as materialized (
  select i.*, uuidv7() as sold, uuidv7() as bought from invoice i where i.state <> 'DRAFT'),
supply as materialized (
  select l.invoice_id, p.category, l.vat_rate_bp, l.vat_category, sum(l.net_minor) as net,
      round(sum(l.net_minor) * l.vat_rate_bp / 10000) as vat
    from invoice_line l left join product p on p.id = l.product_id group by l.invoice_id, p.category, l.vat_rate_bp, l.vat_category),
leg (entry, ledger, account, amount, category, vat_rate_bp, vat_category, invoice) as (
  select sold, issuer_id, 'RECEIVABLE', total_minor, null, null::integer, null, id from document
  union all select d.sold, d.issuer_id, 'REVENUE', -s.net, s.category, s.vat_rate_bp, s.vat_category, d.id
    from document d join supply s on s.invoice_id = d.id
  union all select d.sold, d.issuer_id, 'REVENUE', coalesce(sum(s.net), 0) - d.net_minor, null, null, null, d.id
    from document d left join supply s on s.invoice_id = d.id group by d.sold, d.issuer_id, d.net_minor, d.id
  union all select sold, issuer_id, 'OUTPUT_VAT', -vat_minor, null,
      (select max(s.vat_rate_bp) from supply s where s.invoice_id = document.id), null, id from document
  union all select bought, reseller_id, 'PAYABLE', -total_minor, null, null, null, id from document where kind = 'WHOLESALE'
  union all select bought, reseller_id, 'PURCHASES', net_minor, null, null, null, id from document where kind = 'WHOLESALE'
  union all select bought, reseller_id, 'INPUT_VAT', vat_minor, null, null, null, id from document where kind = 'WHOLESALE')
insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, category,
    vat_rate_bp, vat_category, invoice_id, reference, created_at)
  select uuidv7(), g.ledger, d.reseller_id, d.company_id, g.entry, 'INVOICE', d.issued_on, g.account, g.amount, d.currency, g.category,
      g.vat_rate_bp, g.vat_category, d.id, d.number, d.created_at
    from leg g join document d on d.id = g.invoice where g.amount <> 0;

with document as materialized (
  select y.*, i.kind, i.number, i.currency, uuidv7() as received, uuidv7() as paid, uuidv7() as collected, issuer.is_platform
    from payment y join invoice i on i.id = y.invoice_id join reseller issuer on issuer.id = y.issuer_id),
leg (entry, ledger, company, account, amount, payment) as (
  select received, issuer_id, company_id, 'RECEIVABLE', -amount_minor, id from document
  union all select received, issuer_id, case when method = 'BANK_TRANSFER' or is_platform then company_id end,
      case when method = 'BANK_TRANSFER' then 'BANK' when is_platform then 'CARD_CLEARING' else 'SET_OFF' end, amount_minor, id
    from document
  union all select paid, reseller_id, company_id, 'PAYABLE', amount_minor, id from document where kind = 'WHOLESALE'
  union all select paid, reseller_id, company_id, 'BANK', -amount_minor, id from document where kind = 'WHOLESALE'
  union all select collected, (select id from reseller where is_platform), null, a.account, a.sign * amount_minor, id
    from document cross join (values ('CARD_CLEARING', 1), ('SET_OFF', -1)) a (account, sign)
    where method = 'CARD' and not is_platform)
insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, invoice_id,
    payment_id, reference, created_at)
  select uuidv7(), g.ledger, d.reseller_id, g.company, g.entry, 'PAYMENT', d.received_on, g.account, g.amount, d.currency, d.invoice_id,
      d.id, coalesce(d.reference, d.number), d.created_at
    from leg g join document d on d.id = g.payment;

with document as materialized (
  select c.*, i.number, uuidv7() as held, uuidv7() as settled from checkout c join invoice i on i.id = c.invoice_id
    where c.unallocated_minor is not null),
leg (entry, kind, day, account, amount, checkout) as (
  select held, 'CARD_MONEY_HELD', received_on, a.account, a.sign * unallocated_minor, id
    from document cross join (values ('CARD_CLEARING', 1), ('CARD_MONEY_HELD', -1)) a (account, sign)
  union all select settled, 'CARD_MONEY_RESOLVED', (resolved_at at time zone 'Europe/London')::date, a.account, a.sign * unallocated_minor, id
    from document cross join (values ('CARD_CLEARING', -1), ('CARD_MONEY_HELD', 1)) a (account, sign) where resolved_at is not null)
insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, invoice_id,
    reference, created_at)
  select uuidv7(), (select id from reseller where is_platform), d.reseller_id, d.company_id, g.entry, g.kind, g.day, g.account, g.amount,
      d.unallocated_currency, d.invoice_id, d.payment_reference, d.created_at
    from leg g join document d on d.id = g.checkout;
