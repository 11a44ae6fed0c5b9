import { isId } from '@steward/shared';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Routes } from '../../../kernel/graphql/server.ts';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import { notFound } from '../../../kernel/problem.ts';
import type { RequestContext } from '../../../kernel/request.ts';
import { ProcessingRecord } from './processing-record.entity.ts';
import { recordCsv } from './record-csv.ts';
import { type RecordPaper, recordPaper } from './record-words.ts';

/** `GET /processing-records/<id>/pdf` and `/csv`: a version of a record of processing, for whoever may read it. [D6] */
export const processingRecordRoutes: Routes = (server) => {
  const threads = new PdfThreads<RecordPaper>(import.meta.url, 'record-pdf');
  server.addHook('onClose', () => threads.close());
  server.get<{ Params: { id: string } }>(
    '/processing-records/:id/pdf',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const paper = await read(context, params.id);
      const pdf = await threads.draw(paper);
      return reply
        .type('application/pdf')
        .header('content-disposition', 'inline; filename="record-of-processing.pdf"')
        .header('cache-control', 'no-store')
        .send(pdf);
    },
  );
  server.get<{ Params: { id: string } }>(
    '/processing-records/:id/csv',
    { config: { context: true } },
    async ({ context, params }, reply) => {
      const paper = await read(context, params.id);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="record-of-processing.csv"')
        .header('cache-control', 'no-store')
        .send(recordCsv(paper));
    },
  );
};

const read = ({ scopes, credentials, requestId }: RequestContext, id: string): Promise<RecordPaper> =>
  scopes.run(credentials, { requestId, readOnly: true }, async (scope) => {
    assertAllowed(scope.actor, 'PROCESSING_RECORD_READ');
    if (!isId(id)) throw notFound('record of processing');
    return recordPaper(await scope.load(ProcessingRecord, id));
  });
