import { formatMoney } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { queueMails } from '../../desk/notifications/index.ts';

interface Told {
  customer: string;
  issuer: string;
  reason: string;
  invoice: string;
  currency: string;
  totalMinor: number;
  usedMinor: number;
  firstName: string;
  email: string;
  resellerId: string;
  companyId: string | null;
}

/** Tells each administrator of the customer that a note was issued, and what became of it. */
export async function mailNote(
  scope: Scope,
  creditNoteId: string,
  number: string,
  publicUrl: string,
): Promise<void> {
  const told = await scope.sql<Told>(
    `select n.seller->>'name' as issuer, n.reason, i.number as invoice, n.currency, n.total_minor::float8 as "totalMinor",
        n.used_minor::float8 as "usedMinor", m.first_name as "firstName", m.email, n.reseller_id as "resellerId",
        n.company_id as "companyId"
      from credit_note n join invoice i on i.id = n.invoice_id
      join membership m on m.reseller_id = n.reseller_id and m.company_id is not distinct from n.company_id
        and m.status = 'ACTIVE' and m.lent_to is null and m.level = case when n.company_id is null then 'RESELLER' else 'COMPANY' end
      where n.id = $1 order by m.created_at`,
    [creditNoteId],
  );
  await queueMails(
    scope,
    'credit-note',
    told.map(
      ({ email, firstName, issuer, invoice, reason, currency, totalMinor, usedMinor, ...tenancy }) => ({
        resellerId: tenancy.resellerId,
        companyId: tenancy.companyId,
        endUserId: null,
        to: email,
        subject: `Credit note ${number} for invoice ${invoice}`,
        body: [
          `Hello ${firstName},`,
          `${issuer} has issued credit note ${number} for ${formatMoney(totalMinor, currency)} of invoice ${invoice}: ${reason}`,
          usedMinor > 0
            ? `${formatMoney(usedMinor, currency)} of it pays that invoice.`
            : 'It is kept for you, for another invoice or to be paid back.',
          `See it here:\n${publicUrl}/credit-notes/${creditNoteId}`,
          issuer,
        ].join('\n\n'),
      }),
    ),
  );
}
