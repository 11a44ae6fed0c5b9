-- What a line comes to is the lists' to say, or the subscription's that it changes, whoever orders: a company neither sees
-- nor chooses all of it. More or fewer of the same keep their price; another product is at the price of new ones, which is known
-- once all lines are there (sum_order). [C2] [C3]
-- runs as gate
create or replace function price_order_line() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare held subscription_term;
begin
  if new.subscription_id is not null then
    -- The one that holds on the day, or else the first.
    select t.* into held from service_order o, subscription_term t
      where o.id = new.service_order_id and t.subscription_id = new.subscription_id and t.company_id = new.company_id
      order by t."from" <= o.starts_on desc, abs(t."from" - o.starts_on) limit 1;
    new.was_product_id := held.product_id;
    new.was_quantity := held.quantity;
    new.was_parameters := held.parameters;
    new.was_retail_minor := held.retail_minor;
    new.was_wholesale_minor := held.wholesale_minor;
  end if;
  new.retail_minor := case when new.product_id = held.product_id then held.retail_minor else 0 end;
  new.wholesale_minor := case when new.product_id = held.product_id then held.wholesale_minor else 0 end;
  return new;
end $$;

create or replace trigger price_order_line before insert on service_order_line for each row execute function price_order_line();

-- Lines of a product for single people are priced by how many of it the company has with all of them, others each by its number.
-- runs as gate
create or replace function sum_order() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  update service_order_line l set retail_minor = k.retail_minor, wholesale_minor = k.wholesale_minor
    from (
      select a.service_order_id, a.reseller_id, a.company_id, a.product_id, o.starts_on,
          case p.unit when 'PER_USER' then null else a.quantity end as each, sum(a.quantity) as adding
        from added a join product p on p.id = a.product_id join service_order o on o.id = a.service_order_id
        where a.product_id is distinct from a.was_product_id
        group by 1, 2, 3, 4, 5, 6
    ) g
    cross join lateral catalogue_price(g.product_id, g.reseller_id, g.company_id,
      priced_units(g.product_id, g.company_id, coalesce(g.each, g.adding)), price_day(g.starts_on)) k
    where l.service_order_id = g.service_order_id and l.product_id = g.product_id and l.quantity = coalesce(g.each, l.quantity)
      and l.product_id is distinct from l.was_product_id;
  update service_order o set line_count = a.lines, retail_minor = a.retail_minor, wholesale_minor = a.wholesale_minor
    from (
      select l.service_order_id, count(*) as lines,
          sum(case when l.action = 'END' then 0 else l.quantity::bigint * l.retail_minor end
            - coalesce(l.was_quantity::bigint * l.was_retail_minor, 0)) as retail_minor,
          sum(case when l.action = 'END' then 0 else l.quantity::bigint * l.wholesale_minor end
            - coalesce(l.was_quantity::bigint * l.was_wholesale_minor, 0)) as wholesale_minor
        from (select distinct service_order_id from added) one join service_order_line l using (service_order_id)
        group by l.service_order_id
    ) a where o.id = a.service_order_id;
  return null;
end $$;

create or replace trigger sum_order after insert on service_order_line referencing new table as added
  for each statement execute function sum_order();

-- Nobody approves what they have placed, for another side, or while they are in for support; what is decided stays decided.
create or replace function keep_order() returns trigger language plpgsql as $$
begin
  if not acts() then return new; end if;
  if old.state not in ('AWAITING_APPROVAL', 'QUEUED') and new.state <> old.state then
    raise exception 'This order is over.' using errcode = 'STATE', column = 'id';
  end if;
  if new.state in ('DONE', 'FAILED') and new.state <> old.state then
    raise exception 'What became of an order is not theirs to say.' using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'AWAITING_APPROVAL' and new.state in ('AWAITING_APPROVAL', 'QUEUED') and new.awaits <> old.awaits
    and (not in_own_right() or old.placed_by_person is not distinct from nullif(current_setting('steward.person_id', true), '')::uuid
      or old.awaits[1] = 'COMPANY' and current_user <> 'steward_company'
      or old.awaits[1] = 'RESELLER' and current_user = 'steward_company') then
    raise exception 'This approval is not theirs to give.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_order before update of state, awaits on service_order for each row execute function keep_order();

