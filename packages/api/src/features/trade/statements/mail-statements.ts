import { formatDate, formatMoney, type Minor, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { attachmentSource, queueMails } from '../../desk/notifications/index.ts';
import type { Administrator } from '../billing/index.ts';
import { nameOf, readStatementDocument } from './read-statement-document.ts';

const SOURCE = 'statement';

/** A statement that is noted, and is to go out. */
export interface StatementToMail {
  id: string;
  resellerId: string;
  companyId: string | null;
  issuerName: string;
  from: PlainDate;
  to: PlainDate;
  currency: string;
  closingMinor: Minor;
}

/** Mails statements to the administrators of the customers, each with its PDF, which is drawn as it goes out. [B7] */
export async function mailStatements(
  scope: Scope,
  statements: readonly StatementToMail[],
  readers: ReadonlyMap<string, readonly Administrator[]>,
  publicUrl: string,
): Promise<void> {
  await queueMails(
    scope,
    'statement',
    statements.flatMap((statement) =>
      (readers.get(statement.companyId ?? statement.resellerId) ?? []).map(({ email, firstName }) => ({
        resellerId: statement.resellerId,
        companyId: statement.companyId,
        endUserId: null,
        to: email,
        subject: `Your statement from ${statement.issuerName}`,
        body: bodyOf(statement, firstName, publicUrl),
        attachments: [{ source: SOURCE, id: statement.id, name: `${nameOf(statement)}.pdf` }],
      })),
    ),
  );
}

function bodyOf(
  { issuerName, from, to, currency, closingMinor }: StatementToMail,
  firstName: string,
  publicUrl: string,
): string {
  const sum = formatMoney(Math.abs(closingMinor), currency);
  const stands =
    closingMinor === 0
      ? 'nothing was owed'
      : closingMinor > 0
        ? `you owed ${sum}`
        : `${sum} stood in your favour`;
  return [
    `Hello ${firstName},`,
    `attached is the statement of your account with ${issuerName} from ${formatDate(from)} to ${formatDate(to)}. At the end of it ${stands}.`,
    `How it stands today:\n${publicUrl}/statement`,
    issuerName,
  ].join('\n\n');
}

attachmentSource(SOURCE, {
  type: 'application/pdf',
  // The message has the row's id from whoever wrote it, and is its reader's: whoever draws it need not be the issuer.
  async read({ scopes, requestId, services }, id) {
    const credentials = { kind: 'system', task: SOURCE, resellerId: null, does: [] } as const;
    const found = await scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
      const [sent] = await scope.sql<{ customerId: string; issuerId: string; from: string; to: string }>(
        `select coalesce(company_id, reseller_id) as "customerId", issuer_id as "issuerId", "from"::text, "to"::text
           from sent_statement where id = $1`,
        [id],
      );
      return sent && readStatementDocument(scope, sent);
    });
    return found && Buffer.from((await services.invoicePress.run(found.document)).pdf);
  },
});
