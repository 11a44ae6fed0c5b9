-- What an invoice was made of, and what was made of it, as on the day of issue.
alter table invoice add column vat_breakdown jsonb;
-- Of issued ones nothing may change; what is added here was never written down.
alter table invoice disable trigger user;
update invoice i set vat_breakdown = coalesce((
  select jsonb_agg(jsonb_build_object('vatRateBp', vat_rate_bp, 'vatCategory', vat_category, 'vatReason', vat_reason,
      'netMinor', net, 'vatMinor', round(net * vat_rate_bp / 10000)) order by vat_rate_bp desc)
    from (select l.vat_rate_bp, l.vat_category, l.vat_reason, sum(l.net_minor) as net from invoice_line l
      where l.invoice_id = i.id group by l.vat_rate_bp, l.vat_category, l.vat_reason) rate), '[]');
alter table invoice enable trigger user;
alter table invoice alter column vat_breakdown set not null;

create table invoice_file (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  company_id uuid,
  issuer_id uuid not null references reseller (id),
  invoice_id uuid not null unique,
  pdf bytea not null,
  ubl bytea not null,
  pdf_sha256 text not null check (pdf_sha256 = encode(sha256(pdf), 'hex')),
  ubl_sha256 text not null check (ubl_sha256 = encode(sha256(ubl), 'hex')),
  created_at timestamptz not null,
  foreign key (reseller_id, company_id) references company_place (reseller_id, company_id),
  foreign key (reseller_id, invoice_id) references invoice (reseller_id, id)
);
-- A PDF is compressed already.
alter table invoice_file alter column pdf set storage external;
