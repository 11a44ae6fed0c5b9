import { Readable } from 'node:stream';
import { csvCell } from '@steward/shared';
import { z } from 'zod';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { check } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform } from '../../../kernel/verb.ts';
import { assertPeriod } from '../ledger/index.ts';
import { readCodes } from './bookkeeping-codes.ts';
import { exportBookkeeping } from './export-bookkeeping.ts';
import { type CodeOf, type Columns, exportRules, FORMATS } from './formats.ts';
import { journalRows } from './journal-rows.ts';
import { soldRows } from './sold-rows.ts';

const ASKED = z.strictObject(exportRules);
type Asked = z.infer<typeof ASKED>;

/**
 * `GET /bookkeeping/export?target=XERO&content=SALES&from=&to=&currency=GBP`: what one invoiced, or one's whole journal, as the program
 * imports it. [O1] [S62]
 */
export const bookkeepingExportRoute: Routes = (server) => {
  server.get('/bookkeeping/export', { config: { context: true } }, async ({ context, query }, reply) => {
    const asked = check(ASKED, query);
    assertPeriod(asked);
    const file = fileOf(asked);
    const { target, content, from, to, currency } = asked;
    await perform(context, exportBookkeeping, { reference: `${target} ${content}, ${from} to ${to}` });
    const codes = await read(context, (scope) => readCodes(scope, asked.target));
    const name = `${target}-${content}-${from}-${to}-${currency}`.toLowerCase().replaceAll('_', '-');
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(file(context, new Map(codes.map(({ subject, code }) => [subject, code])))));
  });
};

type File = (context: RequestContext, codes: ReadonlyMap<string, string>) => AsyncGenerator<string>;

/** The file that is asked for; throws INVALID for one that the program does not take. */
function fileOf(asked: Asked): File {
  const { SALES, CREDIT_NOTES, JOURNAL } = FORMATS[asked.target];
  const apart = CREDIT_NOTES !== undefined;
  if (asked.content === 'SALES')
    return lines(SALES, (scope, after) => soldRows(scope, asked, apart ? false : null, after));
  if (asked.content === 'CREDIT_NOTES' && CREDIT_NOTES)
    return lines(CREDIT_NOTES, (scope, after) => soldRows(scope, asked, true, after));
  if (asked.content === 'JOURNAL' && JOURNAL)
    return lines(JOURNAL, (scope, after) => journalRows(scope, asked, after));
  throw invalid('content', 'Must be one that this program takes: choose sales.');
}

/** A page at a time, each in a transaction of its own: nothing is held while a slow line takes it. No byte-order mark: importers look for the first title. */
const lines = <Row>(
  columns: Columns<Row>,
  pageAfter: (scope: Scope, last: Row | undefined) => Promise<Row[]>,
): File =>
  async function* file(context, codes) {
    const codeOf: CodeOf = (subject) => codes.get(subject) ?? '';
    yield `${columns.map(([title]) => title).join(',')}\r\n`;
    for (let page = await read(context, (scope) => pageAfter(scope, undefined)); page.length; ) {
      yield page
        .map((row) => `${columns.map(([, cell]) => csvCell(cell(row, codeOf))).join(',')}\r\n`)
        .join('');
      page = await read(context, (scope) => pageAfter(scope, page.at(-1)));
    }
  };

const read = <T>(
  { scopes, credentials, requestId }: RequestContext,
  what: (scope: Scope) => Promise<T>,
): Promise<T> =>
  scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, 'LEDGER_READ');
    return what(scope);
  });
