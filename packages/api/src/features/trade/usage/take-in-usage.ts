import { line } from '@steward/shared';
import { input, stream } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { Problem } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { bookUsageJob } from './book-usage.ts';
import { readUsage } from './read-usage.ts';
import { beginImport, endReading, type ReadUsage, stageUsage, Tally } from './stage-usage.ts';
import { UsageImport } from './usage.entity.ts';

/** Events that are put down together while a file is read. */
const BATCH = 5_000;

/**
 * Takes in a file of usage as it comes: it is read line by line, of which no more than a batch is kept in mind, and booked as a whole by
 * a job. INVALID_INPUT says what is wrong with the file; then nothing of it is kept. [B1]
 */
export const takeInUsage = outsideVerb({
  name: 'takeInUsage',
  permission: 'USAGE_RECORD',
  input: input('TakeInUsageInput', { fileName: line(200), content: stream() }),
  plan: (scope, { fileName }) => beginImport(scope, fileName),
  async call(taken, { content }, { scopes, credentials, requestId }) {
    const tally = new Tally();
    let batch: ReadUsage[] = [];
    const put = async () => {
      const events = batch;
      batch = [];
      await scopes.run(credentials, { requestId }, (scope) => stageUsage(scope, taken, events));
    };
    try {
      for await (const read of readUsage(content)) {
        const event = tally.count(read);
        if (event) batch.push(event);
        if (batch.length >= BATCH) await put();
      }
      await put();
      return tally;
    } catch (error) {
      const problem =
        error instanceof Problem ? error.message.replace(/^file: /, '') : 'Broke off while it was read.';
      await scopes.run(credentials, { requestId }, async (scope) => {
        await scope.sql('delete from usage_staged where usage_import_id = $1', [taken.id]);
        await scope.sql(
          `update usage_import set state = 'REFUSED', problem = $2, done_at = $3 where id = $1`,
          [taken.id, problem, scope.now],
        );
      });
      throw error;
    }
  },
  async settle(scope, taken, tally) {
    await endReading(scope, taken.id, tally);
    await enqueue(scope, bookUsageJob, { resellerId: taken.resellerId, importId: taken.id });
    return { result: taken.id, subject: { type: UsageImport.name, ...taken } };
  },
});
