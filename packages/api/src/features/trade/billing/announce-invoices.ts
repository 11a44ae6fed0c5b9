import { formatDate, formatMoney, formatPeriod } from '@steward/shared';
import { writeAudit } from '../../../kernel/audit.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import { type Administrator, administratorsOf } from './administrators-of.ts';
import { type Enclosed, encloseInvoices } from './enclose-invoices.ts';
import type { IssuedInvoice } from './write-invoices.ts';

/**
 * Makes issued invoices known, set by set: an audit row and a live hint in the tenancy of the customer, and a message to
 * each of its administrators, with the invoice's files and a link that pays it.
 */
export async function announceInvoices(
  scope: Scope,
  invoices: IssuedInvoice[],
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
    what: `${invoice.issuerName} has issued invoice ${invoice.number} for ${formatPeriod({ start: invoice.periodStart, endExclusive: invoice.periodEnd })}: ${toPay(invoice)}`,
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

/** What a letter is called, and what it says first. */
interface Said {
  subject: string;
  what: string;
}

/** Writes to each administrator of each customer, with files and a link to pay. */
async function sendLetters<Issued extends IssuedInvoice>(
  scope: Scope,
  invoices: readonly Issued[],
  publicUrl: string,
  say: (invoice: Issued) => Said,
): Promise<void> {
  const administrators = await administratorsOf(scope, invoices);
  const enclosed = await encloseInvoices(
    scope,
    invoices.map(({ id }) => id),
    publicUrl,
  );
  const letters = invoices.flatMap((invoice) =>
    (administrators.get(invoice.companyId ?? invoice.resellerId) ?? []).map((to) =>
      letterOf(invoice, to, say(invoice), publicUrl, enclosed.get(invoice.id)),
    ),
  );
  await queueMails(scope, 'invoice', letters);
}

function letterOf(
  invoice: IssuedInvoice,
  to: Administrator,
  { subject, what }: Said,
  publicUrl: string,
  enclosed: Enclosed | undefined,
): Letter {
  const { id, issuerName, resellerId, companyId } = invoice;
  return {
    resellerId,
    companyId,
    endUserId: null,
    to: to.email,
    subject,
    body: [
      `Hello ${to.firstName},`,
      what,
      ...(enclosed ? [`See and pay it without signing in, by this link:\n${enclosed.payUrl}`] : []),
      `Who is behind each line, and what was invoiced before, is in the console:\n${publicUrl}/invoices/${id}`,
      issuerName,
    ].join('\n\n'),
    attachments: enclosed?.attachments ?? [],
  };
}