-- Whose approval something of a company waits for, in their order: the company's where it says so, whoever asks; its reseller's
-- where that says so and the company itself asks. What lowers the price is above no limit; a reseller's limit is in its own currency, and of a
-- company that pays in another one whatever raises the price is above it. [C4]
-- called by platform, reseller, company, worker
create or replace function order_approvers(company uuid, reseller uuid, monthly_minor bigint, products text[]) returns text[]
  language sql stable as $$
  select coalesce(array_agg(policy.approver order by policy.approver), '{}') from (
      select 'COMPANY' as approver, c.approval, c.above_minor, c.product_ids from order_policy c where c.company_id = company
      union all
      select 'RESELLER', r.approval, case s.currency when b.currency then r.above_minor else 0 end, r.product_ids
        from reseller_order_policy r join reseller s on s.id = r.reseller_id join company b on b.id = company
        where r.reseller_id = reseller and current_setting('role') = 'steward_company'
    ) policy
    where policy.approval = 'ALWAYS'
      or policy.approval = 'ABOVE' and (policy.above_minor < monthly_minor or policy.product_ids && products)
$$;

-- Nobody gets past an approval: what would wait for one is placed as an order, by whatever verb it is asked for.
create or replace function keep_to_orders() returns trigger language plpgsql as $$
begin
  if not acts() then return null; end if;
  if exists (select from subscription a where a.id in (select added.id from added) group by a.company_id, a.reseller_id
      having cardinality(order_approvers(a.company_id, a.reseller_id, sum(a.retail_minor::bigint * a.quantity)::bigint,
        array_agg(a.product_id::text))) > 0) then
    raise exception 'This has to be approved first: place it as an order.' using errcode = 'STATE', column = 'approval';
  end if;
  return null;
end $$;

create or replace trigger keep_to_orders after insert on subscription referencing new table as added
  for each statement execute function keep_to_orders();

create or replace function keep_ends_to_orders() returns trigger language plpgsql as $$
begin
  if not acts() or new.ends_on is not distinct from old.ends_on then return new; end if;
  if cardinality(order_approvers(new.company_id, new.reseller_id, 0, array[new.product_id::text])) > 0 then
    -- An order begins, changes and ends: there is none that takes an end back.
    raise exception '%', case when new.ends_on is null then 'Going on has to be approved: order it again for the time after it ends.'
        else 'This has to be approved first: place it as an order.' end
      using errcode = 'STATE', column = 'approval';
  end if;
  return new;
end $$;

create or replace trigger keep_ends_to_orders before update of ends_on on subscription
  for each row execute function keep_ends_to_orders();

-- What was agreed is in a customer's currency, which stays once something has been ordered or subscribed to; only that is
-- invoiced. Whoever is priced meanwhile waits (price_subscription). [C2]
-- runs as gate
create or replace function keep_company_currency() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if exists (select from subscription s where s.company_id = new.id) or exists (select from service_order o where o.company_id = new.id) then
    raise exception 'Must stay %: services have been ordered, and what they cost was agreed in them.', currency_words(old.currency)
      using errcode = 'STATE', column = 'currency';
  end if;
  return new;
end $$;

create or replace trigger keep_company_currency before update of currency on company for each row
  when (new.currency <> old.currency) execute function keep_company_currency();

-- runs as gate
create or replace function keep_reseller_currency() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
begin
  if exists (select from subscription s where s.reseller_id = new.id) or exists (select from service_order o where o.reseller_id = new.id) then
    raise exception 'Must stay %: services have been ordered, and what they cost was agreed in them.', currency_words(old.currency)
      using errcode = 'STATE', column = 'currency';
  end if;
  return new;
end $$;

create or replace trigger keep_reseller_currency before update of currency on reseller for each row
  when (new.currency <> old.currency) execute function keep_reseller_currency();
