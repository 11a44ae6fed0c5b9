import { isId } from '@steward/shared';
import type { FastifyReply } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { keepFilesNow } from './keep-invoice-files.ts';
import { readInvoiceDocument } from './read-invoice-document.ts';

const FORMS = {
  pdf: { column: 'pdf', type: 'application/pdf', shown: 'inline' },
  xml: { column: 'ubl', type: 'application/xml; charset=utf-8', shown: 'attachment' },
} as const;
type Form = keyof typeof FORMS;

interface Found {
  /** Null of a draft. */
  number: string | null;
  /** Null while nothing is kept. */
  bytes: Buffer | null;
}

/** `GET /invoices/<id>/pdf` and `/xml`: the invoice and e-invoice as they were issued, for whoever may read them. [B4] [B8] */
export const invoiceFilesRoutes: Routes = (server) => {
  server.get<{ Params: { id: string } }>(
    '/invoices/:id/pdf',
    { config: { context: true } },
    ({ context, params }, reply) => answer(context, reply, params.id, 'pdf'),
  );
  server.get<{ Params: { id: string } }>(
    '/invoices/:id/xml',
    { config: { context: true } },
    ({ context, params }, reply) => answer(context, reply, params.id, 'xml'),
  );
};

async function answer(context: RequestContext, reply: FastifyReply, id: string, form: Form) {
  const { type, shown } = FORMS[form];
  const { number, bytes } = await issued(context, id, form);
  return reply
    .type(type)
    .header('content-disposition', `${shown}; filename="${number ?? 'draft'}.${form}"`)
    .header('cache-control', 'no-store')
    .send(bytes ?? (await draftPdf(context, id, form)));
}

/** What is kept of an invoice, which is seen to first if it has not been yet. */
async function issued(context: RequestContext, id: string, form: Form): Promise<Found> {
  const find = () => read(context, id, (scope) => findFile(scope, id, form));
  const found = await find();
  if (found.bytes || found.number === null) return found;
  await keepFilesNow(context, id);
  return find();
}

async function findFile(scope: Scope, id: string, form: Form): Promise<Found> {
  const [found] = await scope.sql<Found>(
    `select i.number, f.${FORMS[form].column} as bytes from invoice i left join invoice_file f on f.invoice_id = i.id where i.id = $1`,
    [id],
  );
  if (!found) throw notFound('invoice');
  return found;
}

async function draftPdf(context: RequestContext, id: string, form: Form): Promise<Buffer> {
  if (form !== 'pdf') throw conflict('This invoice is a draft: there is no e-invoice of it yet.');
  const document = await read(context, id, (scope) => readInvoiceDocument(scope, id));
  return Buffer.from((await context.services.invoicePress.run(document)).pdf);
}

const read = <T>(
  { scopes, credentials, requestId }: RequestContext,
  id: string,
  what: (scope: Scope) => Promise<T>,
): Promise<T> =>
  scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, 'INVOICE_READ');
    if (!isId(id)) throw notFound('invoice');
    return what(scope);
  });
