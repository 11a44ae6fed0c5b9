-- What each document means in double entry: debits are positive, credits negative. A document is posted by the statement that makes
-- it; what a reseller is charged stands in the platform's ledger and, the other way round, in its own. [S74]
--
-- Net by kind of supply and rate, VAT by rate, against what the customer owes. VAT is rounded as when it was reckoned; what an
-- invoice has no lines for stays without a kind. What late payment costs is no supply: it has an account of its own. What a reseller
-- has to account for itself is due from it, and comes off again as what it paid.
-- runs as gate
create or replace function post_invoices() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, category,
      vat_rate_bp, vat_category, invoice_id, reference, created_at)
    with document as materialized (
      select t.*, uuidv7() as sold, uuidv7() as bought, case t.document when 'LATE_PAYMENT' then 'LATE_PAYMENT' else 'REVENUE' end as earned,
          case t.document when 'LATE_PAYMENT' then 'LATE_PAYMENT' else 'PURCHASES' end as spent
        from made t where t.state <> 'DRAFT'),
    supply as materialized (
      select l.invoice_id, p.category, l.vat_rate_bp, l.vat_category, l.vat_notional_bp, sum(l.net_minor) as net,
          sum(round(l.net_minor::numeric * l.vat_rate_bp / 10000)) as vat_by_line
        from invoice_line l left join product p on p.id = l.product_id
        where l.invoice_id in (select id from document) group by l.invoice_id, p.category, l.vat_rate_bp, l.vat_category, l.vat_notional_bp),
    rate as materialized (
      select s.invoice_id, s.vat_rate_bp, s.vat_category, s.vat_notional_bp, case d.vat_rounding when 'EACH_LINE' then sum(s.vat_by_line)
            when 'DOWN' then floor(sum(s.net) * s.vat_rate_bp / 10000) else round(sum(s.net) * s.vat_rate_bp / 10000) end as vat,
          round(sum(s.net) * s.vat_notional_bp / 10000) as notional
        from supply s join document d on d.id = s.invoice_id
        group by s.invoice_id, d.vat_rounding, s.vat_rate_bp, s.vat_category, s.vat_notional_bp),
    leg (entry, ledger, account, amount, category, vat_rate_bp, vat_category, invoice) as (
      select sold, issuer_id, 'RECEIVABLE', total_minor, null, null::integer, null, id from document
      union all select d.sold, d.issuer_id, d.earned, -s.net, s.category, s.vat_rate_bp, s.vat_category, d.id
        from document d join supply s on s.invoice_id = d.id
      union all select d.sold, d.issuer_id, 'OUTPUT_VAT', -r.vat, null, r.vat_rate_bp, r.vat_category, d.id
        from document d join rate r on r.invoice_id = d.id
      union all select d.sold, d.issuer_id, d.earned, coalesce(sum(s.net), 0) - d.net_minor, null, null, null, d.id
        from document d left join supply s on s.invoice_id = d.id group by d.sold, d.issuer_id, d.earned, d.net_minor, d.id
      union all select d.sold, d.issuer_id, 'OUTPUT_VAT', coalesce(sum(r.vat), 0) - d.vat_minor, null, null, null, d.id
        from document d left join rate r on r.invoice_id = d.id group by d.sold, d.issuer_id, d.vat_minor, d.id
      union all select bought, reseller_id, 'PAYABLE', -total_minor, null, null, null, id from document where kind = 'WHOLESALE'
      union all select bought, reseller_id, spent, net_minor, null, null, null, id from document where kind = 'WHOLESALE'
      union all select bought, reseller_id, 'INPUT_VAT', vat_minor, null, null, null, id from document where kind = 'WHOLESALE'
      union all select d.bought, d.reseller_id, a.account, a.sign * r.notional, null, r.vat_notional_bp, r.vat_category, d.id
        from document d join rate r on r.invoice_id = d.id cross join (values ('INPUT_VAT', 1), ('OUTPUT_VAT', -1)) a (account, sign)
        where d.kind = 'WHOLESALE' and r.vat_notional_bp is not null)
    select uuidv7(), g.ledger, d.reseller_id, d.company_id, g.entry, d.document, d.issued_on, g.account, g.amount, d.currency, g.category,
        g.vat_rate_bp, g.vat_category, d.id, d.number, d.created_at
      from leg g join document d on d.id = g.invoice where g.amount <> 0;
  return null;
end $$;

create or replace trigger post_invoices after insert on invoice referencing new table as made
  for each statement execute function post_invoices();

