import { Readable } from 'node:stream';
import { csvCell } from '@steward/shared';
import { z } from 'zod';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { check } from '../../../kernel/input.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { perform } from '../../../kernel/verb.ts';
import { auditPage, type ExportedEntry, isFull, type Read } from './audit-page.ts';
import { exportAudit } from './export-audit.ts';

const yesNo = z.enum(['true', 'false'], 'Must be true or false.').transform((said) => said === 'true');
const day = z.iso.date('Must be a date such as 2026-11-30.');
const text = z.string().max(100);

/** The filters of `auditEntries`, as an address has them. */
const FILTERS = z.strictObject({
  format: z.enum(['csv', 'jsonl'], 'Must be csv or jsonl.'),
  search: text.optional(),
  action: text.optional(),
  level: z.enum(['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'], 'Must be a level.').optional(),
  actorMembershipId: text.optional(),
  from: day.optional(),
  to: day.optional(),
  byPerson: yesNo.optional(),
  refused: yesNo.optional(),
  resellerId: text.optional(),
  companyId: text.optional(),
  subjectId: text.optional(),
  subjectType: text.optional(),
});

/**
 * `GET /audit/export?format=csv|jsonl` and the filters of the list: everything that they let through, oldest first. A line of
 * JSON has the entry's place in its chain and what its hash is of, for `verify-audit` or anybody else to check. [D9] [S62]
 */
export const auditExportRoute: Routes = (server) => {
  server.get('/audit/export', { config: { context: true } }, async ({ context, query }, reply) => {
    const { format, ...filter } = check(FILTERS, query);
    await perform(context, exportAudit, { format, filters: Object.keys(filter) });
    const [form, type] = format === 'csv' ? [CSV, 'text/csv'] : [JSON_LINES, 'application/jsonl'];
    return reply
      .type(`${type}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="audit-log.${format}"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(lines(context, filter, form)));
  });
};

interface Form {
  head: string;
  line: (entry: ExportedEntry) => string;
}

/** A page at a time, each in a transaction of its own: nothing is held while a slow line takes it. */
async function* lines(
  { scopes, credentials, requestId }: RequestContext,
  filter: Record<string, unknown>,
  { head, line }: Form,
): AsyncGenerator<string> {
  yield head;
  let page: Read[] = [];
  do {
    const after = page.at(-1);
    page = await scopes.run(credentials, { requestId, readOnly: true }, (scope) =>
      auditPage(scope, filter, after),
    );
    yield page.map(({ exactly: _exactly, ...entry }) => line(entry)).join('');
  } while (isFull(page));
}

const COLUMNS: readonly [title: string, value: (entry: ExportedEntry) => string | null][] = [
  ['When', ({ at }) => at.toISOString()],
  ['Who', ({ actorName }) => actorName],
  ['Level', ({ actorLevel }) => actorLevel],
  ['Action', ({ action }) => action],
  ['Refused', ({ refusal }) => refusal],
  ['Kind of object', ({ subjectLabel }) => subjectLabel],
  ['Object', ({ subjectName }) => subjectName],
  ['Object id', ({ subjectId }) => subjectId],
  ['Reference', ({ reference }) => reference],
  ['Changed', ({ changed }) => changed.join(', ')],
  ['Reseller', ({ reseller }) => reseller],
  ['Company', ({ company }) => company],
  ['Request', ({ requestId }) => requestId],
  ['Entry', ({ id }) => id],
  ['Place in chain', ({ position }) => position],
  ['Hash before', ({ previousHash }) => previousHash],
  ['Hash', ({ hash }) => hash],
];

const CSV: Form = {
  head: `\uFEFF${COLUMNS.map(([title]) => csvCell(title)).join(',')}\r\n`,
  line: (entry) => `${COLUMNS.map(([, value]) => csvCell(value(entry))).join(',')}\r\n`,
};

const JSON_LINES: Form = {
  head: '',
  line: ({ position, ...entry }) =>
    `${JSON.stringify({ ...entry, position: position === null ? null : Number(position) })}\n`,
};
