-- What a unit of usage costs from which number on: retail for a company, wholesale for its reseller where none is named. Null where no
-- price is known in the buyer's currency.
-- called by gate
create or replace function usage_tiers(of_product uuid, by_reseller uuid, to_company uuid, on_day date) returns jsonb
  language sql stable as $$
  select case when bool_and(k.minor is not null) then jsonb_agg(jsonb_build_object('from', b.units, 'minor', k.minor) order by b.units) end
    from (
      select 1 as units union select l.from_quantity from list_price l where l.product_id = of_product
      union select c.from_quantity from company_price c where c.product_id = of_product and c.company_id = to_company) b
    cross join lateral (
      select r.minor, r.from_quantity from retail_of(of_product, by_reseller, to_company, b.units, on_day) r where to_company is not null
      union all select w.minor, w.from_quantity from wholesale_of(of_product, by_reseller, b.units, on_day) w where to_company is null) k
    where b.units = 1 or k.from_quantity = b.units
$$;

-- What so much comes to in each of the tiers that hold for it, in millionths: each its own part, or all in the first or in the one reached.
-- called by gate, platform, reseller, company
create or replace function usage_parts(tiers jsonb, pricing text, used numeric)
  returns table (from_quantity integer, quantity numeric, minor integer, micro numeric)
  language sql immutable set search_path = steward, pg_temp as $$
  select p.from_quantity, p.quantity, p.minor, p.quantity * p.minor * 10000
    from (
      select t."from" as from_quantity, t.minor, case
          when pricing = 'TIERED' then least(used, coalesce(lead(t."from") over by_number - 1, used)) - (t."from" - 1)
          when pricing = 'UNIT' and t."from" = 1 then used
          when pricing = 'VOLUME' and used > t."from" - 1 and coalesce(used <= lead(t."from") over by_number - 1, true) then used
          else 0 end as quantity
        from jsonb_to_recordset(tiers) t ("from" integer, minor integer) window by_number as (order by t."from")) p
    where p.quantity > 0
$$;

-- A quantity as it is said: 1,250.5.
-- called by gate
create or replace function quantity_in_words(quantity numeric) returns text language sql immutable as $$
  select rtrim(to_char(quantity, 'FM999,999,999,990.999'), '.')
$$;

-- A day as people say it: 3 May 2026.
-- called by gate
create or replace function day_in_words(day date) returns text language sql immutable as $$
  select to_char(day, 'FMDD FMMonth YYYY')
$$;

-- What a charge for a month of usage is called.
-- called by gate
create or replace function usage_in_words(product text, company text, meter jsonb, quantity numeric, month date, invoiced boolean) returns text
  language sql immutable set search_path = steward, pg_temp as $$
  select format('%s%s: %s %s%s in %s%s%s', product, ' of ' || company, quantity_in_words(quantity), meter ->> 'unit',
      case meter ->> 'aggregation' when 'MAXIMUM' then ' at peak' when 'LAST' then ' at last' else '' end, to_char(month, 'FMMonth YYYY'),
      case when (meter ->> 'included')::numeric > 0 then format(', %s included', quantity_in_words((meter ->> 'included')::numeric)) else '' end,
      case when invoiced then ', beside what was invoiced before' else '' end)
$$;