-- Money in pays what is owed, and so does credit, which what a reseller owes has had taken off already. For what was written off it takes
-- the debt up again first. What the operator takes by card or direct debit for a reseller it owes to that reseller: both ledgers say so, until
-- it is put against what that reseller owes.
-- runs as gate
create or replace function post_payments() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, invoice_id,
      payment_id, reference, created_at)
    with document as materialized (
      select t.*, i.kind, i.number, i.currency, i.state, issuer.is_platform, uuidv7() as recovered, uuidv7() as received, uuidv7() as paid, uuidv7() as collected
        from made t join invoice i on i.id = t.invoice_id join reseller issuer on issuer.id = t.issuer_id),
    leg (entry, ledger, company, account, amount, payment) as (
      select recovered, issuer_id, company_id, a.account, a.sign * amount_minor, id
        from document cross join (values ('RECEIVABLE', 1), ('BAD_DEBT', -1)) a (account, sign) where state = 'WRITTEN_OFF'
      union all select received, issuer_id, company_id, 'RECEIVABLE', -amount_minor, id from document
      union all select received, issuer_id, case when method not in ('CARD', 'DIRECT_DEBIT') or is_platform then company_id end,
          case method when 'BANK_TRANSFER' then 'BANK' when 'CREDIT' then 'CUSTOMER_CREDIT' when 'SET_OFF' then 'SET_OFF'
            else case when is_platform then 'CARD_CLEARING' else 'SET_OFF' end end, amount_minor, id
        from document
      union all select paid, reseller_id, company_id, a.account, a.sign * amount_minor, id
        from document cross join lateral (values ('PAYABLE', 1), (case method when 'SET_OFF' then 'SET_OFF' else 'BANK' end, -1)) a (account, sign)
        where kind = 'WHOLESALE' and method <> 'CREDIT'
      union all select collected, (select id from reseller where is_platform), null, a.account, a.sign * amount_minor, id
        from document cross join (values ('CARD_CLEARING', 1), ('SET_OFF', -1)) a (account, sign)
        where method in ('CARD', 'DIRECT_DEBIT') and not is_platform)
    select uuidv7(), g.ledger, d.reseller_id, g.company, g.entry, case g.entry when d.recovered then 'RECOVERY' else 'PAYMENT' end, d.received_on, g.account, g.amount, d.currency, d.invoice_id,
        d.id, coalesce(d.reference, d.number), d.created_at
      from leg g join document d on d.id = g.payment;
  return null;
end $$;

create or replace trigger post_payments after insert on payment referencing new table as made
  for each statement execute function post_payments();

-- What is given up is owed no more, and lost. Whoever owes it has it in its own books still.
-- runs as gate
create or replace function post_write_off() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, entry_id, ledger_id, account, amount_minor, reseller_id, company_id, kind, "on", currency, invoice_id,
      reference, created_at)
    with entry as materialized (select uuidv7() as id, i.currency, i.number from invoice i
      where i.id = new.invoice_id and i.state <> 'DRAFT')
    select uuidv7(), entry.id, new.issuer_id, a.account, a.sign * new.amount_minor, new.reseller_id, new.company_id, 'WRITE_OFF', new."on",
        currency, new.invoice_id, number, new.created_at
      from entry cross join (values ('BAD_DEBT', 1), ('RECEIVABLE', -1)) a (account, sign);
  return null;
end $$;

create or replace trigger post_write_off after insert on write_off for each row execute function post_write_off();

-- A credit note takes revenue and VAT back, and is owed to the customer until it is used.
-- runs as gate
create or replace function post_credit_note() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, entry_id, ledger_id, account, amount_minor, category, vat_rate_bp, vat_category, reseller_id, company_id,
      kind, "on", currency, invoice_id, reference, created_at)
    with entry as materialized (
      select uuidv7() as sold, uuidv7() as bought, case document when 'LATE_PAYMENT' then 'LATE_PAYMENT' else 'REVENUE' end as earned,
          case document when 'LATE_PAYMENT' then 'LATE_PAYMENT' else 'PURCHASES' end as spent
        from invoice where id = new.invoice_id),
    line as (
      select k.net_minor, k.vat_minor, k.vat_rate_bp, k.vat_category, l.vat_notional_bp, p.category
        from credit_note_line k join invoice_line l on l.id = k.invoice_line_id left join product p on p.id = l.product_id
        where k.credit_note_id = new.id),
    leg (entry, ledger, account, amount, category, vat_rate_bp, vat_category) as (
      select sold, new.issuer_id, 'CUSTOMER_CREDIT', -new.total_minor, null, null::integer, null from entry
      union all select sold, new.issuer_id, earned, sum(net_minor), category, vat_rate_bp, vat_category
        from line cross join entry group by sold, earned, category, vat_rate_bp, vat_category
      union all select (select sold from entry), new.issuer_id, 'OUTPUT_VAT', sum(vat_minor), null, vat_rate_bp, vat_category
        from line group by vat_rate_bp, vat_category
      union all select bought, new.reseller_id, a.account, a.minor, null, null, null
        from entry cross join lateral (values ('PAYABLE', new.total_minor), (spent, -new.net_minor), ('INPUT_VAT', -new.vat_minor))
          a (account, minor) where new.kind = 'WHOLESALE'
      union all select bought, new.reseller_id, a.account, a.sign * n.minor, null, n.vat_notional_bp, n.vat_category
        from entry cross join (select vat_notional_bp, vat_category, round(sum(net_minor) * vat_notional_bp / 10000) as minor
          from line where vat_notional_bp is not null group by vat_notional_bp, vat_category) n
          cross join (values ('INPUT_VAT', -1), ('OUTPUT_VAT', 1)) a (account, sign) where new.kind = 'WHOLESALE')
    select uuidv7(), entry, ledger, account, amount, category, vat_rate_bp, vat_category, new.reseller_id, new.company_id,
        'CREDIT_NOTE', new.issued_on, new.currency, new.invoice_id, new.number, current_setting('steward.now')::timestamptz
      from leg where amount <> 0;
  return null;
