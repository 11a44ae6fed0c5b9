import { id, newId, prose, type VatRounding } from '@steward/shared';
import { z } from 'zod';
import { input, nested } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { debitTotals, holdOwnInvoice } from '../billing/index.ts';
import { isAboveLimit } from '../credit-notes/index.ts';
import { type CitedLine, debitOf, MOST_OF_LINE } from './debit-lines.ts';
import { issueNote, ownSubjectOf } from './issue-note.ts';

const MOST_LINES = 2_000;

const some = (what: string) =>
  z
    .number()
    .int(`Must be ${what}.`)
    .min(1, 'Must be at least 1.')
    .max(MOST_OF_LINE, `May be at most ${MOST_OF_LINE}.`)
    .nullable()
    .default(null);

const line = nested(
  'DebitLineInput',
  z.object({
    lineId: id(),
    quantity: some('a whole number'),
    netMinor: some('whole pence or cents').meta({ kind: 'minor' }),
  }),
);

/**
 * Charges more of lines of an invoice, so many or an amount, with the VAT that was charged on them. Above the sum that its issuer
 * has set somebody else has to approve it first. CONFLICT for a draft, and for what is a debit note itself. [B6]
 */
export const issueDebitNote = verb({
  name: 'issueDebitNote',
  permission: 'CREDIT_NOTE_WRITE',
  description:
    'Charges more of lines of an invoice that one has issued: of each a quantity at its price, or an amount net of VAT. It is to be paid like an invoice.',
  input: input('IssueDebitNoteInput', {
    invoiceId: id(),
    reason: prose(500),
    lines: z
      .array(line)
      .min(1, 'Must name at least one line.')
      .max(MOST_LINES, `May name at most ${MOST_LINES} lines.`),
  }),
  async run(scope, { invoiceId, reason, lines: given }, { publicUrl }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice charges more of what is on it.',
    );
    const cited = await readCited(scope, invoiceId);
    if (invoice.state === 'DRAFT')
      throw conflict('This invoice is a draft: change it instead of charging more of it.', 'invoiceId');
    if (cited.document !== 'INVOICE')
      throw conflict('This is a debit note itself: charge more of the invoice that it is for.', 'invoiceId');
    const lines = debitOf(cited.lines, given);
    const { netMinor, vatMinor } = debitTotals(lines, cited.vatRounding);
    const totalMinor = netMinor + vatMinor;
    const by = await who(scope);
    const debitNoteId = newId();
    await scope.sql(
      `insert into debit_note (id, reseller_id, company_id, issuer_id, invoice_id, kind, state, reason, currency, lines, net_minor, vat_minor,
          total_minor, customer_name, requested_by, requested_by_person, requested_by_name, created_at)
        select $1, reseller_id, company_id, issuer_id, id, kind, 'AWAITING_APPROVAL', $3, currency, $4::jsonb, $5, $6, $7, buyer->>'name', $8,
            $9, $10, $11
          from invoice where id = $2`,
      [
        debitNoteId,
        invoiceId,
        reason,
        JSON.stringify(lines),
        netMinor,
        vatMinor,
        totalMinor,
        by.membershipId,
        by.personId,
        by.name,
        scope.now,
      ],
    );
    const subject = (await isAboveLimit(scope, totalMinor, invoice.currency))
      ? ownSubjectOf({ id: debitNoteId, issuerId: invoice.issuerId }, invoice.number)
      : await issueNote(scope, debitNoteId, publicUrl);
    return { result: debitNoteId, subject };
  },
});

interface Cited {
  document: string;
  vatRounding: VatRounding;
  lines: CitedLine[];
}

/** What an invoice that is held is, and its lines. */
async function readCited(scope: Scope, invoiceId: string): Promise<Cited> {
  const [cited] = await scope.sql<Cited>(
    `select i.document, i.vat_rounding as "vatRounding", (select coalesce(json_agg(json_build_object('id', l.id, 'description', l.description, 'quantity', l.quantity,
          'unitPriceMinor', l.unit_price_minor, 'from', l."from", 'to', l."to", 'netMinor', l.net_minor, 'vatRateBp', l.vat_rate_bp,
          'vatCategory', l.vat_category, 'vatReason', l.vat_reason, 'vatNotionalBp', l.vat_notional_bp, 'once', l.charge_id is not null) order by l.position), '[]')
        from invoice_line l where l.invoice_id = i.id) as lines
      from invoice i where i.id = $1`,
    [invoiceId],
  );
  return cited as Cited;
}
