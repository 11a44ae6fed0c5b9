-- The day whose prices hold for what begins on this one: nothing begins at prices that are past.
-- called by gate, platform, reseller, company, end_user, worker
create or replace function price_day(begins_on date) returns date language sql stable as $$
  select greatest(begins_on, (nullif(current_setting('steward.now', true), '')::timestamptz at time zone 'Europe/London')::date)
$$;

-- What a mark-up makes of a wholesale price: rounded half up to a penny, then up to the next price that ends in 5 or 9.
-- called by gate, platform, reseller
create or replace function marked_up(wholesale integer, percent_bp integer, amount_minor integer, rounding text) returns integer
  language sql immutable as $$
  select case rounding when 'TO_5' then raw + (15 - raw % 10) % 10 when 'TO_9' then raw + (19 - raw % 10) % 10 else raw end
    from (select greatest(0, least(1000000000,
      round(wholesale::numeric * (10000 + percent_bp) / 10000) + amount_minor))::integer as raw) r
$$;

-- What a reseller pays for one of so many on a day, and where that stands: in a list of its currency for itself, in one for a group that it is
-- in (the cheapest, if there are several), in the list for everyone, or else with the product, if that is in its currency. Without any
-- of these the price is null: nothing is converted. [C2] [C3]
-- called by gate
create or replace function wholesale_of(of_product uuid, to_reseller uuid, units integer, on_day date)
  returns table (minor integer, currency text, from_quantity integer, price_list_id uuid, source text)
  language sql stable as $$
  select coalesce(listed.minor, case p.currency when buyer.currency then p.list_wholesale_minor end), buyer.currency,
      coalesce(listed.from_quantity, 1), listed.price_list_id, coalesce(listed.source, 'CATALOGUE')
    from product p
    join reseller buyer on buyer.id = to_reseller
    left join lateral (
      select own.minor, own.from_quantity, l.id as price_list_id, 'LIST' as source
        from price_list l
        join reseller issuer on issuer.id = l.reseller_id and issuer.is_platform
        join price_list_version v on v.price_list_id = l.id and v.state = 'PUBLISHED' and v.valid_from <= on_day
          and coalesce(v.valid_until > on_day, true)
        join list_price own on own.price_list_version_id = v.id and own.product_id = p.id and own.from_quantity <= units
        left join price_list_customer c on c.price_list_id = l.id and (c.for_reseller_id = to_reseller
          or c.tenant_group_id in (select m.tenant_group_id from tenant_group_member m where m.reseller_id = to_reseller))
        where l.kind = 'WHOLESALE' and l.currency = buyer.currency and (l.everyone or c.id is not null)
          and not exists (select from list_price larger where larger.price_list_version_id = v.id and larger.product_id = p.id
            and larger.from_quantity > own.from_quantity and larger.from_quantity <= units)
        order by (c.for_reseller_id is not null) desc, (c.id is not null) desc, own.minor, l.id
        limit 1
    ) listed on true
    where p.id = of_product
$$;

-- What a company of a reseller pays for one of so many on a day, and where that stands: a price for that company, the list for
-- it, the reseller's list for everyone, or else what the operator recommends: each in the company's currency only, null if none is. In a
-- list its own price goes before its rules, and the rule of a product before that of its category; a mark-up is put on wholesale of
-- the same currency. Of a company to come it is the currency of whoever sells. [C2] [C3]
-- called by gate
create or replace function retail_of(of_product uuid, by_reseller uuid, to_company uuid, units integer, on_day date)
  returns table (minor integer, currency text, from_quantity integer, price_list_id uuid, source text)
  language sql stable as $$
  with buyer as (
    select coalesce(c.currency, seller.currency) as currency from reseller seller left join company c on c.id = to_company
      where seller.id = by_reseller),
  held as (
    select l.id, l.everyone, v.id as version_id
      from buyer join price_list l on l.currency = buyer.currency
      join price_list_version v on v.price_list_id = l.id and v.state = 'PUBLISHED' and v.valid_from <= on_day
        and coalesce(v.valid_until > on_day, true)
      where l.reseller_id = by_reseller and l.kind = 'RETAIL'
        and (l.everyone or exists (select from price_list_customer c where c.price_list_id = l.id and c.company_id = to_company))
  )
  select coalesce(found.minor, case p.currency when buyer.currency then p.list_retail_minor end), buyer.currency,
      coalesce(found.from_quantity, 1), found.price_list_id, coalesce(found.source, 'CATALOGUE')
    from product p
    cross join buyer
    left join lateral (
      select single.minor, single.from_quantity, null::uuid as price_list_id, 'COMPANY' as source, 1 as rank
        from company_price single
        where single.reseller_id = by_reseller and single.company_id = to_company and single.product_id = p.id
          and single.currency = buyer.currency and single.from_quantity <= units and single.valid_from <= on_day and coalesce(single.valid_until > on_day, true)
      union all
      select own.minor, own.from_quantity, h.id, 'LIST', case when h.everyone then 4 else 2 end
        from held h join list_price own on own.price_list_version_id = h.version_id and own.product_id = p.id
          and own.from_quantity <= units
      union all
      select marked_up(w.minor, rule.percent_bp, rule.amount_minor, rule.rounding), w.from_quantity, h.id, 'RULE',
          case when h.everyone then 5 else 3 end
        from held h
        cross join lateral (
          select r.percent_bp, r.amount_minor, r.rounding from price_rule r
            where r.price_list_version_id = h.version_id
              and (r.product_id = p.id or r.product_id is null and coalesce(r.category = p.category, true))
            order by r.product_id, r.category limit 1) rule
        join lateral wholesale_of(p.id, by_reseller, units, on_day) w on w.currency = buyer.currency and w.minor is not null
      order by rank, from_quantity desc limit 1
    ) found on true
    where p.id = of_product
