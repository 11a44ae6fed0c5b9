import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { mailBreachNoticesJob } from './mail-breach-notices.ts';
import { passOn } from './pass-on.ts';

/** Clocks of processes differ a little: what is due within this is due. */
const LEEWAY_MS = 60_000;

/** Passes on what a reseller has left waiting for as long as was said when it was sent: the delay is nobody's to choose. [D5] */
export const passOnDueNotices = verb({
  name: 'passOnDueNotices',
  permission: 'system',
  input: input('PassOnDueNoticesInput', { resellerId: id(), incidentId: id() }),
  async run(scope, { resellerId, incidentId }) {
    const due = await scope.sql<{ id: string }>(
      'select id from breach_notice where reseller_id = $1 and incident_id = $2 and passes_on_at <= $3 order by id for no key update',
      [resellerId, incidentId, new Date(scope.now.getTime() + LEEWAY_MS)],
    );
    const passed = await passOn(
      scope,
      due.map(({ id: noticeId }) => noticeId),
      null,
    );
    if (passed.length) await enqueue(scope, mailBreachNoticesJob, { resellerId });
    return { result: passed.length, subject: passed.map((notice) => ({ type: 'BreachNotice', ...notice })) };
  },
});

export const passOnDueNoticesJob = job({
  name: 'pass-on-breach-notices',
  for: 'tenant',
  does: [passOnDueNotices],
  priority: 'first',
  payload: z.object({ resellerId: z.string(), incidentId: z.string() }),
  run: async (setting, payload) => void (await perform(setting, passOnDueNotices, payload)),
});
