import { id, moneyMinor, newId, prose } from '@steward/shared';
import { z } from 'zod';
import { input, nested } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { holdOwnInvoice } from '../billing/index.ts';
import { isAboveLimit } from './approval.ts';
import { creditOf } from './credit-lines.ts';
import { creditableInvoices } from './creditable-invoices.ts';
import { holdNote, ownSubjectOf, subjectOf } from './hold-note.ts';
import { issueNote } from './issue-note.ts';
import { mailNote } from './mail-note.ts';

const MOST_LINES = 2_000;

const line = nested(
  'CreditLineInput',
  z.object({
    lineId: id(),
    netMinor: moneyMinor(),
  }),
);

/**
 * Credits lines of an invoice, in whole or in part, with the VAT that was charged on them: within what is left of each. Above the
 * sum that its issuer has set somebody else has to approve it first. CONFLICT for a draft. [B6]
 */
export const issueCreditNote = verb({
  name: 'issueCreditNote',
  permission: 'CREDIT_NOTE_WRITE',
  description:
    'Credits lines of an invoice that one has issued, net of VAT. Against the invoice unless it is said otherwise: what is left, or all of it, is kept for the customer.',
  input: input('IssueCreditNoteInput', {
    invoiceId: id(),
    reason: prose(500),
    lines: z
      .array(line)
      .min(1, 'Must name at least one line.')
      .max(MOST_LINES, `May name at most ${MOST_LINES} lines.`),
    againstInvoice: z.boolean().default(true),
  }),
  async run(scope, { invoiceId, reason, lines: given, againstInvoice }, { publicUrl }) {
    const invoice = await holdOwnInvoice(
      scope,
      invoiceId,
      'Only whoever issued an invoice credits what is on it.',
    );
    if (invoice.state === 'DRAFT')
      throw conflict('This invoice is a draft: change it instead of crediting it.', 'invoiceId');
    const { resellerId, companyId, issuerId, currency } = invoice;
    const [creditable] = await creditableInvoices(scope, [invoiceId]);
    if (!creditable) throw new Error('The invoice that is held is gone.');
    const credited = creditOf(creditable.lines, given, creditable);
    const netMinor = credited.reduce((sum, { netMinor: net }) => sum + net, 0);
    const vatMinor = credited.reduce((sum, { vatMinor: vat }) => sum + vat, 0);
    const totalMinor = netMinor + vatMinor;
    const by = await who(scope);
    const creditNoteId = newId();
    await scope.sql(
      `insert into credit_note (id, reseller_id, company_id, issuer_id, invoice_id, kind, state, reason, against_invoice, currency,
          net_minor, vat_minor, total_minor, seller, buyer, requested_by, requested_by_person, requested_by_name, created_at, per_pound, vat_sterling_minor)
        select $1, i.reseller_id, i.company_id, i.issuer_id, i.id, i.kind, 'AWAITING_APPROVAL', $3, $4, i.currency, $5, $6::bigint, $7, i.seller, i.buyer, $8, $9, $10, $11,
            i.per_pound, ${STERLING}
          from invoice i where i.id = $2`,
      [
        creditNoteId,
        invoiceId,
        reason,
        againstInvoice,
        netMinor,
        vatMinor,
        totalMinor,
        by.membershipId,
        by.personId,
        by.name,
        scope.now,
      ],
    );
    await scope.sql(
      `insert into credit_note_line (id, reseller_id, company_id, issuer_id, credit_note_id, invoice_line_id, position, description, net_minor,
          vat_minor, vat_rate_bp, vat_category, vat_reason)
        select uuidv7(), l.reseller_id, l.company_id, l.issuer_id, $1, l.id, k.position, l.description, k.net_minor, k.vat_minor,
            l.vat_rate_bp, l.vat_category, l.vat_reason
          from jsonb_to_recordset($2::jsonb) k (line uuid, position integer, net_minor bigint, vat_minor bigint)
          join invoice_line l on l.id = k.line`,
      [
        creditNoteId,
        JSON.stringify(
          credited.map(({ line: of, netMinor: net, vatMinor: vat }, i) => ({
            line: of.id,
            position: i + 1,
            net_minor: net,
            vat_minor: vat,
          })),
        ),
      ],
    );
    const needsApproval = await isAboveLimit(scope, totalMinor, currency);
    if (needsApproval)
      return { result: creditNoteId, subject: ownSubjectOf({ id: creditNoteId, issuerId }, invoice.number) };
    const number = await issueNote(scope, await holdNote(scope, creditNoteId), invoice);
    await mailNote(scope, creditNoteId, number, publicUrl);
    return { result: creditNoteId, subject: subjectOf({ id: creditNoteId, resellerId, companyId }, number) };
  },
});

/**
 * SQL: the VAT $6 that is credited of an invoice `i`, in pounds where the invoice says its VAT in pounds: of all that will have been
 * credited, less what has been, so that together it is what the invoice said. [B5]
 */
const STERLING = `(
  select round(i.vat_sterling_minor * (coalesce(sum(n.vat_minor), 0) + $6::bigint) / nullif(i.vat_minor, 0)) - coalesce(sum(n.vat_sterling_minor), 0)
    from credit_note n where n.invoice_id = i.id and n.state <> 'DECLINED' and n.vat_sterling_minor is not null)`;
