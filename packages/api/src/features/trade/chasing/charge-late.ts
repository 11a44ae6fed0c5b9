import { addDays, formatDate, newId } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type DebitLine, type DebitNote, issueDebitNotes, readIssuer } from '../billing/index.ts';
import type { LeftToCharge } from './read-late.ts';

/** What compensates for late payment is not paid for a supply. */
const NO_SUPPLY = {
  vatRateBp: 0,
  vatCategory: 'OUT_OF_SCOPE',
  vatReason:
    'Outside the scope of VAT: interest and compensation for late payment are not paid for a supply.',
  vatNotionalBp: null,
} as const;
const ACT = 'Late Payment of Commercial Debts (Interest) Act 1998';

/**
 * Charges what is left of late payment, by a debit note of its own for each invoice, of which some is left and all of whose rates are
 * known; the invoices are held. Returns the notes as the audit log names them. [B7]
 */
export async function chargeLate(
  scope: Scope,
  issuerId: string,
  left: readonly LeftToCharge[],
  publicUrl: string,
): Promise<Subject[]> {
  const notes = left
    .filter(({ interestMinor, fixedMinor, missing }) => !missing.length && interestMinor + fixedMinor > 0)
    .map((charge) => ({ charge, note: noteOf(charge) }));
  if (!notes.length) return [];
  const issued = await issueDebitNotes(
    scope,
    await readIssuer(scope, issuerId),
    notes.map(({ note }) => note),
    publicUrl,
  );
  await scope.sql(
    `insert into late_charge (id, reseller_id, company_id, issuer_id, invoice_id, issued_id, through, interest_minor, fixed_minor, created_at)
       select uuidv7(), i.reseller_id, i.company_id, i.issuer_id, i.id, c."issuedId", c.through, c."interestMinor", c."fixedMinor", $2
         from jsonb_to_recordset($1::jsonb) c ("issuedId" uuid, "invoiceId" uuid, through date, "interestMinor" bigint, "fixedMinor" bigint)
         join invoice i on i.id = c."invoiceId"`,
    [JSON.stringify(notes.map(({ charge, note }) => ({ ...charge, issuedId: note.id }))), scope.now],
  );
  return issued.map(({ id, resellerId, companyId, number }) => ({
    type: 'Invoice',
    id,
    resellerId,
    companyId,
    reference: number,
  }));
}

function noteOf({
  invoiceId,
  number,
  dueOn,
  from,
  through,
  interestMinor,
  fixedMinor,
}: LeftToCharge): DebitNote {
  // What was paid on the day after it was due is charged for that day.
  const to = addDays(through < from ? from : through, 1);
  const line = (description: string, netMinor: number): DebitLine[] =>
    netMinor > 0
      ? [
          {
            ...NO_SUPPLY,
            citedLineId: null,
            description,
            quantity: 1,
            unitPriceMinor: netMinor,
            from,
            to,
            netMinor,
          },
        ]
      : [];
  return {
    id: newId(),
    citedInvoiceId: invoiceId,
    document: 'LATE_PAYMENT',
    reason: `Invoice ${number} was due on ${formatDate(dueOn)} and was not paid by then (${ACT}).`,
    period: { start: from, endExclusive: to },
    vatRounding: 'NEAREST',
    lines: [
      ...line(`Interest on invoice ${number}, at Bank Rate plus 8% a year`, interestMinor),
      ...line(`Fixed sum for late payment of invoice ${number}`, fixedMinor),
    ],
  };
}