-- Says of each event that was read whether it is there already, or why it is not taken; null of those that are.
-- called by gate
create or replace function judge_usage(import uuid, by_operator boolean) returns void
  language sql set search_path = steward, pg_temp as $$
  with here as (
    select current_setting('steward.now')::timestamptz as now, (select o.name from reseller o where o.is_platform) as operator
  ), read as materialized (
    select g.*, s.reseller_id as seller_id, s.company_id, s.starts_on, s.ends_on, timezone('Europe/London', g.at)::date as day,
        date_trunc('month', timezone('Europe/London', g.at))::date as month, p.id as product_id, p.name as product, p.meter, p.used_product_id,
        row_number() over same_key as turn, first_value(g.line) over same_key as first_line, first_value(g.at) over same_key as first_at,
        first_value(g.quantity) over same_key as first_quantity,
        first_value(g.key) over (partition by g.subscription_id, g.replaces order by g.line) as first_replacer
      from usage_staged g left join subscription s on s.id = g.subscription_id
        left join lateral (select t.product_id from subscription_term t where t.subscription_id = s.id
          and t."from" <= greatest(timezone('Europe/London', g.at)::date, s.starts_on) order by t."from" desc limit 1) held on true
        left join product p on p.id = coalesce(held.product_id, s.product_id)
      where g.usage_import_id = import window same_key as (partition by g.subscription_id, g.key order by g.line)
  ), priced as materialized (
    select m.*, no_price(m.used_product_id, m.seller_id, m.company_id, 1, m.on_day) as unpriced,
        usage_tiers(m.used_product_id, m.seller_id, m.company_id, m.on_day) as retail_tiers,
        (u.retail_currency <> c.currency or u.wholesale_currency <> r.currency) as other_currency
      from (select distinct r.subscription_id, r.seller_id, r.company_id, r.product_id, r.used_product_id, r.month,
          greatest(r.month, r.starts_on) as on_day from read r where r.meter is not null) m
        join company c on c.id = m.company_id join reseller r on r.id = m.seller_id
        left join usage_month u on (u.subscription_id, u.month, u.product_id, u.reseller_id) = (m.subscription_id, m.month, m.product_id, m.seller_id)
  ), measured as materialized (
    select distinct u.subscription_id from usage_month u where u.by_operator and u.subscription_id in (select r.subscription_id from read r)
  ), judged as (
    select r.id, coalesce((old.at, old.quantity) = (r.at, r.quantity), false) as known, again.same as again, case
        when r.subscription_id is null then format('subscription: there is none of the reference %s. It stands on the page of the subscription.', r.reference)
        when r.meter is null then format('subscription: %s has no meter, so nothing is counted of it. Name a subscription by usage.', r.product)
        when r.day < r.starts_on then format('at: %s begins on %s, so what was used before is not charged.', r.reference, day_in_words(r.starts_on))
        when r.day >= r.ends_on then format('at: %s ended on %s, so what was used since is not charged. If it ran on, change its last day first.',
          r.reference, day_in_words(r.ends_on - 1))
        when r.at > here.now + interval '10 minutes' then 'at: lies in the future. Send it once it has been used.'
        when r.at < here.now - interval '1 year' then 'at: is more than a year back. Charge it by hand.'
        when not by_operator and measured.subscription_id is not null
          then format('subscription: %s records what is used of %s. Ask them to put it right.', here.operator, r.reference)
        when r.quantity < 0 and r.meter ->> 'aggregation' <> 'SUM'
          then 'quantity: must be 0 or more. Put an event right by another one that replaces it.'
        when old.id is not null then format('key: %s stands for %s %s on %s already. Send what replaces that under a key of its own.', r.key,
          quantity_in_words(old.quantity), r.meter ->> 'unit', day_in_words(timezone('Europe/London', old.at)::date))
        when r.turn > 1 and not again.same then format('key: %s stands for something else in line %s. Give each event a key of its own.', r.key, r.first_line)
        when priced.unpriced is not null then 'quantity: ' || priced.unpriced
        when priced.other_currency then 'at: what was used in this month was charged in another currency. Charge this by hand.'
        when abs(r.quantity) * (select max((t ->> 'minor')::numeric) from jsonb_array_elements(priced.retail_tiers) t) > 2000000000
          then 'quantity: comes to more than 20,000,000.00 by itself. Look at the unit in which it is counted.'
        when r.replaces = r.key then 'replaces: must be the key of another event.'
        when r.replaces is not null and wrong.id is null
            and (r.subscription_id, r.replaces) not in (select e.subscription_id, e.key from read e where e.subscription_id is not null)
          then format('replaces: there is no event of the key %s at this subscription.', r.replaces)
        when wrong.replaced_by_id is not null
          then format('replaces: %s is replaced by %s already. Replace that one.', r.replaces, (select e.key from usage_event e where e.id = wrong.replaced_by_id))
        when r.replaces is not null and r.first_replacer <> r.key
          then format('replaces: %s is replaced by an earlier line already. Replace that one.', r.replaces)
        end as reason
      from read r cross join here
        cross join lateral (select r.turn > 1 and (r.first_at, r.first_quantity) = (r.at, r.quantity) as same) again
        left join usage_event old on old.subscription_id = r.subscription_id and old.key = r.key
        left join usage_event wrong on wrong.subscription_id = r.subscription_id and wrong.key = r.replaces
        left join measured on measured.subscription_id = r.subscription_id
        left join priced on (priced.subscription_id, priced.product_id, priced.month) = (r.subscription_id, r.product_id, r.month)
  )
  update usage_staged g set known = j.known or j.again and j.reason is null, reason = case when not j.known then j.reason end
    from judged j where j.id = g.id and (j.known or j.again or j.reason is not null)
