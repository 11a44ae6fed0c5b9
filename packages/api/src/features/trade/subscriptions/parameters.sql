-- What is where nothing is said of what a product asks.
-- called by gate
create or replace function standard_parameters(asked jsonb) returns jsonb
  language sql immutable set search_path = steward, pg_temp as $$
  select coalesce(jsonb_object_agg(p.value ->> 'name', case p.value ->> 'kind'
      when 'NUMBER' then to_jsonb((p.value ->> 'standard')::numeric)
      when 'FLAG' then to_jsonb((p.value ->> 'standard')::boolean)
      else p.value -> 'standard' end), '{}')
    from jsonb_array_elements(asked) p where p.value ->> 'standard' is not null
$$;

-- Whoever makes a subscription, it has what its product asks to be chosen: what is usual, unless it was said; and nothing is
-- made that lacks what has to be said. [C1]
-- runs as gate
create or replace function fill_parameters() returns trigger
  language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  sold record;
  lacking text;
begin
  select p.name, p.parameters into sold from product p where p.id = new.product_id;
  if sold.parameters = '[]' then return new; end if;
  new.parameters := standard_parameters(sold.parameters) || new.parameters;
  select string_agg(p.value ->> 'label', ', ' order by p.ordinality) into lacking
    from jsonb_array_elements(sold.parameters) with ordinality p
    where (p.value ->> 'required')::boolean and not new.parameters ? (p.value ->> 'name');
  if lacking is not null then
    raise exception '% cannot be ordered without saying: %.', sold.name, lacking using errcode = 'STATE', column = 'parameters';
  end if;
  return new;
end $$;

create or replace trigger fill_parameters before insert on subscription for each row execute function fill_parameters();
