import { daysIn, type Minor, monthOf, monthPeriod, type PlainDate, wholeMonths } from '@steward/shared';
import { notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { BuyerSnapshot, DocumentLine, InvoiceDocument } from './invoice-document.ts';
import type { InvoiceVat } from './invoice-vat.ts';
import { type SellerOnPaper, type Stored, withAddress } from './snapshots.ts';
import type { VatCategory } from './vat.ts';
import { vatRemark } from './vat-remark.ts';

interface StoredLine {
  description: string;
  quantity: number;
  unitMinor: Minor;
  from: PlainDate;
  to: PlainDate;
  netMinor: Minor;
  vatRateBp: number;
  vatCategory: VatCategory;
  /** It is no part of a month: what it comes to is quantity × price, whatever its days. */
  once: boolean;
}

interface StoredInvoice {
  number: string | null;
  createdOn: PlainDate;
  issuedOn: PlainDate | null;
  dueOn: PlainDate | null;
  periodStart: PlainDate;
  periodEnd: PlainDate;
  currency: string;
  netMinor: Minor;
  vatMinor: Minor;
  vatSterlingMinor: Minor | null;
  perPound: string | null;
  totalMinor: Minor;
  vat: InvoiceVat[];
  reason: string | null;
  /** What a debit note is about. */
  cited: { number: string; issuedOn: PlainDate } | null;
  issuerId: string;
  seller: Stored<SellerOnPaper>;
  buyer: Stored<BuyerSnapshot>;
  purchaseOrder: string | null;
  note: string | null;
  /** Base64. */
  logo: string | null;
  lines: StoredLine[];
}

/**
 * An invoice with all it says when it is issued, read by one statement under the reader's row security; NOT_FOUND if it is
 * not there or not visible. The seller's logo is the present one, where the reader sees the seller.
 */
export async function readInvoiceDocument(scope: Scope, invoiceId: string): Promise<InvoiceDocument> {
  const [row] = await scope.sql<{ invoice: StoredInvoice }>(
    `select json_build_object('number', i.number, 'createdOn', (i.created_at at time zone 'Europe/London')::date,
       'issuedOn', i.issued_on, 'dueOn', i.due_on, 'periodStart', i.period_start, 'periodEnd', i.period_end,
       'currency', i.currency, 'netMinor', i.net_minor, 'vatMinor', i.vat_minor, 'vatSterlingMinor', i.vat_sterling_minor,
       'perPound', i.per_pound, 'totalMinor', i.total_minor, 'vat', i.vat_breakdown, 'issuerId', i.issuer_id, 'seller', i.seller,
       'buyer', i.buyer, 'purchaseOrder', i.purchase_order, 'note', i.note, 'reason', i.reason,
       'cited', (select json_build_object('number', c.number, 'issuedOn', c.issued_on) from invoice c where c.id = i.cited_invoice_id),
       'logo', (select encode(l.bytes, 'base64') from logo l where l.reseller_id = i.issuer_id),
       'lines', (select coalesce(json_agg(json_build_object('description', l.description, 'quantity', l.quantity,
           'unitMinor', l.unit_price_minor, 'from', l."from", 'to', l."to", 'netMinor', l.net_minor,
           'vatRateBp', l.vat_rate_bp, 'vatCategory', l.vat_category, 'once',
           l.charge_id is not null or (i.document <> 'INVOICE' or l.product_id is null) and l.net_minor = l.quantity::bigint * l.unit_price_minor) order by l.position), '[]') from invoice_line l where l.invoice_id = i.id)
     ) as invoice from invoice i where i.id = $1`,
    [invoiceId],
  );
  if (!row) throw notFound('invoice');
  return documentOf(row.invoice);
}

function documentOf(invoice: StoredInvoice): InvoiceDocument {
  const { accentColour, ...seller } = withAddress(invoice.seller);
  return {
    number: invoice.number,
    credits: null,
    debits: invoice.cited && { ...invoice.cited, reason: invoice.reason ?? '' },
    issueDate: invoice.issuedOn ?? invoice.createdOn,
    taxPoint: null,
    period: { start: invoice.periodStart, endExclusive: invoice.periodEnd },
    dueDate: invoice.dueOn,
    currency: invoice.currency,
    sellerId: invoice.issuerId,
    seller,
    buyer: withAddress(invoice.buyer),
    purchaseOrder: invoice.purchaseOrder,
    note: invoice.note,
    branding: { accentColour, logo: invoice.logo === null ? null : Buffer.from(invoice.logo, 'base64') },
    lines: invoice.lines.map(documentLine),
    vat: invoice.vat,
    netMinor: invoice.netMinor,
    vatMinor: invoice.vatMinor,
    vatInSterling:
      invoice.vatSterlingMinor === null || invoice.perPound === null
        ? null
        : { minor: invoice.vatSterlingMinor, perPound: invoice.perPound },
    grossMinor: invoice.totalMinor,
    vatRemarks: [...new Set(invoice.vat.flatMap((vat) => vatRemark(vat, invoice.currency) ?? []))],
    paymentTerms: paymentTerms(invoice),
  };
}

function documentLine({ from, to, once, ...line }: StoredLine): DocumentLine {
  const period = { start: from, endExclusive: to };
  const days = daysIn(period);
  const months = once ? 1 : wholeMonths(period);
  return {
    ...line,
    period,
    days,
    months,
    periodDays: once || months ? days : daysIn(monthPeriod(monthOf(from))),
  };
}

/** What was agreed when it was issued, which its days say. A draft does not know it yet. */
function paymentTerms({ issuedOn, dueOn }: StoredInvoice): string | null {
  if (issuedOn === null || dueOn === null) return null;
  const days = daysIn({ start: issuedOn, endExclusive: dueOn });
  return days > 0
    ? `Payment within ${days} ${days === 1 ? 'day' : 'days'} of the date of issue.`
    : 'Payment on the date of issue.';
}
