-- Which invoice a pay link is of, while it is good.
-- runs as gate; called by anonymous
create or replace function find_pay_link(token_hash text) returns table (invoice_id uuid, reseller_id uuid)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select l.invoice_id, l.reseller_id from pay_link l
    where l.token_hash = find_pay_link.token_hash and l.expires_at > current_setting('steward.now')::timestamptz
$$;

-- What a pay link shows: its invoice as long as something of it is to be paid, what was written off among it, and then only that it is paid.
-- runs as gate; called by anonymous
create or replace function linked_invoice(token_hash text) returns jsonb
  language sql stable security definer set search_path = steward, pg_temp as $$
  select jsonb_build_object(
      'number', i.number, 'state', i.state, 'currency', i.currency, 'dueMinor', i.total_minor - i.paid_minor,
      'cardState', (select c.state from checkout c where c.invoice_id = i.id order by c.created_at desc, c.id desc limit 1),
      'unallocated', exists (select from checkout c where c.invoice_id = i.id and c.unallocated_minor is not null and c.resolved_at is null),
      'brand', (select jsonb_build_object('name', r.name, 'accentColour', r.accent_colour, 'logo', r.logo)
        from reseller r where r.id = i.issuer_id),
      'content', case when i.state in ('OPEN', 'PART_PAID', 'WRITTEN_OFF') then jsonb_build_object(
        'seller', i.seller, 'buyer', i.buyer, 'periodStart', i.period_start, 'periodEnd', i.period_end,
        'issuedOn', i.issued_on, 'dueOn', i.due_on, 'netMinor', i.net_minor, 'totalMinor', i.total_minor, 'paidMinor', i.paid_minor,
        'vatSterlingMinor', i.vat_sterling_minor, 'perPound', i.per_pound, 'vatBreakdown', i.vat_breakdown,
        'lines', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'description', l.description, 'quantity', l.quantity,
            'unitPriceMinor', l.unit_price_minor, 'from', l."from", 'to', l."to", 'netMinor', l.net_minor,
            'vatRateBp', l.vat_rate_bp, 'vatCategory', l.vat_category) order by l.position), '[]')
          from invoice_line l where l.invoice_id = i.id)) end)
    from find_pay_link(linked_invoice.token_hash) found join invoice i on i.id = found.invoice_id
$$;

-- The PDF of a pay link's invoice, if it is kept already, for as long as the link shows the invoice.
-- runs as gate; called by anonymous
create or replace function linked_invoice_pdf(token_hash text) returns table (invoice_id uuid, number text, pdf bytea)
  language sql stable security definer set search_path = steward, pg_temp as $$
  select i.id, i.number, f.pdf
    from find_pay_link(linked_invoice_pdf.token_hash) found
    join invoice i on i.id = found.invoice_id and i.state in ('OPEN', 'PART_PAID', 'WRITTEN_OFF')
    left join invoice_file f on f.invoice_id = i.id
$$;

-- Counts that a link is paid by, for the link and the network it comes from, unless either has to wait; then it says until when.
-- runs as gate; called by anonymous
create or replace function count_pay_link(token_hash text, network text, at timestamptz) returns timestamptz
  language sql volatile security definer set search_path = steward, pg_temp as $$
  select count_try(throttle_key('pay link', token_hash), throttle_key('pay link address', network), at)
$$;
