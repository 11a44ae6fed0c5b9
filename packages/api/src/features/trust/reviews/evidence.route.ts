import { formatQuarter, isId } from '@steward/shared';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { evidenceCsv } from './evidence-csv.ts';

/** `GET /access-reviews/<id>/pdf` and `/csv`: what a review decided, for whoever may read it. [T9] */
export const evidenceRoutes: Routes = (server) => {
  const threads = new PdfThreads<Evidence>(import.meta.url, 'review-pdf');
  server.addHook('onClose', () => threads.close());
  server.get<{ Params: { id: string } }>(
    '/access-reviews/:id/pdf',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const evidence = await read(context, params.id);
      const pdf = await threads.draw(evidence);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${nameOf(evidence)}.pdf"`)
        .header('cache-control', 'no-store')
        .send(pdf);
    },
  );
  server.get<{ Params: { id: string } }>(
    '/access-reviews/:id/csv',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const evidence = await read(context, params.id);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${nameOf(evidence)}.csv"`)
        .header('cache-control', 'no-store')
        .send(evidenceCsv(evidence));
    },
  );
};

const read = ({ scopes, credentials, requestId }: RequestContext, id: string): Promise<Evidence> =>
  scopes.run(credentials, { requestId, readOnly: true }, (scope) => {
    if (!isId(id)) throw notFound('access review');
    return readEvidence(scope, id);
  });

const nameOf = ({ quarter }: Evidence): string =>
  `access-review-${formatQuarter(quarter).toLowerCase().replace(' ', '-')}`;
