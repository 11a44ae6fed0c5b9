-- What a bookkeeper's program calls accounts and rates of ours, where it is not what is usual there.
create table bookkeeping_codes (
  id uuid primary key,
  reseller_id uuid not null references reseller (id),
  target text not null check (target in ('XERO', 'SAGE_50', 'SAGE_ACCOUNTING', 'QUICKBOOKS')),
  codes jsonb not null check (jsonb_typeof(codes) = 'object'),
  unique (reseller_id, target)
);