$$;

-- Both prices of one of so many, for a company of this reseller, on a day: each in the currency of whoever pays it.
-- called by gate
create or replace function catalogue_price(of_product uuid, reseller uuid, company uuid, units integer, on_day date)
  returns table (retail_minor integer, wholesale_minor integer, currency text)
  language sql stable as $$
  select r.minor, w.minor, r.currency
    from retail_of(of_product, reseller, company, units, on_day) r, wholesale_of(of_product, reseller, units, on_day) w
$$;

-- Why nobody can say what one of so many costs, for whoever orders it: the seller has no price in the company's currency, or the operator
-- none in the seller's. Null if both are there. A company learns whom to ask, not what its seller pays in. [C2]
-- called by gate
create or replace function no_price(of_product uuid, by_reseller uuid, to_company uuid, units integer, on_day date) returns text
  language sql stable as $$
  select case
      when r.minor is null then p.name || ' has no price in ' || currency_words(r.currency) || ' yet: ' || seller.name || ' can put one into a price list.'
      when w.minor is null and current_setting('role') in ('steward_company', 'steward_end_user')
        then p.name || ' cannot be ordered from ' || seller.name || ' yet: ask them for it.'
      when w.minor is null then p.name || ' has no wholesale price in ' || currency_words(w.currency) || ' yet: '
        || (select operator.name from reseller operator where operator.is_platform) || ' can put one into a price list.' end
    from product p join reseller seller on seller.id = by_reseller
    cross join lateral retail_of(p.id, by_reseller, to_company, units, on_day) r
    cross join lateral wholesale_of(p.id, by_reseller, units, on_day) w
    where p.id = of_product
$$;

-- The same for whoever acts, of a company that is theirs.
-- runs as gate; called by platform, reseller, company, end_user, worker
create or replace function no_price_here(of_product uuid, for_company uuid, units integer, on_day date) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select no_price(of_product, c.reseller_id, c.id, units, on_day)
    from company c
    where c.id = case when current_setting('role') in ('steward_company', 'steward_end_user')
        then nullif(current_setting('steward.company_id', true), '')::uuid else for_company end
      and nullif(current_setting('steward.membership_id', true), '') is not null
      and (c.reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid or current_setting('role') = 'steward_platform'
        and (c.reseller_id = any (coalesce(nullif(current_setting('steward.listed', true), ''), '{}')::uuid[]))
          = coalesce(current_setting('steward.reach', true) = 'ONLY', false))
$$;

