-- What counts for each of these quotas: of every subscription the most that it is on a day or is planned to be later. [C4]
-- called by gate
create or replace function quotas_held(of_quotas uuid[], on_day date)
  returns table (quota_id uuid, subscription_id uuid, measure bigint)
  language sql stable as $$
  select h.id, h.subscription_id, max(case
      when h.most_minor is null then t.quantity
      when h.company_id is not null then t.quantity::bigint * t.retail_minor
      else t.quantity::bigint * t.wholesale_minor end)
    from (
      select q.*, s.id as subscription_id, s.state, s.ends_on from quota q join subscription s on s.company_id = q.company_id
          and s.reseller_id = q.reseller_id
        where q.id = any (of_quotas) and q.company_id is not null
      union all
      select q.*, s.id, s.state, s.ends_on from quota q join subscription s on s.reseller_id = q.reseller_id
        where q.id = any (of_quotas) and q.company_id is null
    ) h
    join subscription_term t on t.subscription_id = h.subscription_id
    join product p on p.id = t.product_id
    where h.state not in ('ENDING', 'ENDED') and (h.ends_on is null or h.ends_on > on_day)
      and (h.most_minor is not null or p.id = h.product_id or p.category = h.category and p.parts = '[]')
      and not exists (select from subscription_term n where n.subscription_id = h.subscription_id and n."from" <= on_day and n."from" > t."from")
    group by h.id, h.subscription_id
$$;

-- What quotas of a reseller, and of one company, come to from a day on: of each subscription the most that it is on that day or is
-- planned to be later. `lines` are what an order would make of it; what they change or end counts as they say. A bundle counts by itself,
-- as money, and otherwise as what it is made of. [C4]
-- called by gate
create or replace function quotas_with(of_reseller uuid, of_company uuid, on_day date, lines jsonb)
  returns table (quota_id uuid, line integer, most bigint, had bigint, comes_to bigint)
  language sql stable as $$
  with given as (
    select l.* from jsonb_to_recordset(lines) l (line integer, "productId" uuid, "subscriptionId" uuid, quantity integer, ends boolean,
      "retailMinor" integer, "wholesaleMinor" integer)),
  whole as (
    select g.* from given g
    union all
    select g.line, x.product_id, null, g.quantity * x.quantity, g.ends, 0, 0 from given g cross join lateral parts_of(g."productId") x
      where g."subscriptionId" is null
    union all
    select g.line, s.product_id, s.id, g.quantity * s.part_quantity, g.ends, 0, 0 from given g join subscription s on s.part_of_id = g."subscriptionId"),
  asked as (
    select l.line, l."subscriptionId" as subscription_id, p.id as product_id, case p.parts when '[]' then p.category end as category,
        case when l.ends then 0 else l.quantity end as quantity, l."retailMinor" as retail_minor, l."wholesaleMinor" as wholesale_minor
      from whole l join product p on p.id = l."productId"),
  cost as materialized (
    select g.product_id, w.minor
      from (select a.product_id, sum(a.quantity) as adding from asked a where a.wholesale_minor is null group by a.product_id) g
      cross join lateral wholesale_of(g.product_id, of_reseller, priced_units(g.product_id, of_company, g.adding), price_day(on_day)) w),
  kept as materialized (
    select q.*, q.company_id is not null as of_one from quota q
      where q.reseller_id = of_reseller and (q.company_id is null or q.company_id = of_company)),
  held as materialized (
    select h.quota_id as id, h.subscription_id, h.measure from quotas_held(array(select k.id from kept k), on_day) h),
  added as (
    select k.id, max(a.line) filter (where a.quantity > 0) as line, sum(case
        when k.most_minor is null then a.quantity
        when k.of_one then a.quantity::bigint * a.retail_minor
        else a.quantity::bigint * coalesce(a.wholesale_minor, c.minor) end) as measure
      from kept k join asked a on k.most_minor is not null or a.product_id = k.product_id or a.category = k.category
      left join cost c on c.product_id = a.product_id
      group by k.id)
  select k.id, a.line, coalesce(k.most, k.most_minor)::bigint,
      (select coalesce(sum(h.measure), 0) from held h where h.id = k.id)::bigint,
      ((select coalesce(sum(h.measure), 0) from held h where h.id = k.id
        and h.subscription_id not in (select o.subscription_id from asked o where o.subscription_id is not null)) + coalesce(a.measure, 0))::bigint
    from kept k left join added a on a.id = k.id
$$;

-- What a quota counts, in words.
-- called by gate
create or replace function quota_name(of_product uuid, category text) returns text
  language sql stable as $$
  select coalesce((select p.name from product p where p.id = of_product), case category
    when 'EMAIL' then 'E-mail' when 'CRM' then 'CRM' when 'LICENCE' then 'Licences' when 'DATA_EXCHANGE' then 'Data exchange'
    else initcap(category) end, 'Everything a month')
