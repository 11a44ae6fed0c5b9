import { formatDate, formatMoney, formatPeriod, type Period } from '@steward/shared';
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
  const administrators = await administratorsOf(scope, invoices);
  const enclosed = await encloseInvoices(
    scope,
    invoices.map(({ id }) => id),
    publicUrl,
  );
  const letters = invoices.flatMap((invoice) =>
    (administrators.get(invoice.companyId ?? invoice.resellerId) ?? []).map((to) =>
      letterOf(invoice, to, period, publicUrl, enclosed.get(invoice.id)),
    ),
  );
  await queueMails(scope, 'invoice', letters);
}

function letterOf(
  invoice: IssuedInvoice,
  to: Administrator,
  period: Period,
  publicUrl: string,
  enclosed: Enclosed | undefined,
): Letter {
  const { id, number, issuerName, totalMinor, currency, dueOn, resellerId, companyId } = invoice;
  return {
    resellerId,
    companyId,
    endUserId: null,
    to: to.email,
    subject: `Invoice ${number} is ready`,
    body: [
      `Hello ${to.firstName},`,
      `${issuerName} has issued invoice ${number} for ${formatPeriod(period)}: ${formatMoney(totalMinor, currency)}, due by ${formatDate(dueOn)}.`,
      ...(enclosed ? [`See and pay it without signing in, by this link:\n${enclosed.payUrl}`] : []),
      `Who is behind each line, and what was invoiced before, is in the console:\n${publicUrl}/invoices/${id}`,
      issuerName,
    ].join('\n\n'),
    attachments: enclosed?.attachments ?? [],
  };
}