$$;

-- Counts the months anew that an import has events of, and adds the difference to the charges that wait at both sides: so what an invoice
-- was made out for stays, and what comes later, or is put right, is on the next.
-- called by gate
create or replace function charge_usage(import uuid, by_operator boolean) returns void
  language sql set search_path = steward, pg_temp as $$
  with touched as materialized (
    select e.reseller_id, e.company_id, e.subscription_id, e.product_id, date_trunc('month', timezone('Europe/London', e.at))::date as month
      from (select n.* from usage_event n where n.usage_import_id = import
        union all select w.* from usage_event n join usage_event w on w.replaced_by_id = n.id where n.usage_import_id = import) e
      group by 1, 2, 3, 4, 5
  ), counted as materialized (
    select t.*, m.id as month_id, p.name as product, p.meter, p.supply_kind, c.name as company, r.is_platform as own, n.events,
        coalesce(case p.meter ->> 'aggregation' when 'SUM' then n.total when 'MAXIMUM' then n.greatest else n.latest end, 0) as quantity,
        coalesce(m.retail_currency, c.currency) as retail_currency, coalesce(m.wholesale_currency, case when not r.is_platform then r.currency end) as wholesale_currency,
        coalesce(m.retail_tiers, usage_tiers(p.used_product_id, t.reseller_id, t.company_id, greatest(t.month, s.starts_on))) as retail_tiers,
        coalesce(m.wholesale_tiers, case when not r.is_platform then usage_tiers(p.used_product_id, t.reseller_id, null, greatest(t.month, s.starts_on)) end) as wholesale_tiers,
        coalesce(m.retail_micro, 0) as retail_before, coalesce(m.wholesale_micro, 0) as wholesale_before
      from touched t join product p on p.id = t.product_id join subscription s on s.id = t.subscription_id
        join company c on c.id = t.company_id join reseller r on r.id = t.reseller_id
        left join usage_month m on (m.subscription_id, m.month, m.product_id, m.reseller_id) = (t.subscription_id, t.month, t.product_id, t.reseller_id)
        cross join lateral (
          select count(*) as events, sum(e.quantity) as total, max(e.quantity) as greatest, (array_agg(e.quantity order by e.at desc, e.id desc))[1] as latest
            from usage_event e
            where e.subscription_id = t.subscription_id and e.product_id = t.product_id and e.reseller_id = t.reseller_id and e.replaced_by_id is null
              and e.at >= timezone('Europe/London', t.month::timestamp) and e.at < timezone('Europe/London', t.month + interval '1 month')) n
  ), comes_to as materialized (
    select c.*, (select coalesce(sum(p.micro), 0)::bigint from usage_parts(c.retail_tiers, c.meter ->> 'pricing', used) p) as retail_micro,
        case when not c.own then (select coalesce(sum(p.micro), 0)::bigint from usage_parts(c.wholesale_tiers, c.meter ->> 'pricing', used) p) end as wholesale_micro
      from counted c cross join lateral (select greatest(0, c.quantity - (c.meter ->> 'included')::numeric) as used) beyond
  ), written as (
    insert into usage_month as m (id, reseller_id, company_id, subscription_id, product_id, month, quantity, events, by_operator, retail_currency,
        retail_tiers, retail_micro, wholesale_currency, wholesale_tiers, wholesale_micro, changed_at)
      select uuidv7(), t.reseller_id, t.company_id, t.subscription_id, t.product_id, t.month, t.quantity, t.events, charge_usage.by_operator, t.retail_currency,
          t.retail_tiers, t.retail_micro, t.wholesale_currency, t.wholesale_tiers, t.wholesale_micro, current_setting('steward.now')::timestamptz
        from comes_to t
      on conflict (subscription_id, month, product_id, reseller_id) do update
        set quantity = excluded.quantity, events = excluded.events, by_operator = m.by_operator or excluded.by_operator, retail_micro = excluded.retail_micro,
          wholesale_micro = excluded.wholesale_micro, changed_at = excluded.changed_at
  )
  insert into charge as h (id, reseller_id, company_id, issuer_id, kind, source, key, description, supply_kind, product_id, subscription_id, quantity,
      "from", "to", currency, amount_micro, created_at)
    select uuidv7(), t.reseller_id, x.company_id, x.issuer_id, x.kind, 'USAGE', k.key,
        usage_in_words(t.product, x.of_company, t.meter, t.quantity, t.month, exists (
          select from charge b where b.subscription_id = t.subscription_id and b.kind = x.kind and b.key = k.key and b.invoice_id is not null)),
        t.supply_kind, t.product_id, t.subscription_id, 1, t.month, (t.month + interval '1 month')::date, x.currency, x.micro,
        current_setting('steward.now')::timestamptz
      from comes_to t join reseller o on o.is_platform
        cross join lateral (values ('RETAIL', t.company_id, t.reseller_id, t.retail_currency, t.retail_micro - t.retail_before, null),
          ('WHOLESALE', null, o.id, t.wholesale_currency, t.wholesale_micro - t.wholesale_before, t.company))
          x (kind, company_id, issuer_id, currency, micro, of_company)
        cross join lateral (select format('usage %s %s %s', t.month, t.subscription_id, t.product_id) as key) k
      where x.micro <> 0 order by x.kind, t.company_id, k.key
    on conflict (reseller_id, company_id, issuer_id, kind, source, key) where invoice_id is null and key is not null do update
      set description = excluded.description, amount_micro = h.amount_micro + excluded.amount_micro
