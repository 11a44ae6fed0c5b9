import { id, line, newId } from '@steward/shared';
import { z } from 'zod';
import { input, moment, nested } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { keepMonthsOf } from './book-calls.ts';
import { CallImport, CallSource } from './call.entity.ts';
import { tellOfCalls } from './events.ts';
import { judgeOf } from './read-calls.ts';
import { boundsOf, endReading, stageCalls, Tally } from './stage-calls.ts';

const MOST = 1_000;
const call = nested(
  'RecordedCallInput',
  z.object({
    callId: line(200),
    from: z.string().max(100, 'May have at most 100 characters.'),
    to: z.string().max(100, 'May have at most 100 characters.'),
    startedAt: moment(),
    seconds: z.number().int().min(0, 'May not be below 0.').max(604_800, 'May be at most 604800.'),
  }),
);

/**
 * Records calls as an exchange tells of them: each once, by source and id of the call, however often it is sent. What is no call stands
 * among the refusals, with its place in the batch as line. [B1]
 */
export const recordCalls = outsideVerb({
  name: 'recordCalls',
  description: 'Records at most 1,000 calls; those that are there already are left as they are.',
  permission: 'CALL_IMPORT',
  input: input('RecordCallsInput', {
    sourceId: id(),
    calls: z.array(call).min(1, 'Must have at least one call.').max(MOST, 'May have at most 1,000 calls.'),
  }),
  async plan(scope, { sourceId, calls }) {
    const source = await scope.load(CallSource, sourceId);
    const taken = { id: newId(), resellerId: source.resellerId };
    const judge = judgeOf(source.timeZone, await boundsOf(scope));
    const tally = new Tally();
    const read = calls.flatMap(({ startedAt, seconds, ...given }, i) => {
      const record = { ...given, startedAt: startedAt.toISOString(), seconds: String(seconds) };
      return tally.count(judge(record, i + 1)) ?? [];
    });
    await scope.sql(
      `insert into call_import (id, reseller_id, call_source_id, file_name, by_name, state, created_at)
         values ($1, $2, $3, $4, $5, 'READING', $6)`,
      [taken.id, taken.resellerId, sourceId, 'API', (await who(scope)).name, scope.now],
    );
    await stageCalls(scope, taken, read);
    await endReading(scope, taken.id, tally);
    await keepMonthsOf(scope, taken.id);
    return taken;
  },
  call: async (taken) => taken,
  async settle(scope, taken) {
    await scope.sql('select book_calls($1)', [taken.id]);
    await tellOfCalls(scope);
    return { result: taken.id, subject: { type: CallImport.name, ...taken } };
  },
});
