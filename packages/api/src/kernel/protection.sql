create or replace function steward_grant_columns(command text, relation text, to_role text, hidden text[]) returns void language plpgsql as $$
begin
  execute format('grant %s (%s) on %I to %I', command,
    (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = ('steward.' || relation)::regclass and attnum > 0 and not attisdropped and attname <> all (hidden)),
    relation, to_role);
end $$;
