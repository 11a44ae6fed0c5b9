import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** Milliseconds: a million events are booked in one go. */
const PATIENCE_MS = 30 * 60_000;

/** Books what has been read of a file. What an end of the database has lost meanwhile is refused, for it has to be read again. [B1] */
export const bookUsage = verb({
  name: 'bookUsage',
  permission: 'system',
  input: input('BookUsageInput', { importId: id() }),
  async run(scope, { importId }) {
    await scope.sql(`set local statement_timeout = ${PATIENCE_MS}`);
    await scope.sql(
      `update usage_import i set state = 'REFUSED', done_at = $2, problem = 'The database came to an end before it was booked. Send it again.'
         where i.id = $1 and i.state = 'BOOKING' and i.staged <> (select count(*) from usage_staged s where s.usage_import_id = i.id)`,
      [importId, scope.now],
    );
    await scope.sql('select book_usage($1)', [importId]);
    const [booked] = await scope.sql<{ resellerId: string }>(
      'select reseller_id as "resellerId" from usage_import where id = $1',
      [importId],
    );
    return {
      result: importId,
      subject: booked ? { type: 'UsageImport', id: importId, resellerId: booked.resellerId } : null,
    };
  },
});

export const bookUsageJob = job({
  name: 'book-usage',
  for: 'tenant',
  does: [bookUsage],
  payload: z.object({ resellerId: z.string(), importId: z.string() }),
  run: async (setting, { importId }) => void (await perform(setting, bookUsage, { importId })),
});
