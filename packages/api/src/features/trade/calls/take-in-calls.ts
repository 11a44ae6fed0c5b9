import { id, line, newId } from '@steward/shared';
import { input, stream } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { Problem } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { bookCallsJob } from './book-calls.ts';
import { CallImport, CallSource } from './call.entity.ts';
import { type ReadCall, readCalls } from './read-calls.ts';
import { boundsOf, endReading, stageCalls, Tally } from './stage-calls.ts';

/** Calls that are put down together while a file is read. */
const BATCH = 5_000;

/**
 * Takes in a file of call records as it comes: it is read line by line, of which no more than a batch is kept in mind, and booked as a
 * whole by a job. INVALID_INPUT says what is wrong with the file; then nothing of it is kept. [B1]
 */
export const takeInCalls = outsideVerb({
  name: 'takeInCalls',
  permission: 'CALL_IMPORT',
  input: input('TakeInCallsInput', { sourceId: id(), fileName: line(200), content: stream() }),
  async plan(scope, { sourceId, fileName }) {
    const source = await scope.load(CallSource, sourceId);
    const taken = { id: newId(), resellerId: source.resellerId };
    await scope.sql(
      `insert into call_import (id, reseller_id, call_source_id, file_name, by_name, state, created_at)
         values ($1, $2, $3, $4, $5, 'READING', $6)`,
      [
        taken.id,
        taken.resellerId,
        sourceId,
        fileName,
        scope.actor.kind === 'member' ? (await who(scope)).name : 'Folder',
        scope.now,
      ],
    );
    return { taken, profile: source, bounds: await boundsOf(scope) };
  },
  async call({ taken, profile, bounds }, { content }, { scopes, credentials, requestId }) {
    const tally = new Tally();
    let batch: ReadCall[] = [];
    let putting = Promise.resolve();
    // One batch is put down while the next one is read.
    const put = async () => {
      const calls = batch;
      batch = [];
      await putting;
      putting = scopes.run(credentials, { requestId }, (scope) => stageCalls(scope, taken, calls));
      // Whoever waits for it next is told.
      putting.catch(() => undefined);
    };
    try {
      for await (const piece of readCalls(content, profile, bounds)) {
        for (const read of piece) {
          const call = tally.count(read);
          if (call) batch.push(call);
        }
        if (batch.length >= BATCH) await put();
      }
      await put();
      await putting;
      return tally;
    } catch (error) {
      await putting.catch(() => undefined);
      const problem =
        error instanceof Problem ? error.message.replace(/^file: /, '') : 'Broke off while it was read.';
      await scopes.run(credentials, { requestId }, async (scope) => {
        await scope.sql('delete from call_staged where call_import_id = $1', [taken.id]);
        await scope.sql(
          `update call_import set state = 'REFUSED', problem = $2, done_at = $3 where id = $1`,
          [taken.id, problem, scope.now],
        );
      });
      throw error;
    }
  },
  async settle(scope, { taken }, tally) {
    await endReading(scope, taken.id, tally);
    await enqueue(scope, bookCallsJob, { resellerId: taken.resellerId, importId: taken.id });
    return { result: taken.id, subject: { type: CallImport.name, ...taken } };
  },
});
