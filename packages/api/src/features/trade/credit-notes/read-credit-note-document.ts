import { daysIn, type Minor, type PlainDate } from '@steward/shared';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import {
  type BuyerSnapshot,
  type InvoiceDocument,
  type InvoiceVat,
  type SellerOnPaper,
  type Stored,
  type VatCategory,
  vatRemark,
  withAddress,
} from '../billing/index.ts';

interface StoredLine {
  description: string;
  netMinor: Minor;
  from: PlainDate;
  to: PlainDate;
  vatRateBp: number;
  vatCategory: VatCategory;
}

interface StoredNote {
  number: string | null;
  issuedOn: PlainDate;
  reason: string;
  issuerId: string;
  currency: string;
  netMinor: Minor;
  vatMinor: Minor;
  vatSterlingMinor: Minor | null;
  perPound: string | null;
  totalMinor: Minor;
  seller: Stored<SellerOnPaper>;
  buyer: Stored<BuyerSnapshot>;
  /** Base64. */
  logo: string | null;
  invoice: { number: string; issuedOn: PlainDate; periodStart: PlainDate; periodEnd: PlainDate };
  lines: StoredLine[];
  vat: InvoiceVat[];
}

/**
 * An issued credit note with all it says, read under the reader's row security; NOT_FOUND if it is not there or not visible, CONFLICT
 * while it is not issued. Its VAT is what was reckoned when it was asked for.
 */
export async function readCreditNoteDocument(scope: Scope, creditNoteId: string): Promise<InvoiceDocument> {
  const [row] = await scope.sql<{ note: StoredNote }>(
    `select json_build_object('number', n.number, 'issuedOn', n.issued_on, 'reason', n.reason, 'issuerId', n.issuer_id,
       'currency', n.currency, 'netMinor', n.net_minor, 'vatMinor', n.vat_minor, 'vatSterlingMinor', n.vat_sterling_minor, 'perPound', n.per_pound, 'totalMinor', n.total_minor, 'seller', n.seller,
       'buyer', n.buyer, 'logo', (select encode(l.bytes, 'base64') from logo l where l.reseller_id = n.issuer_id),
       'invoice', json_build_object('number', i.number, 'issuedOn', i.issued_on, 'periodStart', i.period_start, 'periodEnd', i.period_end),
       'lines', (select json_agg(json_build_object('description', k.description, 'netMinor', k.net_minor, 'from', l."from", 'to', l."to",
           'vatRateBp', k.vat_rate_bp, 'vatCategory', k.vat_category) order by k.position)
         from credit_note_line k join invoice_line l on l.id = k.invoice_line_id where k.credit_note_id = n.id),
       'vat', (select json_agg(json_build_object('vatRateBp', vat_rate_bp, 'vatCategory', vat_category, 'vatReason', vat_reason,
           'netMinor', net, 'vatMinor', vat, 'notionalBp', vat_notional_bp,
           'notionalMinor', round(net * vat_notional_bp / 10000)) order by vat_rate_bp desc)
         from (select k.vat_rate_bp, k.vat_category, k.vat_reason, l.vat_notional_bp, sum(k.net_minor) as net, sum(k.vat_minor) as vat
           from credit_note_line k join invoice_line l on l.id = k.invoice_line_id
           where k.credit_note_id = n.id group by k.vat_rate_bp, k.vat_category, k.vat_reason, l.vat_notional_bp) rate)) as note
     from credit_note n join invoice i on i.id = n.invoice_id where n.id = $1`,
    [creditNoteId],
  );
  if (!row) throw notFound('credit note');
  if (row.note.number === null) throw conflict('This credit note is not issued: there is no file of it.');
  return documentOf(row.note);
}

function documentOf(note: StoredNote): InvoiceDocument {
  const { number, issuedOn, reason, invoice, currency, netMinor, vatMinor } = note;
  const { accentColour, ...seller } = withAddress(note.seller);
  return {
    number,
    credits: { number: invoice.number, issuedOn: invoice.issuedOn, reason },
    debits: null,
    issueDate: issuedOn,
    taxPoint: null,
    period: { start: invoice.periodStart, endExclusive: invoice.periodEnd },
    dueDate: null,
    currency,
    sellerId: note.issuerId,
    seller,
    buyer: withAddress(note.buyer),
    purchaseOrder: null,
    note: null,
    branding: { accentColour, logo: note.logo === null ? null : Buffer.from(note.logo, 'base64') },
    lines: note.lines.map(creditedLine),
    vat: note.vat,
    netMinor,
    vatMinor,
    vatInSterling:
      note.vatSterlingMinor === null || note.perPound === null
        ? null
        : { minor: note.vatSterlingMinor, perPound: note.perPound },
    grossMinor: note.totalMinor,
    vatRemarks: [...new Set(note.vat.flatMap((vat) => vatRemark(vat, currency, true) ?? []))],
    paymentTerms: 'Pays the invoice, or is kept for another one or to be paid back.',
  };
}

/** An amount, whatever quantity it was charged for. */
function creditedLine({ from, to, ...line }: StoredLine) {
  const period = { start: from, endExclusive: to };
  const days = daysIn(period);
  return { ...line, quantity: 1, unitMinor: line.netMinor, period, days, periodDays: days, months: 1 };
}
