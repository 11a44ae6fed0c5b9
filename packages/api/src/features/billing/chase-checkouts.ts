import { z } from 'zod';
import { input } from '../../kernel/input.ts';
import { enqueueAll, job } from '../../kernel/jobs.ts';
import { perform, verb } from '../../kernel/verb.ts';
import { settleCheckoutJob } from './settle-checkout.ts';

/** A checkout that Stripe has said nothing of for so long is asked about. */
const QUIET_MS = 10 * 60_000;
/** Checkouts that one round asks about at most; the next one goes on. */
const ROUND = 500;

/** Finds the checkouts that have been quiet for long, for all tenants, and has each asked about. [S73] */
const chaseCheckouts = verb({
  name: 'chaseCheckouts',
  permission: 'system',
  input: input('ChaseCheckoutsInput', {}),
  async run(scope) {
    const quiet = await scope.sql<{ resellerId: string; checkoutId: string }>(
      `select reseller_id as "resellerId", id as "checkoutId" from checkout
        where state in ('STARTED', 'OPEN') and created_at < $1 order by created_at limit ${ROUND}`,
      [new Date(scope.now.getTime() - QUIET_MS)],
    );
    await enqueueAll(scope, settleCheckoutJob, quiet);
    return { result: quiet.length, subject: null };
  },
});

job({
  name: 'settle-checkouts',
  cron: '*/10 * * * *',
  payload: z.object({}),
  async run(setting) {
    await perform(setting, chaseCheckouts, {});
  },
});
