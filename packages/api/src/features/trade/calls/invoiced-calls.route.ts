import { Readable } from 'node:stream';
import { csvCell, isId } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type InvoicedCalls, type ItemisedCall, invoicedCalls, nextCalls } from './invoiced-calls.ts';
import type { CallsDocument } from './invoiced-calls-pdf.ts';

/** How many calls are read at once. */
const BATCH = 5_000;
/** More than these are nothing to leaf through. */
const MOST_ON_PAPER = 10_000;

/** `GET /invoices/<id>/calls/csv` and `/pdf`: the calls that an invoice charges, for whoever may read both. [B3] */
export const invoicedCallsRoutes: Routes = (server) => {
  const threads = new PdfThreads<CallsDocument>(import.meta.url, 'invoiced-calls');
  server.addHook('onClose', () => threads.close());
  server.get<{ Params: { id: string } }>(
    '/invoices/:id/calls/csv',
    { config: { context: true } },
    async ({ context, params: { id } }, reply) => {
      const head = await read(context, id, (scope) => invoicedCalls(scope, id));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${nameOf(head)}.csv"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(csvOf(context, id, head)));
    },
  );
  server.get<{ Params: { id: string } }>(
    '/invoices/:id/calls/pdf',
    { config: { context: true } },
    async ({ context, params: { id } }, reply) => {
      const head = await read(context, id, (scope) => invoicedCalls(scope, id));
      const calls = await read(context, id, (scope) => nextCalls(scope, head, undefined, MOST_ON_PAPER + 1));
      if (calls.length > MOST_ON_PAPER)
        throw conflict('These are more than 10,000 calls: take the CSV file instead.');
      const pdf = await threads.draw({ ...head, lines: [...head.sums, ...calls] });
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${nameOf(head)}.pdf"`)
        .header('cache-control', 'no-store')
        .send(pdf);
    },
  );
};

const nameOf = ({ number }: InvoicedCalls): string => `${number ?? 'draft'}-calls`;

const read = <T>(
  { scopes, credentials, requestId }: RequestContext,
  id: string,
  what: (scope: Scope) => Promise<T>,
): Promise<T> =>
  scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, 'INVOICE_READ');
    assertAllowed(scope.actor, 'CALL_READ');
    if (!isId(id)) throw notFound('invoice');
    return what(scope);
  });

/** The file, piece by piece: of a million calls nobody holds more than a few thousand at once. */
async function* csvOf(context: RequestContext, id: string, head: InvoicedCalls): AsyncGenerator<string> {
  const wholesale = head.kind === 'WHOLESALE';
  const lines = (rows: readonly (readonly (string | number | null)[])[]): string =>
    rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
  const line = (call: ItemisedCall) => [
    ...(wholesale ? [call.company] : []),
    ...[call.day, call.time, call.from, call.to, call.zone, call.calls, call.seconds],
    (call.netMicro / 1_000_000).toFixed(6),
    head.currency,
  ];
  yield `\uFEFF${lines([
    [
      ...(wholesale ? ['Company'] : []),
      ...['Date', 'Time', 'From', 'To', 'Destination', 'Calls', 'Seconds', 'Net', 'Currency'],
    ],
  ])}`;
  yield lines(head.sums.map(line));
  for (let after: ItemisedCall | undefined; ; ) {
    const calls = await read(context, id, (scope) => nextCalls(scope, head, after, BATCH));
    if (!calls.length) return;
    yield lines(calls.map(line));
    after = calls.at(-1);
  }
}
