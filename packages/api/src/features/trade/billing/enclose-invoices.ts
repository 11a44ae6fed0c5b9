import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { Setting } from '../../../kernel/verb.ts';
import { attachmentSource, type MailAttachment } from '../../desk/notifications/index.ts';
import { hashSecret, newSecret } from '../../people/identity/index.ts';
import { invoiceFiles } from './keep-invoice-files.ts';

const PDF = 'invoice-pdf';
const UBL = 'invoice-ubl';
/** How long the link of a letter is good: long past the last reminder. */
const GOOD_MS = 60 * 24 * 3_600_000;

/** What goes with an invoice by mail. */
export interface Enclosed {
  /** Where whoever has the letter pays it without signing in; the secret is behind #, which browsers send to nobody. [S58] */
  payUrl: string;
  attachments: MailAttachment[];
}

/**
 * What goes with letters about invoices, by invoice: the PDF, the e-invoice where the issuer wishes it, and a pay link of this letter's
 * own. Once per letter and invoice, in one statement. [B7]
 */
export async function encloseInvoices(
  scope: Scope,
  invoiceIds: readonly string[],
  publicUrl: string,
): Promise<Map<string, Enclosed>> {
  const tokens = new Map(invoiceIds.map((invoiceId) => [invoiceId, newSecret()]));
  const rows = await scope.sql<{ id: string; number: string; eInvoice: boolean }>(
    `with given as (select * from json_to_recordset($1) g (id uuid, "invoiceId" uuid, "tokenHash" text)),
     linked as (
       insert into pay_link (id, reseller_id, company_id, issuer_id, invoice_id, token_hash, expires_at, created_at)
         select g.id, i.reseller_id, i.company_id, i.issuer_id, i.id, g."tokenHash", $2, $3
           from given g join invoice i on i.id = g."invoiceId")
     select i.id, i.number, coalesce(l.e_invoice, false) as "eInvoice"
       from given g join invoice i on i.id = g."invoiceId" left join billing_letters l on l.reseller_id = i.issuer_id`,
    [
      JSON.stringify(
        [...tokens].map(([invoiceId, token]) => ({ id: newId(), invoiceId, tokenHash: hashSecret(token) })),
      ),
      new Date(scope.now.getTime() + GOOD_MS),
      scope.now,
    ],
  );
  return new Map(
    rows.map(({ id, number, eInvoice }) => [
      id,
      {
        payUrl: `${publicUrl}/pay#${tokens.get(id)}`,
        attachments: [
          { source: PDF, id, name: `${number}.pdf` },
          ...(eInvoice ? [{ source: UBL, id, name: `${number}.xml` }] : []),
        ],
      },
    ]),
  );
}

/** As it was issued; made first if that has not been done yet. */
const kept = (column: 'pdf' | 'ubl') => async (setting: Setting, invoiceId: string) => {
  const { scopes, credentials, requestId } = setting;
  const find = async () => {
    const [file] = await scopes.run(credentials, { requestId, readOnly: true }, (scope) =>
      scope.sql<{ bytes: Buffer }>(`select ${column} as bytes from invoice_file where invoice_id = $1`, [
        invoiceId,
      ]),
    );
    return file?.bytes;
  };
  const found = await find();
  if (found) return found;
  await invoiceFiles.now(setting, invoiceId);
  return find();
};

attachmentSource(PDF, { type: 'application/pdf', read: kept('pdf') });
attachmentSource(UBL, { type: 'application/xml', read: kept('ubl') });