end $$;

create or replace trigger post_credit_note after update on credit_note for each row
  when (old.state <> 'ISSUED' and new.state = 'ISSUED') execute function post_credit_note();

-- Where money of a customer is that came or went in a way: in the bank of the issuer, or, by card or direct debit, with the operator,
-- who owes it to a reseller. Signs are for money in; `document` is 1 for the issuer's entry, 2 for a reseller that is the customer, 3 for the operator's.
-- runs as gate
create or replace function money_legs(issuer_id uuid, reseller_id uuid, company_id uuid, kind text, method text, counter text)
    returns table (document integer, ledger uuid, company uuid, account text, sign integer)
  language sql stable security definer set search_path = steward, pg_temp as $$
  with side as (select r.is_platform, money_legs.method in ('CARD', 'DIRECT_DEBIT') as by_card from reseller r where r.id = money_legs.issuer_id)
  select 1, money_legs.issuer_id, money_legs.company_id, money_legs.counter, -1
  union all select 1, money_legs.issuer_id, case when not by_card or is_platform then money_legs.company_id end,
      case when not by_card then 'BANK' when is_platform then 'CARD_CLEARING' else 'SET_OFF' end, 1 from side
  union all select 2, money_legs.reseller_id, money_legs.company_id, a.account, a.sign
    from (values ('PAYABLE', 1), ('BANK', -1)) a (account, sign) where money_legs.kind = 'WHOLESALE'
  union all select 3, (select r.id from reseller r where r.is_platform), null, a.account, a.sign
    from side cross join (values ('CARD_CLEARING', 1), ('SET_OFF', -1)) a (account, sign) where by_card and not is_platform
$$;

-- What came in beyond what was due is owed to the customer until it is used.
-- runs as gate
create or replace function post_overpayment() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, entry_id, ledger_id, account, amount_minor, reseller_id, company_id, kind, "on", currency, invoice_id,
      reference, created_at)
    with entry as materialized (
      select i.kind, i.number, array[uuidv7(), uuidv7(), uuidv7()] as ids from invoice i where i.id = new.invoice_id)
    select uuidv7(), e.ids[l.document], l.ledger, l.account, l.sign * new.total_minor, new.reseller_id, l.company, 'OVERPAYMENT',
        new.received_on, new.currency, new.invoice_id, coalesce(new.reference, e.number), new.created_at
      from entry e cross join lateral money_legs(new.issuer_id, new.reseller_id, new.company_id, e.kind, new.method, 'CUSTOMER_CREDIT') l;
  return null;
end $$;

create or replace trigger post_overpayment after insert on overpayment for each row execute function post_overpayment();

-- What was paid back has left where money of that kind is of whoever owed the credit, and is in the bank of a reseller who got it. What
-- did not arrive has come back.
-- runs as gate
create or replace function post_refund() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, entry_id, ledger_id, account, amount_minor, reseller_id, company_id, kind, "on", currency, invoice_id,
      reference, created_at)
    with credit (issuer_id, reseller_id, company_id, currency, invoice_id, kind, number) as (
      select issuer_id, reseller_id, company_id, currency, invoice_id, kind, number from credit_note where id = new.credit_note_id
      union all select o.issuer_id, o.reseller_id, o.company_id, o.currency, o.invoice_id, i.kind, i.number
        from overpayment o join invoice i on i.id = o.invoice_id where o.id = new.overpayment_id),
    entry as materialized (select c.*, array[uuidv7(), uuidv7(), uuidv7()] as ids from credit c)
    select uuidv7(), e.ids[l.document], l.ledger, l.account, -l.sign * new.amount_minor, e.reseller_id, l.company, 'REFUND', new."on",
        e.currency, e.invoice_id, coalesce(new.reference, e.number), new.created_at
      from entry e cross join lateral money_legs(e.issuer_id, e.reseller_id, e.company_id, e.kind, new.method, 'CUSTOMER_CREDIT') l;
  return null;