$$;

-- What a quota in money counts: what its company pays, or what the reseller does; null for one in units.
-- called by gate
create or replace function quota_money(held quota) returns text language sql stable as $$
  select case when held.most_minor is not null then coalesce((select c.currency from company c where c.id = held.company_id),
    (select r.currency from reseller r where r.id = held.reseller_id)) end
$$;

-- Why something is too much, for whoever may know the figures, or else whom to ask.
-- called by gate
create or replace function quota_problem(name text, of_one boolean, money_in text, most bigint, comes_to bigint, knows boolean) returns text
  language sql stable as $$
  select case
    when not knows then 'There is no more of this to be had here at present (' || name || '): ask whoever sells it to you.'
    else name || ' would come to '
      || case when money_in is not null then money_words(comes_to, money_in) else to_char(comes_to, 'FM999,999,999,990') end
      || ' of '
      || case when money_in is not null then money_words(most, money_in) else to_char(most, 'FM999,999,999,990') end
      || case when of_one then ', the quota of this company.' else ', the quota of all companies of this reseller together.' end
    end
$$;

-- Which quotas an order takes something of, and which it would exceed. What one company's reseller may have in all is no affair of
-- the company's: it learns that there is no more, not how much there is.
-- runs as gate; called by platform, reseller, company, worker
create or replace function quotas_touched(for_company uuid, on_day date, lines jsonb)
  returns table (line integer, name text, of_company boolean, money boolean, most bigint, comes_to bigint, problem text)
  language plpgsql stable security definer set search_path = steward, pg_temp as $$
declare
  seller uuid;
  knows boolean := current_setting('role') in ('steward_platform', 'steward_reseller');
begin
  select c.reseller_id into seller from company c
    where c.id = for_company
      and (current_setting('role') = 'steward_platform' or c.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid)
      and (current_setting('role') <> 'steward_company' or c.id = nullif(current_setting('steward.company_id', true), '')::uuid);
  if not exists (select from quota q where q.reseller_id = seller and (q.company_id is null or q.company_id = for_company)) then
    return;
  end if;
  return query
    select k.line, quota_name(q.product_id, q.category), q.company_id is not null, q.most_minor is not null,
        case when knows or q.company_id is not null then k.most end,
        case when knows or q.company_id is not null then k.comes_to end,
        case when k.comes_to > k.most and k.comes_to > k.had then quota_problem(quota_name(q.product_id, q.category), q.company_id is not null,
          quota_money(q), k.most, k.comes_to, knows or q.company_id is not null) end
      from quotas_with(seller, for_company, on_day, lines) k join quota q on q.id = k.quota_id
      where k.line is not null and k.comes_to > k.had;
end $$;

