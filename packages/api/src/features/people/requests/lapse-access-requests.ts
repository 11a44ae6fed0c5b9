import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';

/** Requests to one reseller or its companies on which nobody has decided within 30 days wait no longer. [I6] */
export const lapseAccessRequests = verb({
  name: 'lapseAccessRequests',
  permission: 'system',
  input: input('LapseAccessRequestsInput', { resellerId: id() }),
  async run(scope, { resellerId }) {
    const lapsed = await scope.sql<{ id: string; companyId: string | null }>(
      `update access_request set state = 'LAPSED', decided_at = $2
         where reseller_id = $1 and state = 'WAITING' and lapses_at <= $2 returning id, company_id as "companyId"`,
      [resellerId, scope.now],
    );
    const changed = { state: ['WAITING', 'LAPSED'] } as const;
    return {
      result: lapsed.length,
      subject: lapsed.map((request) => ({ type: 'AccessRequest', resellerId, changed, ...request })),
    };
  },
});

export const lapseAccessRequestsJob = job({
  name: 'lapse-access-requests',
  for: 'tenant',
  does: [lapseAccessRequests],
  payload: z.object({ resellerId: z.string() }),
  async run(setting, payload) {
    await perform(setting, lapseAccessRequests, payload);
  },
});