$$;

-- Books what has been read: each event once by its key, and what months come to with it. All of it or nothing.
-- runs as gate; called by platform, reseller, worker
create or replace function book_usage(import uuid) returns void
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  given record;
begin
  select i.id, i.refusals, r.is_platform as by_operator into given from usage_import i join reseller r on r.id = i.reseller_id
    where i.id = import and i.state = 'BOOKING' and i.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
    for update of i;
  if given.id is null then return; end if;
  -- One after the other for each subscription.
  perform from subscription s where s.id in (select g.subscription_id from usage_staged g where g.usage_import_id = import)
    order by s.id for no key update;
  perform judge_usage(import, given.by_operator);
  insert into usage_event (id, reseller_id, company_id, subscription_id, product_id, usage_import_id, key, at, quantity, created_at)
    select uuidv7(), s.reseller_id, s.company_id, s.id, coalesce(held.product_id, s.product_id), import, g.key, g.at, g.quantity,
        current_setting('steward.now')::timestamptz
      from usage_staged g join subscription s on s.id = g.subscription_id
        left join lateral (select t.product_id from subscription_term t where t.subscription_id = s.id
          and t."from" <= greatest(timezone('Europe/London', g.at)::date, s.starts_on) order by t."from" desc limit 1) held on true
      where g.usage_import_id = import and not g.known and g.reason is null order by g.line;
  update usage_event w set replaced_by_id = n.id
    from usage_staged g join usage_event n on n.subscription_id = g.subscription_id and n.key = g.key
    where g.usage_import_id = import and not g.known and g.reason is null and g.replaces is not null
      and w.subscription_id = g.subscription_id and w.key = g.replaces;
  perform charge_usage(import, given.by_operator);
  update usage_import i set (taken, known, late, suspended, refused, refusals) = (
      select count(*) filter (where not g.known and g.reason is null), count(*) filter (where g.known),
          count(*) filter (where not g.known and g.reason is null and exists (select from invoice v where v.issuer_id = s.reseller_id
            and v.company_id = s.company_id and v.document = 'INVOICE' and not v.in_advance
            and timezone('Europe/London', g.at)::date >= v.period_start and timezone('Europe/London', g.at)::date < v.period_end)),
          count(*) filter (where not g.known and g.reason is null and s.suspended_at <= g.at),
          i.refused + count(g.reason),
          (select coalesce(jsonb_agg(told.refusal), '[]') from (
            select refusal from (
              select refusal from jsonb_array_elements(given.refusals) refusal
              union all select jsonb_build_object('line', f.line, 'reason', f.reason) from usage_staged f
                where f.usage_import_id = import and f.reason is not null) every_one
            order by (refusal ->> 'line')::integer limit 1000) told)
        from usage_staged g left join subscription s on s.id = g.subscription_id where g.usage_import_id = import),
      state = 'DONE', done_at = current_setting('steward.now')::timestamptz
    where i.id = import;
  delete from usage_staged g where g.usage_import_id = import;
end $$;

-- By a meter that something has been counted by, months are explained and put right: it stays.
-- runs as gate
create or replace function keep_meter() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if exists (select from usage_event e where e.product_id = old.id) then
    raise exception 'Must stay as it is: usage has been counted by it. Add another product, and move subscriptions to that.'
      using errcode = 'STATE', column = 'meter';
  end if;
  return new;
end $$;

create or replace trigger keep_meter before update of meter on product for each row
  when (old.meter is distinct from new.meter) execute function keep_meter();
