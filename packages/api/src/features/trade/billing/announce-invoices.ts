import { formatDate, formatMoney, formatPeriod, type Period } from '@steward/shared';
import { writeAudit } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import type { IssuedInvoice } from './write-invoices.ts';

/**
 * Makes issued invoices known, set by set: an audit row and a live hint in the tenancy of the customer, and a message to
 * each of its administrators. The invoice itself stays in the console.
 */
export async function announceInvoices(
  scope: Scope,
  invoices: IssuedInvoice[],
  period: Period,
  publicUrl: string,
): Promise<void> {
  if (!invoices.length) return;
  await writeAudit(
    scope,
    'issueInvoice',
    ...invoices.map(({ id, number, resellerId, companyId }) => ({
      type: 'Invoice',
      id,
      resellerId,
      companyId,
      reference: number,
    })),
  );
  await sendLetters(scope, invoices, publicUrl, (invoice) => ({
    subject: `Invoice ${invoice.number} is ready`,
    what: `${invoice.issuerName} has issued invoice ${invoice.number} for ${formatPeriod(period)}: ${toPay(invoice)}`,
  }));
}

/** A debit note that has just been made out. */
export interface IssuedDebitNote extends IssuedInvoice {
  citedNumber: string;
  reason: string;
}

/** Tells whoever is to pay debit notes of them, with the reason of each. What the audit log says of them is their verb's. [B6] */
export async function announceDebitNotes(
  scope: Scope,
  notes: readonly IssuedDebitNote[],
  publicUrl: string,
): Promise<void> {
  for (const { id, resellerId, companyId } of notes)
    scope.hint({ kind: 'Invoice', id, resellerId, companyId });
  await sendLetters(scope, notes, publicUrl, (note) => ({
    subject: `Debit note ${note.number} for invoice ${note.citedNumber}`,
    what: `${note.issuerName} has issued debit note ${note.number} for invoice ${note.citedNumber}: ${toPay(note)}\n\n${note.reason}`,
  }));
}

const toPay = ({ totalMinor, currency, dueOn }: IssuedInvoice): string =>
  `${formatMoney(totalMinor, currency)}, due by ${formatDate(dueOn)}.`;

interface Administrator {
  customerId: string;
  firstName: string;
  email: string;
}

/** Who looks after the customers, by customer. */
async function administratorsOf(
  scope: Scope,
  invoices: readonly IssuedInvoice[],
): Promise<Map<string, Administrator[]>> {
  const rows = await scope.sql<Administrator>(
    `select coalesce(company_id, reseller_id) as "customerId", first_name as "firstName", email from membership
      where status = 'ACTIVE' and lent_to is null and (level = 'COMPANY' and company_id = any($1) or level = 'RESELLER' and reseller_id = any($2))
      order by created_at`,
    [
      invoices.flatMap(({ companyId }) => companyId ?? []),
      invoices.flatMap(({ companyId, resellerId }) => (companyId ? [] : resellerId)),
    ],
  );
  return Map.groupBy(rows, ({ customerId }) => customerId);
}

/** Writes to each administrator of each customer. */
async function sendLetters<Issued extends IssuedInvoice>(
  scope: Scope,
  invoices: readonly Issued[],
  publicUrl: string,
  letterOf: (invoice: Issued) => { subject: string; what: string },
): Promise<void> {
  const administrators = await administratorsOf(scope, invoices);
  const letters = invoices.flatMap((invoice): Letter[] => {
    const { id, issuerName, resellerId, companyId } = invoice;
    const { subject, what } = letterOf(invoice);
    return (administrators.get(companyId ?? resellerId) ?? []).map((to) => ({
      resellerId,
      companyId,
      endUserId: null,
      to: to.email,
      subject,
      body: [
        `Hello ${to.firstName},`,
        what,
        `See it, save it as a PDF or e-invoice, or pay it here:\n${publicUrl}/invoices/${id}`,
        issuerName,
      ].join('\n\n'),
    }));
  });
  await queueMails(scope, 'invoice', letters);
}