-- How much of a quota is taken today, for those who see it.
-- runs as gate; called by platform, reseller, company
create or replace function quota_used(of_quota uuid) returns bigint
  language sql stable security definer set search_path = steward, pg_temp as $$
  select k.had from quota q
    cross join lateral quotas_with(q.reseller_id, q.company_id,
      (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date, '[]') k
    where q.id = of_quota and k.quota_id = q.id
      and (current_setting('role') = 'steward_platform' or q.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid)
      and (current_setting('role') <> 'steward_company' or q.company_id = nullif(current_setting('steward.company_id', true), '')::uuid)
$$;

-- Which of these quotas are used to four fifths or more today, of those that whoever asks may be told of. One of nothing at all is a
-- prohibition, and never nearly used up.
-- runs as gate; called by platform, reseller, company
create or replace function quotas_nearly_used(of_quotas uuid[]) returns setof uuid
  language sql stable security definer set search_path = steward, pg_temp as $$
  select q.id from quota q
    join (
      select h.quota_id, sum(h.measure) as used
        from quotas_held(of_quotas, (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date) h group by h.quota_id
    ) u on u.quota_id = q.id
    where u.used > 0 and u.used * 100 >= coalesce(q.most, q.most_minor)::bigint * 80 and coalesce(q.most, q.most_minor) > 0
      and (current_setting('role') = 'steward_platform' or q.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid)
      and (current_setting('role') <> 'steward_company' or q.company_id = nullif(current_setting('steward.company_id', true), '')::uuid)
$$;

-- Nothing is had above a quota, by whatever verb, and however many come at once: terms are what is had, and of one reseller's
-- companies they are counted one after the other. A price that rises is no more of anything.
-- runs as gate
create or replace function keep_quotas() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  one record;
  beyond record;
  risen uuid[];
  knows boolean := current_setting('role') in ('steward_platform', 'steward_reseller');
begin
  if not exists (select from quota q where q.reseller_id in (select a.reseller_id from added a)) then return null; end if;
  if tg_op = 'UPDATE' then
    select array_agg(a.id) into risen from added a join former f on f.id = a.id
      where a.product_id <> f.product_id or a.quantity > f.quantity;
  else
    select array_agg(a.id) into risen from added a
      where not exists (
        select from subscription_term f where f.subscription_id = a.subscription_id and f."from" < a."from"
          and f.product_id = a.product_id and f.quantity >= a.quantity
          and not exists (select from subscription_term n where n.subscription_id = a.subscription_id
            and n."from" < a."from" and n."from" > f."from"));
  end if;
  if risen is null then return null; end if;
  for one in
    select a.reseller_id, a.company_id, min(a."from") as on_day from added a
      where a.id = any (risen)
        and exists (select from quota q where q.reseller_id = a.reseller_id and (q.company_id is null or q.company_id = a.company_id))
      group by 1, 2 order by 1, 2
  loop
    perform pg_advisory_xact_lock(hashtextextended('quota ' || one.reseller_id::text, 0));
    select k.most, k.had, q.company_id is not null as of_one, quota_money(q) as money,
        quota_name(q.product_id, q.category) as name into beyond
      from quotas_with(one.reseller_id, one.company_id, one.on_day, '[]') k join quota q on q.id = k.quota_id
      where k.had > k.most and exists (select from added a join product p on p.id = a.product_id
        where a.id = any (risen) and a.company_id = one.company_id
          and (q.most_minor is not null or p.id = q.product_id or p.category = q.category))
      limit 1;
    if found then
      raise exception '%', quota_problem(beyond.name, beyond.of_one, beyond.money, beyond.most, beyond.had, knows or beyond.of_one)
        using errcode = 'STATE', column = 'productId';
    end if;
  end loop;
  return null;
end $$;

create or replace trigger keep_quotas after insert on subscription_term referencing new table as added
  for each statement execute function keep_quotas();
create or replace trigger keep_quotas_changed after update on subscription_term referencing old table as former new table as added
  for each statement execute function keep_quotas();

-- What was to end and goes on after all, or for longer, is had again from the day by which it was to end.
-- runs as gate
create or replace function keep_quotas_going_on() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  beyond record;
begin
  if coalesce(current_setting('steward.session_id', true), '') = '' then return null; end if;
  if not exists (select from quota q where q.reseller_id = new.reseller_id and (q.company_id is null or q.company_id = new.company_id)) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('quota ' || new.reseller_id::text, 0));
  select k.most, k.had, q.company_id is not null as of_one, quota_money(q) as money,
      quota_name(q.product_id, q.category) as name into beyond
    from quotas_with(new.reseller_id, new.company_id, old.ends_on, '[]') k join quota q on q.id = k.quota_id
    join product p on p.id = new.product_id
    where k.had > k.most and (q.most_minor is not null or p.id = q.product_id or p.category = q.category)
    limit 1;
  if found then
    raise exception '%', quota_problem(beyond.name, beyond.of_one, beyond.money, beyond.most, beyond.had,
        beyond.of_one or current_setting('role') in ('steward_platform', 'steward_reseller'))
      using errcode = 'STATE', column = 'id';
  end if;
  return null;
end $$;

create or replace trigger keep_quotas_going_on after update of ends_on on subscription for each row
  when (old.ends_on is not null and (new.ends_on is null or new.ends_on > old.ends_on)) execute function keep_quotas_going_on();

-- Which of these subscriptions, which are to end, may go on after all: the product itself asks before it has them go on, one after the
-- other, since their place may have been given to others by then. What renews was agreed, and is not asked about.
-- runs as gate; called by worker
create or replace function room_to_go_on(of_subscriptions uuid[]) returns setof uuid
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  one record;
  taken jsonb := '[]';
  tried jsonb;
begin
  for one in
    select s.id, s.reseller_id, s.company_id, s.ends_on, t.product_id, t.quantity, t.retail_minor, t.wholesale_minor
      from subscription s
      cross join lateral (select l.* from subscription_term l where l.subscription_id = s.id order by l."from" desc limit 1) t
      where s.id = any (of_subscriptions) and s.ends_on is not null and s.state not in ('ENDING', 'ENDED')
        and s.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid
      order by s.id
  loop
    perform pg_advisory_xact_lock(hashtextextended('quota ' || one.reseller_id::text, 0));
    tried := taken || jsonb_build_object('line', 1, 'productId', one.product_id, 'quantity', one.quantity, 'ends', false,
      'retailMinor', one.retail_minor, 'wholesaleMinor', one.wholesale_minor);
    if not exists (
      select from quotas_with(one.reseller_id, one.company_id, one.ends_on, tried) k where k.comes_to > k.most and k.comes_to > k.had)
    then
      taken := tried;
      return next one.id;
    end if;
  end loop;
end $$;