end $$;

create or replace trigger post_refund after insert on credit_use for each row when (new.payment_id is null)
  execute function post_refund();

-- What a bank has taken back is owed again.
-- runs as gate
create or replace function post_returned_payment() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  insert into ledger_posting (id, entry_id, ledger_id, account, amount_minor, reseller_id, company_id, kind, "on", currency, invoice_id,
      payment_id, reference, created_at)
    with entry as materialized (
      select i.kind, i.currency, y.method, coalesce(y.reference, i.number) as reference, array[uuidv7(), uuidv7(), uuidv7()] as ids
        from payment y join invoice i on i.id = y.invoice_id where y.id = new.payment_id)
    select uuidv7(), e.ids[l.document], l.ledger, l.account, -l.sign * new.amount_minor, new.reseller_id, l.company, 'PAYMENT_RETURNED',
        new.returned_on, e.currency, new.invoice_id, new.payment_id, e.reference, new.created_at
      from entry e cross join lateral money_legs(new.issuer_id, new.reseller_id, new.company_id, e.kind, e.method, 'RECEIVABLE') l;
  return null;
end $$;

create or replace trigger post_returned_payment after insert on returned_payment for each row execute function post_returned_payment();

-- Card money that stands against no invoice is held for whoever paid it, until a person says what became of it: paid back, or a
-- payment, which is posted as such.
-- runs as gate
create or replace function post_card_money() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare resolved boolean := old.unallocated_minor is not null;
begin
  insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, invoice_id,
      reference, created_at)
    select uuidv7(), platform.id, new.reseller_id, new.company_id, platform.entry,
        case when resolved then 'CARD_MONEY_RESOLVED' else 'CARD_MONEY_HELD' end,
        case when resolved then (new.resolved_at at time zone 'Europe/London')::date else new.received_on end, a.account,
        case when resolved then -1 else 1 end * a.sign * new.unallocated_minor, new.unallocated_currency, new.invoice_id,
        new.payment_reference, current_setting('steward.now')::timestamptz
      from (select id, uuidv7() as entry from reseller where is_platform offset 0) platform
        cross join (values ('CARD_CLEARING', 1), ('CARD_MONEY_HELD', -1)) a (account, sign);
  return null;
end $$;

create or replace trigger post_held_card_money after update on checkout for each row
  when (old.unallocated_minor is null and new.unallocated_minor is not null) execute function post_card_money();
create or replace trigger post_resolved_card_money after update on checkout for each row
  when (old.unallocated_minor is not null and old.resolved_at is null and new.resolved_at is not null)
  execute function post_card_money();

-- An entry adds up to nothing in each currency, or it is refused, and with it whatever it was for.
create or replace function keep_ledger_balanced() returns trigger language plpgsql as $$
declare entry uuid;
begin
  select p.entry_id into entry from added p group by p.entry_id, p.ledger_id, p.currency having sum(p.amount_minor) <> 0 limit 1;
  if found then raise exception 'The ledger’s entry % is not balanced.', entry; end if;
  return null;
end $$;

create or replace trigger keep_ledger_balanced after insert on ledger_posting referencing new table as added
  for each statement execute function keep_ledger_balanced();

-- What stands in the ledger stands: whatever was wrong is put right by a further entry.
create or replace function keep_ledger() returns trigger language plpgsql as $$
begin
  raise exception 'What has been posted to the ledger is never changed.';
end $$;

create or replace trigger keep_ledger before update or delete or truncate on ledger_posting
  for each statement execute function keep_ledger();

-- Of an invoice that was issued only what has been paid of it changes, and nobody may change its lines. Asked afterwards, when what is
-- generated stands.
create or replace function keep_issued_invoice() returns trigger language plpgsql as $$
begin
  -- What is no longer to be kept goes, when its time is over.
  if current_user = 'steward_keeper' then return null; end if;
  if old.state <> 'DRAFT' and (to_jsonb(new) - 'state' - 'paid_minor') is distinct from (to_jsonb(old) - 'state' - 'paid_minor') then
    raise exception 'An invoice that was issued is never changed.';
  end if;
  return null;
end $$;

create or replace trigger keep_issued_invoice after update on invoice for each row execute function keep_issued_invoice();
