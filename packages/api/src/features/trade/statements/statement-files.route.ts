import { csvFile, date, isId } from '@steward/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { check } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { StatementDocument } from '../billing/index.ts';
import { nameOf, readStatementDocument } from './read-statement-document.ts';

const DAYS = z.object({ from: date(), to: date() });

/** `GET /statements/<customer>/pdf` and `/csv`, `?from=…&to=…`: a customer's account over some days, for whoever may read it. [B7] */
export const statementFilesRoutes: Routes = (server) => {
  server.get('/statements/:id/pdf', { config: { context: true } }, async (request, reply) => {
    const document = await found(request);
    const { pdf } = await request.context.services.invoicePress.run(document);
    return send(reply, Buffer.from(pdf), 'application/pdf', `inline; filename="${nameOf(document)}.pdf"`);
  });
  server.get('/statements/:id/csv', { config: { context: true } }, async (request, reply) => {
    const document = await found(request);
    const saved = `attachment; filename="${nameOf(document)}.csv"`;
    return send(reply, csvOf(document), 'text/csv; charset=utf-8', saved);
  });
};

async function found({ context, params, query }: FastifyRequest): Promise<StatementDocument> {
  const { scopes, credentials, requestId } = context;
  const { id } = params as { id: string };
  const { document } = await scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    assertAllowed(scope.actor, 'INVOICE_READ');
    const days = check(DAYS, query);
    if (!isId(id)) throw notFound('customer');
    return readStatementDocument(scope, { customerId: id, issuerId: null, ...days });
  });
  return document;
}

function csvOf({ currency, from, to, openingMinor, closingMinor, rows }: StatementDocument): string {
  const sum = (minor: number) => (minor / 100).toFixed(2);
  return csvFile(
    ['Day', 'What', 'Reference', `Amount ${currency}`, `Owed ${currency}`],
    [
      [from, 'Owed before', null, null, Number(sum(openingMinor))],
      ...rows.map(({ on, what, reference, amountMinor, balanceMinor }) => [
        on,
        what,
        reference,
        Number(sum(amountMinor)),
        Number(sum(balanceMinor)),
      ]),
      [to, 'Owed at the end', null, null, Number(sum(closingMinor))],
    ],
  );
}

const send = (reply: FastifyReply, file: Buffer | string, type: string, disposition: string) =>
  reply.type(type).header('content-disposition', disposition).header('cache-control', 'no-store').send(file);
