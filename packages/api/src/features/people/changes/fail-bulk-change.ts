import { id, optional, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueBulkChange } from './queue-bulk-change.ts';

/** Failures of one batch after which nobody waits for it any longer. */
const MOST = 3;
/** How long the second try waits; the third waits twice as long. */
const WAIT_MS = 10_000;

/**
 * Notes that a batch of a change-set has failed: it is tried again, and the third time it stops as FAILED. What was applied
 * before stays; who confirms it once more has the rest done. [U2]
 */
export const failBulkChange = verb({
  name: 'failBulkChange',
  permission: 'system',
  input: input('FailBulkChangeInput', { changeSetId: id(), failure: optional(prose(2_000)) }),
  async run(scope, { changeSetId, failure }) {
    const [set] = await scope.sql<{ resellerId: string; companyId: string; failures: number }>(
      `update change_set set failures = failures + 1, failure = $4,
          state = case when failures + 1 < $2 then state else 'FAILED' end,
          finished_at = case when failures + 1 < $2 then finished_at else $3 end
        where id = $1 and state in ('RUNNING', 'REVERSING')
        returning reseller_id as "resellerId", company_id as "companyId", failures`,
      [changeSetId, MOST, scope.now, failure],
    );
    if (!set) return { result: null, subject: null };
    const { resellerId, companyId, failures } = set;
    if (failures < MOST) {
      await queueBulkChange(
        scope,
        { id: changeSetId, resellerId },
        new Date(scope.now.getTime() + failures * WAIT_MS),
      );
      return { result: null, subject: null };
    }
    return {
      result: null,
      subject: { type: 'ChangeSet', id: changeSetId, resellerId, companyId, reference: 'Failed' },
    };
  },
});
