import type { PlainDate } from '@steward/shared';
import { setting } from '../../../kernel/protection.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ProductCategory } from '../catalogue/index.ts';
import type { LedgerEntryKind } from '../ledger/index.ts';

/** What a document sold of one kind of product at one rate, as the ledger has it; negative of what was credited. */
export interface SoldRow {
  entryId: string;
  on: PlainDate;
  kind: LedgerEntryKind;
  /** Of the invoice or note. */
  number: string;
  dueOn: PlainDate;
  customerName: string;
  customerCode: string | null;
  email: string | null;
  currency: string;
  perPound: string | null;
  account: 'REVENUE' | 'LATE_PAYMENT';
  category: ProductCategory | null;
  vatCategory: string | null;
  vatRateBp: number | null;
  netMinor: number;
  vatMinor: number;
}

export interface Days {
  from: PlainDate;
  to: PlainDate;
  currency: string;
}

/** Documents of one transaction and one piece of the file. */
const AT_ONCE = 200;

/**
 * What was invoiced and credited in some days, some documents after another one. VAT stands in the ledger by rate: here it goes to the
 * rows of its rate by their net, each sum so far rounded, so that they add up to it to the penny.
 */
export const soldRows = (
  scope: Scope,
  { from, to, currency }: Days,
  credit: boolean | null,
  after: SoldRow | undefined,
): Promise<SoldRow[]> =>
  scope.sql<SoldRow>(
    `with posting as (
       select p.* from ledger_posting p
         where p.ledger_id = ${setting('reseller_id')} and p."on" between $1::date and $2::date and p.currency = $3
           and p.account in ('REVENUE', 'LATE_PAYMENT', 'OUTPUT_VAT') and ($4::boolean is null or (p.kind = 'CREDIT_NOTE') = $4)
           and ($5::date is null or p."on" >= $5::date)),
     document as materialized (
       select p.entry_id, min(p."on") as "on", p.kind, min(p.reference) as number, i.id as invoice_id
         from posting p join invoice i on i.id = p.invoice_id and i.issuer_id = p.ledger_id
         where $5::date is null or (p."on", p.entry_id) > ($5::date, $6::uuid)
         group by p.entry_id, p.kind, i.id order by min(p."on"), p.entry_id limit ${AT_ONCE}),
     row as (
       select p.entry_id, nullif(p.account, 'OUTPUT_VAT') as account, p.category, p.vat_category, p.vat_rate_bp,
           coalesce(-sum(p.amount_minor) filter (where p.account <> 'OUTPUT_VAT'), 0) as net,
           coalesce(-sum(p.amount_minor) filter (where p.account = 'OUTPUT_VAT'), 0) as vat
         from posting p join document d on d.entry_id = p.entry_id
         group by p.entry_id, nullif(p.account, 'OUTPUT_VAT'), p.category, p.vat_category, p.vat_rate_bp),
     spread as (
       select r.*, bool_or(account is not null) over rate as any_sold, sum(vat) over rate as all_vat, sum(net) over rate as all_net,
           sum(net) over so_far as net_so_far, row_number() over so_far as place
         from row r window rate as (partition by entry_id, vat_category, vat_rate_bp),
           so_far as (partition by entry_id, vat_category, vat_rate_bp order by account is null, account, category rows unbounded preceding))
     select d.entry_id as "entryId", d."on"::text, d.kind, d.number, case d.kind when 'CREDIT_NOTE' then d."on" else coalesce(i.due_on, d."on") end::text as "dueOn",
         i.buyer->>'name' as "customerName", i.buyer->>'customerCode' as "customerCode", i.currency, i.per_pound as "perPound",
         (select m.email from membership m where m.status = 'ACTIVE' and m.lent_to is null
            and case when i.company_id is null then m.level = 'RESELLER' and m.reseller_id = i.reseller_id
              else m.level = 'COMPANY' and m.company_id = i.company_id end
            order by m.created_at, m.id limit 1) as email,
         coalesce(s.account, 'REVENUE') as account, s.category, s.vat_category as "vatCategory", s.vat_rate_bp as "vatRateBp", s.net::float8 as "netMinor",
         coalesce(round(s.all_vat * s.net_so_far / nullif(s.all_net, 0)) - round(s.all_vat * (s.net_so_far - s.net) / nullif(s.all_net, 0)),
           case s.place when 1 then s.all_vat else 0 end)::float8 as "vatMinor"
       from document d join invoice i on i.id = d.invoice_id join spread s on s.entry_id = d.entry_id
       where s.account is not null or not s.any_sold
       order by d."on", d.entry_id, s.vat_rate_bp desc, s.vat_category, s.category`,
    [from, to, currency, credit, after?.on ?? null, after?.entryId ?? null],
  );
