import { localDate, type Minor, type Period, type PlainDate, type VatRounding, vatOn } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { announceDebitNotes, type IssuedDebitNote } from './announce-invoices.ts';
import type { DocumentKind } from './invoice.entity.ts';
import type { InvoiceVat } from './invoice-vat.ts';
import type { Issuer } from './issuer.ts';
import { invoiceFiles } from './keep-invoice-files.ts';
import { paymentDays } from './terms/payment-days.ts';
import type { VatCategory } from './vat.ts';

/** A line of a debit note; its VAT is that of what it is about. */
export interface DebitLine {
  /** The line of the cited invoice of which more is charged; none of what late payment costs. */
  citedLineId: string | null;
  description: string;
  quantity: number;
  unitPriceMinor: Minor;
  /** The days charged for; `to` is the day after the last. */
  from: PlainDate;
  to: PlainDate;
  netMinor: Minor;
  vatRateBp: number;
  vatCategory: VatCategory;
  vatReason: string | null;
  vatNotionalBp: number | null;
}

/** What is charged beside an invoice, as a document of its own. */
export interface DebitNote {
  id: string;
  citedInvoiceId: string;
  document: Exclude<DocumentKind, 'INVOICE'>;
  reason: string;
  period: Period;
  /** As on the invoice it cites. */
  vatRounding: VatRounding;
  lines: readonly DebitLine[];
}

/** What lines come to: VAT by rate and category, rounded as on the invoice they cite. [B5] */
export function debitTotals(
  lines: readonly Pick<DebitLine, 'netMinor' | 'vatRateBp' | 'vatCategory' | 'vatReason' | 'vatNotionalBp'>[],
  rounding: VatRounding,
): {
  netMinor: Minor;
  vatMinor: Minor;
  breakdown: InvoiceVat[];
} {
  const rates = Map.groupBy(lines, ({ vatRateBp, vatCategory, vatReason, vatNotionalBp }) =>
    [vatRateBp, vatCategory, vatReason, vatNotionalBp].join(' '),
  );
  const breakdown = [...rates.values()].flatMap((those): InvoiceVat[] => {
    const [first] = those;
    if (!first) return [];
    const nets = those.map(({ netMinor }) => netMinor);
    const netMinor = nets.reduce((sum, net) => sum + net, 0);
    const { vatRateBp, vatCategory, vatReason, vatNotionalBp: notionalBp } = first;
    return [
      {
        vatRateBp,
        vatCategory,
        vatReason,
        netMinor,
        vatMinor: vatOn(nets, vatRateBp, rounding),
        notionalBp,
        notionalMinor: notionalBp === null ? null : vatOn([netMinor], notionalBp, 'NEAREST'),
      },
    ];
  });
  const sum = (of: (vat: InvoiceVat) => Minor) => breakdown.reduce((total, vat) => total + of(vat), 0);
  return {
    netMinor: sum((vat) => vat.netMinor),
    vatMinor: sum((vat) => vat.vatMinor),
    breakdown: breakdown.toSorted((a, b) => b.vatRateBp - a.vatRateBp),
  };
}

/**
 * Makes out debit notes of an issuer, in one statement, with the next numbers of its series of them; has their files kept and
 * tells whoever is to pay. Parties, currency and its rate to the pound are those of the invoice each cites, the seller as it is
 * now. [B6] [S76]
 */
export async function issueDebitNotes(
  scope: Scope,
  issuer: Issuer,
  notes: readonly DebitNote[],
  publicUrl: string,
): Promise<IssuedDebitNote[]> {
  if (!notes.length) return [];
  const issuedOn = localDate(scope.now);
  const given = notes.map(({ period, lines, ...note }, place) => ({
    ...note,
    place,
    start: period.start,
    end: period.endExclusive,
    ...debitTotals(lines, note.vatRounding),
    lines,
  }));
  const rows = await scope.sql<Omit<IssuedDebitNote, 'issuerName'>>(WRITE, [
    issuer.id,
    JSON.stringify(given),
    issuer.seller,
    `${issuer.invoicePrefix}-DN-`,
    issuedOn,
    scope.now,
  ]);
  const issued = rows.map((note) => ({ ...note, issuerName: issuer.seller.name }));
  await announceDebitNotes(scope, issued, publicUrl);
  await invoiceFiles.queue(
    scope,
    issuer,
    issued.map(({ id }) => id),
  );
  return issued;
}

const WRITE = `
  with given as materialized (
    select * from jsonb_to_recordset($2::jsonb) g (id uuid, "citedInvoiceId" uuid, document text, reason text, place integer, start date,
      "end" date, "netMinor" bigint, "vatMinor" bigint, breakdown jsonb, "vatRounding" text, lines jsonb)),
  series as (
    insert into invoice_series (id, reseller_id, next, next_debit_note) values (uuidv7(), $1, 1, 1 + (select count(*) from given))
      on conflict (reseller_id) do update set next_debit_note = invoice_series.next_debit_note + (select count(*) from given)
      returning next_debit_note - (select count(*) from given) as first),
  issued as (
    insert into invoice (id, reseller_id, company_id, issuer_id, kind, document, cited_invoice_id, reason, state, number, period_start,
        period_end, issued_on, due_on, currency, net_minor, vat_minor, total_minor, paid_minor, per_pound, vat_sterling_minor, vat_breakdown,
        vat_rounding, seller, buyer, created_at)
      select g.id, c.reseller_id, c.company_id, c.issuer_id, c.kind, g.document, c.id, g.reason, 'OPEN',
          $4::text || lpad(taken.n::text, greatest(6, length(taken.n::text)), '0'), g.start, g."end", $5::date, $5::date + ${paymentDays('$1', 'coalesce(c.company_id, c.reseller_id)')}, c.currency,
          g."netMinor", g."vatMinor", g."netMinor" + g."vatMinor", 0, c.per_pound, round(g."vatMinor" / c.per_pound::numeric), g.breakdown,
          g."vatRounding", $3::jsonb, c.buyer, $6::timestamptz
        from given g join invoice c on c.id = g."citedInvoiceId" and c.issuer_id = $1 cross join series
          cross join lateral (select series.first + g.place as n) taken
      returning id, reseller_id, company_id, cited_invoice_id, reason, number, due_on, total_minor, currency),
  written as (
    insert into invoice_line (id, reseller_id, company_id, issuer_id, invoice_id, product_id, cited_line_id, position, description,
        quantity, unit_price_minor, "from", "to", net_minor, vat_rate_bp, vat_category, vat_reason, vat_notional_bp)
      select uuidv7(), i.reseller_id, i.company_id, $1, i.id, c.product_id, c.id, l.place, l.line->>'description',
          (l.line->>'quantity')::integer, (l.line->>'unitPriceMinor')::bigint, (l.line->>'from')::date, (l.line->>'to')::date,
          (l.line->>'netMinor')::bigint, (l.line->>'vatRateBp')::integer, l.line->>'vatCategory', l.line->>'vatReason',
          (l.line->>'vatNotionalBp')::integer
        from issued i join given g on g.id = i.id cross join jsonb_array_elements(g.lines) with ordinality l (line, place)
        left join invoice_line c on c.id = (l.line->>'citedLineId')::uuid and c.invoice_id = i.cited_invoice_id)
  select i.id, i.reseller_id as "resellerId", i.company_id as "companyId", i.number, i.due_on::text as "dueOn",
      i.total_minor::float8 as "totalMinor", i.currency, i.reason, c.number as "citedNumber"
    from issued i join invoice c on c.id = i.cited_invoice_id order by i.number`;
