-- Whose form this is, while it takes enquiries, and which web sites may show it.
-- runs as gate; called by anonymous
create or replace function find_enquiry_form(form uuid) returns table (reseller_id uuid, sites text[])
  language sql stable security definer set search_path = steward, pg_temp as $$
  select f.reseller_id, f.sites from enquiry_form f where f.id = find_enquiry_form.form and f.retired_at is null
$$;

-- Counts an enquiry for the address it names and the network it comes from, unless either has to wait.
-- runs as gate; called by anonymous
create or replace function count_enquiry(email text, network text, at timestamptz) returns timestamptz
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select count_try(throttle_key('enquiry account', email), throttle_key('enquiry address', network), at)
$$;
