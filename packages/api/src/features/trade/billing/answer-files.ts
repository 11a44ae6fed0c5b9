import { isId } from '@steward/shared';
import type { FastifyReply } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Filed, keptFiles } from './kept-files.ts';

const FORMS = {
  pdf: { column: 'pdf', type: 'application/pdf', shown: 'inline' },
  xml: { column: 'ubl', type: 'application/xml; charset=utf-8', shown: 'attachment' },
} as const;
export type FileForm = keyof typeof FORMS;

interface Found {
  /** Null before it is issued. */
  number: string | null;
  /** Null while nothing is kept. */
  bytes: Buffer | null;
}

interface Answered {
  table: Filed['table'];
  /** What one is called. */
  name: string;
  files: ReturnType<typeof keptFiles>;
  /** What there is before it is issued; throws CONFLICT if nothing is. */
  unissued: (context: RequestContext, id: string, form: FileForm) => Promise<Buffer>;
}

/** Answers a route that ends in `/:id/pdf` or `/:id/xml`: with a document or its e-invoice as it was issued, for whoever may read it. [B4] [B6] [B8] */
export function answerFiles({ table, name, files, unissued }: Answered) {
  const find = (context: RequestContext, id: string, form: FileForm) =>
    readAsBilled(context, id, name, async (scope) => {
      const [found] = await scope.sql<Found>(
        `select d.number, f.${FORMS[form].column} as bytes from ${table} d left join invoice_file f on f.${table}_id = d.id where d.id = $1`,
        [id],
      );
      if (!found) throw notFound(name);
      return found;
    });
  return (form: FileForm) =>
    async (
      { context, params: { id } }: { context: RequestContext; params: { id: string } },
      reply: FastifyReply,
    ): Promise<FastifyReply> => {
      let found = await find(context, id, form);
      if (!found.bytes && found.number !== null) {
        await files.now(context, id);
        found = await find(context, id, form);
      }
      const bytes = found.bytes ?? (await unissued(context, id, form));
      return reply
        .type(FORMS[form].type)
        .header('content-disposition', `${FORMS[form].shown}; filename="${found.number ?? 'draft'}.${form}"`)
        .header('cache-control', 'no-store')
        .send(bytes);
    };
}

/** Reads what takes the right to see invoices; NOT_FOUND for what is no id. */
export const readAsBilled = <T>(
  { scopes, credentials, requestId }: RequestContext,
  id: string,
  name: string,
  what: (scope: Scope) => Promise<T>,
): Promise<T> =>
  scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, 'INVOICE_READ');
    if (!isId(id)) throw notFound(name);
    return what(scope);
  });
