-- What a bundle is made of, in its order; nothing of any other product.
-- called by platform, reseller, company, end_user, worker, gate
create or replace function parts_of(of_product uuid) returns table (place integer, product_id uuid, quantity integer, parameters jsonb)
  language sql stable as $$
  select part.ordinality::integer, (part.value ->> 'productId')::uuid, (part.value ->> 'quantity')::integer, part.value -> 'parameters'
    from product p cross join lateral jsonb_array_elements(p.parts) with ordinality part
    where p.id = of_product
$$;

-- The same in words, such as 2 × Broadband line.
-- called by platform, reseller, company, end_user, worker
create or replace function contents_of(of_product uuid) returns text[]
  language sql stable as $$
  select array(select case x.quantity when 1 then p.name else x.quantity || ' × ' || p.name end
    from parts_of(of_product) x join product p on p.id = x.product_id order by x.place)
$$;
