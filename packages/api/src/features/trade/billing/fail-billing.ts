import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueBilling } from './queue-billing.ts';

/** Failures of one batch after which nobody waits for it any longer. */
const MOST = 3;
/** How long the second try waits; the third waits twice as long. */
const WAIT_MS = 10_000;

/**
 * Notes that a batch of a billing run has failed: it is tried again, and the third time the run stops as FAILED. What was
 * billed before stays; whoever runs the month again has the rest done. [B4]
 */
export const failBilling = verb({
  name: 'failBilling',
  permission: 'system',
  input: input('FailBillingInput', { billingRunId: id() }),
  async run(scope, { billingRunId }) {
    const [run] = await scope.sql<{ resellerId: string; period: string; failures: number }>(
      `update billing_run set failures = failures + 1,
          state = case when failures + 1 < $2 then state else 'FAILED' end,
          finished_at = case when failures + 1 < $2 then finished_at else $3 end
        where id = $1 and state = 'RUNNING'
        returning reseller_id as "resellerId", period, failures`,
      [billingRunId, MOST, scope.now],
    );
    if (!run) return { result: null, subject: null };
    const { resellerId, period, failures } = run;
    if (failures < MOST) {
      await queueBilling(scope, [billingRunId], new Date(scope.now.getTime() + failures * WAIT_MS));
      return { result: null, subject: null };
    }
    return { result: null, subject: { type: 'BillingRun', id: billingRunId, resellerId, reference: period } };
  },
});
