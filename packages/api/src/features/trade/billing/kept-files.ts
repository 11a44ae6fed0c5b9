import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Threads } from '../../../kernel/threads.ts';
import { outsideVerb, perform, type Setting, verb } from '../../../kernel/verb.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { InvoiceFiles } from './invoice-files.worker.ts';
import type { Issuer } from './issuer.ts';
import type { StatementDocument } from './statement-document.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** Makes the files of invoices and statements, in threads. */
    invoicePress: Threads<InvoiceDocument | StatementDocument, InvoiceFiles>;
  }
}

/** Documents of a table of which PDF and e-invoice are kept as they were issued. */
export interface Filed {
  table: 'invoice' | 'credit_note';
  /** What one is called in the names of jobs. */
  name: string;
  /** What its files are called in verbs and in the audit log. */
  type: string;
  /** SQL: the document with this alias is issued. */
  isIssued: (row: string) => string;
  read: (scope: Scope, id: string) => Promise<InvoiceDocument>;
}

/** Documents at once of a job that makes up for what has no files yet, and of a night. */
const AT_ONCE = 100;
const A_NIGHT = 2_000;
/** A run that makes thousands goes on beside them, whoever's it is. */
const LANE = 'files';

interface Kept {
  id: string;
  resellerId: string;
  companyId: string | null;
  reference: string;
  pdfSha256: string;
  ublSha256: string;
}

/**
 * What keeps the files of documents for ever: made once, right after issue by a job, or for whoever asks first, with the audit log telling their
 * SHA-256. Whoever comes second keeps nothing. What has none by night, because it is of old or its job was lost, gets them then. [B8] [S77]
 */
export function keptFiles({ table, name, type, isIssued, read }: Filed) {
  const column = `${table}_id`;
  const withoutFiles = `${isIssued('d')} and not exists (select from invoice_file f where f.${column} = d.id)`;

  const keep = outsideVerb({
    name: `keep${type}s`,
    permission: 'system',
    input: input(`Keep${type}sInput`, { id: id() }),
    async plan(scope, { id: documentId }) {
      const [due] = await scope.sql(`select from ${table} d where d.id = $1 and ${withoutFiles}`, [
        documentId,
      ]);
      return due ? read(scope, documentId) : null;
    },
    // A long invoice takes its time.
    call: async (document, _input, { services }) => document && services.invoicePress.run(document),
    async settle(scope, _document, files, { id: documentId }) {
      const [kept] = files?.ubl
        ? await scope.sql<Kept>(
            `with kept as (
               insert into invoice_file (id, reseller_id, company_id, issuer_id, ${column}, pdf, ubl, pdf_sha256, ubl_sha256, created_at)
                 select uuidv7(), d.reseller_id, d.company_id, d.issuer_id, d.id, made.pdf, made.ubl,
                     encode(sha256(made.pdf), 'hex'), encode(sha256(made.ubl), 'hex'), $4
                   from ${table} d cross join (select $2::bytea as pdf, $3::bytea as ubl) made where d.id = $1
                 on conflict (${column}) do nothing returning *)
             select kept.id, kept.reseller_id as "resellerId", kept.company_id as "companyId", d.number as reference,
                 kept.pdf_sha256 as "pdfSha256", kept.ubl_sha256 as "ublSha256"
               from kept join ${table} d on d.id = kept.${column}`,
            [documentId, Buffer.from(files.pdf), Buffer.from(files.ubl), scope.now],
          )
        : [];
      if (!kept) return { result: null, subject: null };
      const { pdfSha256, ublSha256, ...row } = kept;
      const changed = { pdfSha256: [null, pdfSha256], ublSha256: [null, ublSha256] } as const;
      return { result: null, subject: { type, ...row, changed } };
    },
  });

  const each = async (setting: Setting, ids: readonly string[]): Promise<void> => {
    for (const documentId of ids) await perform(setting, keep, { id: documentId });
  };
  const ofTenant = job({
    name: `keep-${name}-files`,
    for: 'tenant',
    does: [keep],
    priority: 'last',
    lane: LANE,
    payload: z.object({ resellerId: z.string(), ids: z.array(z.string()) }),
    run: (setting, { ids }) => each(setting, ids),
  });
  /** What the platform issues concerns many tenants. */
  const ofPlatform = job({
    name: `keep-${name}-files-of-platform`,
    for: 'platform',
    does: [keep],
    priority: 'last',
    lane: LANE,
    payload: z.object({ ids: z.array(z.string()) }),
    run: (setting, { ids }) => each(setting, ids),
  });

  const find = verb({
    name: `find${type}sToKeep`,
    permission: 'system',
    input: input(`Find${type}sToKeepInput`, {}),
    async run(scope) {
      const due = await scope.sql<{ id: string }>(
        `select d.id from ${table} d where ${withoutFiles} order by d.id limit ${A_NIGHT}`,
      );
      const ids = due.map(({ id: documentId }) => documentId);
      for (let at = 0; at < ids.length; at += AT_ONCE)
        await enqueue(scope, ofPlatform, { ids: ids.slice(at, at + AT_ONCE) });
      return { result: null, subject: null };
    },
  });
  const missing = job({
    name: `find-${name}-files-to-keep`,
    for: 'platform',
    does: [find],
    cron: '40 2 * * *',
    payload: z.object({}),
    async run(setting) {
      await perform(setting, find, {});
    },
  });

  return {
    keep,
    find,
    jobs: [ofTenant, ofPlatform, missing] as const,

    /** Has the files of what an issuer has just issued kept, once that is committed. */
    async queue(scope: Scope, { id: resellerId, isPlatform }: Issuer, ids: readonly string[]): Promise<void> {
      if (!ids.length) return;
      if (isPlatform) await enqueue(scope, ofPlatform, { ids });
      else await enqueue(scope, ofTenant, { resellerId, ids });
    },

    /** Makes them now, for whoever needs them before their job has come. */
    async now(
      { scopes, services, log, requestId }: Pick<Setting, 'scopes' | 'services' | 'log' | 'requestId'>,
      documentId: string,
    ): Promise<void> {
      const credentials = {
        kind: 'system',
        task: keep.name,
        resellerId: null,
        does: [keep.name],
      } as const;
      await perform({ scopes, services, log, requestId, credentials }, keep, { id: documentId });
    },
  };
}
