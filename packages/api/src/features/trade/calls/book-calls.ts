import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { tellOfCalls } from './events.ts';

/** Milliseconds: millions of calls are booked in one go. */
const PATIENCE_MS = 30 * 60_000;

/** Makes the months of the calls that were read, in a transaction of its own: nobody else reads calls meanwhile. */
export async function keepMonthsOf(scope: Scope, importId: string): Promise<void> {
  await scope.sql(
    `select keep_call_months(min(started_at), max(started_at)) from call_staged where call_import_id = $1 having count(*) > 0`,
    [importId],
  );
}

/** Books what has been read of a file. What an end of the database has lost meanwhile is refused, for it has to be read again. [B1] */
export const bookCalls = verb({
  name: 'bookCalls',
  permission: 'system',
  input: input('BookCallsInput', { importId: id() }),
  async run(scope, { importId }) {
    await scope.sql(`set local statement_timeout = ${PATIENCE_MS}`);
    await scope.sql(
      `update call_import i set state = 'REFUSED', done_at = $2, problem = 'The database came to an end before it was booked. Send it again.'
         where i.id = $1 and i.state = 'BOOKING' and i.staged <> (select count(*) from call_staged s where s.call_import_id = i.id)`,
      [importId, scope.now],
    );
    await scope.sql('select book_calls($1)', [importId]);
    await tellOfCalls(scope);
    const [booked] = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from call_import where id = $1',
      [importId],
    );
    return {
      result: importId,
      subject: booked ? { type: 'CallImport', id: importId, resellerId: booked.resellerId } : null,
    };
  },
});

export const bookCallsJob = job({
  name: 'book-calls',
  for: 'tenant',
  does: [bookCalls],
  payload: z.object({ resellerId: z.string(), importId: z.string() }),
  async run(setting, { importId }) {
    const { scopes, credentials, requestId } = setting;
    await scopes.run(credentials, { requestId }, (scope) => keepMonthsOf(scope, importId));
    await perform(setting, bookCalls, { importId });
  },
});
