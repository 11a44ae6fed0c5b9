-- A reseller that companies may go to, by the name it has in public: resellers do not see one another. [S6]
-- runs as gate; called by platform, reseller, company
create or replace function reseller_named(called text) returns table (id uuid, name text, status text, is_platform boolean)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select r.id, r.name, r.status, r.is_platform from reseller r where r.name_key = lower(trim(called))
    and nullif(current_setting('steward.membership_id', true), '') is not null
$$;

-- What is in the way of a move, in words for those who have to see to it; null if nothing is. Only those ask who have a say in it.
-- runs as gate; called by platform, reseller
create or replace function move_hindrance(of_move uuid) returns text
  language sql stable security definer set search_path = steward, pg_temp as $$
  select coalesce(
      case when seller.status <> 'ACTIVE' then seller.name || ' is suspended.' end,
      (select 'The customer code ' || c.customer_code || ' is another company''s at ' || seller.name || ': change it first.'
        from company other where other.reseller_id = seller.id and other.customer_code = c.customer_code limit 1),
      (select min(no_price(s.product_id, seller.id, c.id, s.quantity, m.moves_on))
        from subscription s where s.company_id = c.id and s.part_of_id is null and s.state not in ('ENDING', 'ENDED')
          and coalesce(s.ends_on > m.moves_on, true)))
    from company_move m join company c on c.id = m.company_id and c.reseller_id = m.reseller_id join reseller seller on seller.id = m.to_reseller_id
    where m.id = of_move and (current_setting('role') = 'steward_platform'
      or m.to_reseller_id = nullif(current_setting('steward.reseller_id', true), '')::uuid)
$$;

-- Each party proposes what is its own, and agrees for itself; a move that is settled stays as it is.
create or replace function keep_company_move() returns trigger language plpgsql as $$
declare
  reseller uuid := nullif(current_setting('steward.reseller_id', true), '')::uuid;
begin
  if current_user not in ('steward_reseller', 'steward_company') then return new; end if;
  if tg_op = 'INSERT' then
    if new.reseller_id <> reseller or new.state <> 'PROPOSED' or new.to_agreed_at is not null or new.approved_at is not null
      or current_user = 'steward_reseller' and new.company_agreed_at is not null
      or current_user = 'steward_company' and new.from_agreed_at is not null then
      raise exception 'Each party agrees for itself.' using errcode = 'insufficient_privilege';
    end if;
  elsif old.settled_at is not null or new.state in ('APPROVED', 'MOVED') and new.state <> old.state
    or new.from_agreed_at is distinct from old.from_agreed_at and old.reseller_id <> reseller
    or new.to_agreed_at is distinct from old.to_agreed_at and old.to_reseller_id <> reseller then
    raise exception 'Each party agrees for itself.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_company_move before insert or update on company_move for each row execute function keep_company_move();

-- Each party agrees to a departure for itself: a company for itself, a reseller for its companies and, as a tenant, for itself.
create or replace function keep_departure() returns trigger language plpgsql as $$
declare
  as_tenant boolean := current_user = 'steward_company' or new.company_id is null;
begin
  if current_user not in ('steward_reseller', 'steward_company') then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'PROPOSED' or as_tenant and new.seller_agreed_at is not null or not as_tenant and new.tenant_agreed_at is not null then
      raise exception 'Each party agrees for itself.' using errcode = 'insufficient_privilege';
    end if;
  elsif old.settled_at is not null or new.state not in ('PROPOSED', 'AGREED', 'WITHDRAWN')
    or as_tenant and new.seller_agreed_at is distinct from old.seller_agreed_at
    or not as_tenant and new.tenant_agreed_at is distinct from old.tenant_agreed_at then
    raise exception 'Each party agrees for itself.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger keep_departure before insert or update on departure for each row execute function keep_departure();
