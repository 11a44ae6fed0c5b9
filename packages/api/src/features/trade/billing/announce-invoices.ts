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
  const administrators = await administratorsOf(scope, invoices);
  const letters = invoices.flatMap((invoice) =>
    (administrators.get(invoice.companyId ?? invoice.resellerId) ?? []).map((to) =>
      letterOf(invoice, to, period, publicUrl),
    ),
  );
  await queueMails(scope, 'invoice', letters);
}

interface Administrator {
  customerId: string;
  firstName: string;
  email: string;
}

/** Who looks after the customers, by customer. */
async function administratorsOf(
  scope: Scope,
  invoices: IssuedInvoice[],
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

function letterOf(invoice: IssuedInvoice, to: Administrator, period: Period, publicUrl: string): Letter {
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
      `See it, save it as a PDF or e-invoice, or pay it here:\n${publicUrl}/invoices/${id}`,
      issuerName,
    ].join('\n\n'),
  };
}
