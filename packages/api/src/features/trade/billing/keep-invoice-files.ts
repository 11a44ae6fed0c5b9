import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Threads } from '../../../kernel/threads.ts';
import { outsideVerb, perform, type Setting } from '../../../kernel/verb.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { InvoiceFiles } from './invoice-files.worker.ts';
import type { Issuer } from './issuer.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';
import type { StatementDocument } from './statement-document.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** Makes the files of invoices and statements, in threads. */
    invoicePress: Threads<InvoiceDocument | StatementDocument, InvoiceFiles>;
  }
}

/**
 * Makes PDF and e-invoice of an issued invoice and keeps them for ever, with the audit log telling their SHA-256. Whoever comes
 * first does: of a second one nothing is kept. [B8] [S77]
 */
export const keepInvoiceFiles = outsideVerb({
  name: 'keepInvoiceFiles',
  permission: 'system',
  input: input('KeepInvoiceFilesInput', { invoiceId: id() }),
  async plan(scope, { invoiceId }) {
    const [due] = await scope.sql(
      `select from invoice i where i.id = $1 and i.state <> 'DRAFT' and not exists (select from invoice_file f where f.invoice_id = i.id)`,
      [invoiceId],
    );
    return due ? readInvoiceDocument(scope, invoiceId) : null;
  },
  // A long invoice takes its time.
  call: async (document, _input, { services }) => document && services.invoicePress.run(document),
  async settle(scope, _document, files, { invoiceId }) {
    const [kept] = files?.ubl ? await keep(scope, invoiceId, files.pdf, files.ubl) : [];
    if (!kept) return { result: null, subject: null };
    const { pdfSha256, ublSha256, ...row } = kept;
    return {
      result: null,
      subject: {
        type: 'InvoiceFile',
        ...row,
        changed: { pdfSha256: [null, pdfSha256], ublSha256: [null, ublSha256] },
      },
    };
  },
});

interface Kept {
  id: string;
  resellerId: string;
  companyId: string | null;
  reference: string;
  pdfSha256: string;
  ublSha256: string;
}

const keep = (scope: Scope, invoiceId: string, pdf: Uint8Array, ubl: string): Promise<Kept[]> =>
  scope.sql<Kept>(
    `with kept as (
       insert into invoice_file (id, reseller_id, company_id, issuer_id, invoice_id, pdf, ubl, pdf_sha256, ubl_sha256, created_at)
         select uuidv7(), i.reseller_id, i.company_id, i.issuer_id, i.id, made.pdf, made.ubl,
             encode(sha256(made.pdf), 'hex'), encode(sha256(made.ubl), 'hex'), $4
           from invoice i cross join (select $2::bytea as pdf, $3::bytea as ubl) made where i.id = $1
         on conflict (invoice_id) do nothing returning *)
     select kept.id, kept.reseller_id as "resellerId", kept.company_id as "companyId", i.number as reference,
         kept.pdf_sha256 as "pdfSha256", kept.ubl_sha256 as "ublSha256"
       from kept join invoice i on i.id = kept.invoice_id`,
    [invoiceId, Buffer.from(pdf), Buffer.from(ubl), scope.now],
  );

/** Makes them now, for whoever needs them before their job has come. */
export async function keepFilesNow(
  { scopes, services, log, requestId }: Pick<Setting, 'scopes' | 'services' | 'log' | 'requestId'>,
  invoiceId: string,
): Promise<void> {
  const credentials = {
    kind: 'system',
    task: keepInvoiceFiles.name,
    resellerId: null,
    does: [keepInvoiceFiles.name],
  } as const;
  await perform({ scopes, services, log, requestId, credentials }, keepInvoiceFiles, { invoiceId });
}

async function keepEach(setting: Setting, invoiceIds: readonly string[]): Promise<void> {
  for (const invoiceId of invoiceIds) await perform(setting, keepInvoiceFiles, { invoiceId });
}

export const keepInvoiceFilesJob = job({
  name: 'keep-invoice-files',
  for: 'tenant',
  does: [keepInvoiceFiles],
  priority: 'last',
  payload: z.object({ resellerId: z.string(), invoiceIds: z.array(z.string()) }),
  async run(setting, { invoiceIds }) {
    await keepEach(setting, invoiceIds);
  },
});

/** What the platform issues concerns many tenants. */
export const keepPlatformsInvoiceFilesJob = job({
  name: 'keep-invoice-files-of-platform',
  for: 'platform',
  does: [keepInvoiceFiles],
  priority: 'last',
  payload: z.object({ invoiceIds: z.array(z.string()) }),
  async run(setting, { invoiceIds }) {
    await keepEach(setting, invoiceIds);
  },
});

/** Has the files of invoices that an issuer has just made out kept, once that is committed. */
export async function queueInvoiceFiles(
  scope: Scope,
  { id: resellerId, isPlatform }: Issuer,
  invoiceIds: readonly string[],
): Promise<void> {
  if (!invoiceIds.length) return;
  if (isPlatform) await enqueue(scope, keepPlatformsInvoiceFilesJob, { invoiceIds });
  else await enqueue(scope, keepInvoiceFilesJob, { resellerId, invoiceIds });
}
