import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { assertAllowed } from '../../../kernel/allowed.ts';
import { invalid } from '../../../kernel/problem.ts';
import { perform } from '../../../kernel/verb.ts';
import { LARGEST_BILL_BYTES } from './read-bill.ts';
import { reconcileSeats } from './reconcile-seats.ts';

interface Sent {
  Querystring: Record<
    'supplier' | 'period' | 'fileName' | 'customer' | 'product' | 'quantity' | 'unitCost',
    string
  >;
}

/**
 * `POST /supplier-bills?supplier=&period=2026-09&fileName=&customer=&product=&quantity=&unitCost=`, the last four being titles of
 * columns, takes a CSV file and answers with the id of the bill. [P3]
 */
export function supplierBillRoute(server: FastifyInstance): void {
  server.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    uploads.route<Sent>({
      method: 'POST',
      url: '/supplier-bills',
      bodyLimit: LARGEST_BILL_BYTES,
      config: { context: true },
      // Megabytes are read for those only who may send them.
      onRequest: ({ context }: FastifyRequest) =>
        context.scopes.run(
          context.credentials,
          { requestId: context.requestId, readOnly: true },
          async ({ actor }) => assertAllowed(actor, reconcileSeats.permission),
        ),
      errorHandler: (error: FastifyError) => {
        if (error.statusCode === 413)
          throw invalid('file', 'May have at most 16 MiB. Split the file into several.');
        if (error.statusCode === 415) throw invalid('file', 'Must be sent as text/csv.');
        throw error;
      },
      handler: async ({ context, query, body }, reply) => {
        const { supplier = '', period = '', fileName = '', ...columns } = query;
        const content = body instanceof Uint8Array ? body : new Uint8Array();
        const id = await perform(context, reconcileSeats, { supplier, period, fileName, columns, content });
        return reply.header('cache-control', 'no-store').send({ id });
      },
    });
  });
}
