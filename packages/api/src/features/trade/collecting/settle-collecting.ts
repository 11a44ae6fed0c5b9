import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { settleRefundJob } from './refund-outcome.ts';
import { queueCollections } from './settle-collection.ts';
import { settleMethodJob } from './settle-method.ts';

/** What Stripe has said nothing of for so long is asked about. */
const QUIET_MS = 10 * 60_000;
/** Of each kind at most; the next round goes on. */
const AT_ONCE = 500;

/** Finds methods, collections and refunds that have been under way for long, for all tenants, and has each asked about. [S73] */
export const settleCollecting = verb({
  name: 'settleCollecting',
  permission: 'system',
  input: input('SettleCollectingInput', {}),
  async run(scope) {
    const quiet = new Date(scope.now.getTime() - QUIET_MS);
    const underWay = (table: string, states: string) =>
      scope.sql<{ id: string; resellerId: string }>(
        `select id, reseller_id as "resellerId" from ${table} where state in (${states}) and created_at < $1
           order by created_at limit ${AT_ONCE}`,
        [quiet],
      );
    const methods = await underWay('stored_method', `'STARTED', 'OPEN', 'PENDING'`);
    await enqueueAll(
      scope,
      settleMethodJob,
      methods.map(({ id, resellerId }) => ({ resellerId, methodId: id })),
    );
    const refunds = await underWay('card_refund', `'STARTED', 'PENDING'`);
    await enqueueAll(
      scope,
      settleRefundJob,
      refunds.map(({ id, resellerId }) => ({ resellerId, refundId: id })),
    );
    await queueCollections(scope, `state = 'STARTED' and started_at < $1`, [quiet]);
    return { result: null, subject: null };
  },
});

export const settleCollectingJob = job({
  name: 'settle-collecting',
  for: 'platform',
  does: [settleCollecting],
  cron: '5,15,25,35,45,55 * * * *',
  payload: z.object({}),
  run: async (setting) => void (await perform(setting, settleCollecting, {})),
});
