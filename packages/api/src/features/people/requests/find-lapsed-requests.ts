import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { lapseAccessRequestsJob } from './lapse-access-requests.ts';

/** Finds the resellers that have requests which nobody has decided on in time. [I6] */
export const findLapsedRequests = verb({
  name: 'findLapsedRequests',
  permission: 'system',
  input: input('FindLapsedRequestsInput', {}),
  async run(scope) {
    const due = await scope.sql<{ resellerId: string }>(
      `select distinct reseller_id as "resellerId" from access_request where state = 'WAITING' and lapses_at <= $1`,
      [scope.now],
    );
    await enqueueAll(scope, lapseAccessRequestsJob, due);
    return { result: due.length, subject: null };
  },
});

export const findLapsedRequestsJob = job({
  name: 'find-lapsed-requests',
  for: 'platform',
  does: [findLapsedRequests],
  payload: z.object({}),
  cron: '41 * * * *',
  async run(setting) {
    await perform(setting, findLapsedRequests, {});
  },
});
