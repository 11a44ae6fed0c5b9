-- Whether a product is one of those named, by its code or by its kind.
-- called by platform, reseller, company, worker
create or replace function fits(named text[], code text, kind text) returns boolean
  language sql immutable as $$
  select exists (select from unnest(named) word where lower(word) in (lower(code), lower(kind)))
$$;

-- Nobody is given what needs something that they do not have, or what does not go with what they have, by whatever verb. What an
-- order holds is judged as a whole before it is carried out. [C4]
create or replace function keep_needs() returns trigger language plpgsql as $$
declare
  lacking record;
begin
  if not acts() then return null; end if;
  select p.name as product, array_to_string(p.needs, ' or ') as needs into lacking
    from added a join product p on p.id = a.product_id
    where p.needs <> '{}' and not exists (
      select from subscription o join product q on q.id = o.product_id
        where o.company_id = a.company_id and o.id <> a.id and o.state not in ('ENDING', 'ENDED')
          and (o.end_user_id is null or a.end_user_id is null or o.end_user_id = a.end_user_id)
          and (o.ends_on is null or o.ends_on > a.starts_on) and fits(p.needs, q.code, q.kind))
    limit 1;
  if found then
    raise exception '% needs % as well: order both in one order.', lacking.product, lacking.needs
      using errcode = 'STATE', column = 'productId';
  end if;
  select p.name as product, q.name as other into lacking
    from added a join product p on p.id = a.product_id
    join subscription o on o.company_id = a.company_id and o.id <> a.id and o.state not in ('ENDING', 'ENDED')
      and (o.end_user_id is null or a.end_user_id is null or o.end_user_id = a.end_user_id)
      and (o.ends_on is null or o.ends_on > a.starts_on)
    join product q on q.id = o.product_id
    where (p.excludes <> '{}' or q.excludes <> '{}')
      and (fits(p.excludes, q.code, q.kind) or fits(q.excludes, p.code, p.kind))
    limit 1;
  if found then
    raise exception '% does not go with %.', lacking.product, lacking.other using errcode = 'STATE', column = 'productId';
  end if;
  return null;
end $$;

create or replace trigger keep_needs after insert on subscription referencing new table as added
  for each statement execute function keep_needs();

-- What others need does not end before them.
create or replace function keep_needed() returns trigger language plpgsql as $$
declare
  hanging record;
begin
  if not acts() then return null; end if;
  select q.name as product, p.name as dependent into hanging
    from ended n join former f on f.id = n.id join product q on q.id = n.product_id
    join subscription s on s.company_id = n.company_id and s.id <> n.id and s.state not in ('ENDING', 'ENDED')
      and (s.end_user_id is null or n.end_user_id is null or s.end_user_id = n.end_user_id)
      and (s.ends_on is null or s.ends_on > n.ends_on)
    join product p on p.id = s.product_id and p.needs <> '{}'
    where n.ends_on is not null and (f.ends_on is null or n.ends_on < f.ends_on) and fits(p.needs, q.code, q.kind)
      and not exists (
        select from subscription o join product r on r.id = o.product_id
          where o.company_id = s.company_id and o.id <> s.id and o.id <> n.id and o.state not in ('ENDING', 'ENDED')
            and (o.end_user_id is null or s.end_user_id is null or o.end_user_id = s.end_user_id)
            and (o.ends_on is null or o.ends_on > n.ends_on) and fits(p.needs, r.code, r.kind))
    limit 1;
  if found then
    raise exception '% needs %: end both, in one order.', hanging.dependent, hanging.product
      using errcode = 'STATE', column = 'id';
  end if;
  return null;
end $$;

create or replace trigger keep_needed after update on subscription referencing old table as former new table as ended
  for each statement execute function keep_needed();