-- What a company pays, to whoever may know: itself, its reseller, staff who reach that one. A company learns the price and its
-- tier, not where it stands. Without a company: what a new one would pay. [C3] [S6]
-- runs as gate; called by platform, reseller, company, end_user, worker
create or replace function retail_here(of_product uuid, for_company uuid, units integer, on_day date)
  returns table (minor integer, currency text, from_quantity integer, price_list_id uuid, source text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.minor, r.currency, r.from_quantity, case when here.sells then r.price_list_id end, case when here.sells then r.source end
    from (select nullif(current_setting('steward.reseller_id', true), '')::uuid as reseller,
        current_setting('role') not in ('steward_company', 'steward_end_user') as sells) here
    cross join lateral (select case when here.sells then for_company
        else nullif(current_setting('steward.company_id', true), '')::uuid end as company) asked
    left join company c on c.id = asked.company
    cross join lateral retail_of(of_product, coalesce(c.reseller_id, here.reseller), c.id, units, on_day) r
    where nullif(current_setting('steward.membership_id', true), '') is not null
      and (asked.company is null or c.reseller_id = here.reseller
      or current_setting('role') = 'steward_platform'
        and (c.reseller_id = any (coalesce(nullif(current_setting('steward.listed', true), ''), '{}')::uuid[]))
          = coalesce(current_setting('steward.reach', true) = 'ONLY', false))
$$;

-- What a reseller pays: for itself, and for staff who reach it. No company may ask. [C3] [S6]
-- runs as gate; called by platform, reseller, worker
create or replace function wholesale_here(of_product uuid, for_reseller uuid, units integer, on_day date)
  returns table (minor integer, currency text, from_quantity integer, price_list_id uuid, source text)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select w.minor, w.currency, w.from_quantity, case when here.platform then w.price_list_id end, w.source
    from (select nullif(current_setting('steward.reseller_id', true), '')::uuid as reseller,
        current_setting('role') = 'steward_platform' as platform) here
    cross join lateral wholesale_of(of_product,
      case when here.platform then coalesce(for_reseller, here.reseller) else here.reseller end, units, on_day) w
    where nullif(current_setting('steward.membership_id', true), '') is not null and (not here.platform or for_reseller is null or for_reseller = here.reseller
      or (for_reseller = any (coalesce(nullif(current_setting('steward.listed', true), ''), '{}')::uuid[]))
        = coalesce(current_setting('steward.reach', true) = 'ONLY', false))
$$;

-- A version that has been published is never changed: another one ends it. [C2]
create or replace function keep_price_list_version() returns trigger language plpgsql as $$
begin
  if not acts() then return coalesce(new, old); end if;
  if old.state = 'PUBLISHED' and (tg_op = 'DELETE' or (new.price_list_id, new.number, new.state, new.valid_from, new.published_at,
      new.below_cost_reason) is distinct from (old.price_list_id, old.number, old.state, old.valid_from, old.published_at,
      old.below_cost_reason)) then
    raise exception 'A version that has been published is not changed: publish another one.' using errcode = 'STATE', column = 'id';
  end if;
  return coalesce(new, old);
end $$;

create or replace trigger keep_price_list_version before update or delete on price_list_version
  for each row execute function keep_price_list_version();

-- Prices are written into drafts, and into what is published in the same moment.
create or replace function keep_list_prices() returns trigger language plpgsql as $$
declare version uuid := (coalesce(new, old)).price_list_version_id;
begin
  if not acts() then return coalesce(new, old); end if;
  if not exists (select from price_list_version v where v.id = version and (v.state = 'DRAFT'
      or tg_op = 'INSERT' and v.published_at = current_setting('steward.now')::timestamptz)) then
    raise exception 'A version that has been published is not changed: publish another one.' using errcode = 'STATE', column = 'id';
  end if;
  return coalesce(new, old);
end $$;

create or replace trigger keep_list_prices before insert or update or delete on list_price
  for each row execute function keep_list_prices();
create or replace trigger keep_price_rules before insert or update or delete on price_rule
  for each row execute function keep_list_prices();

-- Where a wholesale list for everyone says what a product costs, the price that stands with the product would be of no effect.
-- runs as gate
create or replace function keep_to_price_list() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare list text;
begin
  if coalesce(current_setting('steward.session_id', true), '') = '' then return new; end if;
  select l.name into list from price_list l
    join price_list_version v on v.price_list_id = l.id and v.state = 'PUBLISHED' and coalesce(v.valid_until > v.valid_from, true)
    join list_price own on own.price_list_version_id = v.id and own.product_id = new.id
    where l.kind = 'WHOLESALE' and l.everyone
      and coalesce(v.valid_until > (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date, true) limit 1;
  if found then
    raise exception 'The price list “%” says what resellers pay for this product: publish a new version of it.', list
      using errcode = 'STATE', column = 'wholesaleMinor';
  end if;
  return new;
end $$;

create or replace trigger keep_to_price_list before update of list_wholesale_minor on product
  for each row when (old.list_wholesale_minor is distinct from new.list_wholesale_minor) execute function keep_to_price_list();
