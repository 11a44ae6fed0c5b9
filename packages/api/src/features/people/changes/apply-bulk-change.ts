import { id } from '@steward/shared';
import { z } from 'zod';
import { writeAudit } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { Problem } from '../../../kernel/problem.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { applyRows } from './apply-rows.ts';
import { rowsOf } from './batch.ts';
import { failBulkChange } from './fail-bulk-change.ts';
import { APPLY, queueBulkChange } from './queue-bulk-change.ts';
import { reverseRows } from './reverse-rows.ts';

/**
 * Applies the next rows of a change-set, or takes them back, and sees to it that the rest follow: so much is done if and only
 * if this commits, whoever is killed meanwhile. DONE: nothing is left. BUSY: another job is at it. [U2]
 */
export const applyBulkChange = verb({
  name: 'applyBulkChange',
  permission: 'system',
  input: input('ApplyBulkChangeInput', { changeSetId: id() }),
  async run(scope, { changeSetId }) {
    const [set] = await scope.sql<{ resellerId: string; companyId: string; state: 'RUNNING' | 'REVERSING' }>(
      `select reseller_id as "resellerId", company_id as "companyId", state from change_set
        where id = $1 and state in ('RUNNING', 'REVERSING') for update skip locked`,
      [changeSetId],
    );
    if (!set) return { result: 'DONE' as const, subject: null };
    const { resellerId, companyId, state } = set;
    const company = { id: companyId, resellerId };
    const reversing = state === 'REVERSING';
    const rows = await rowsOf(scope, changeSetId, reversing ? 'DONE' : 'WAITING');
    scope.hint({ kind: 'ChangeSet', id: changeSetId, resellerId, companyId });
    if (!rows.length) {
      await scope.sql('update change_set set state = $2, failures = 0, finished_at = $3 where id = $1', [
        changeSetId,
        reversing ? 'REVERSED' : 'DONE',
        scope.now,
      ]);
      const reference = reversing ? 'Reversed' : 'Applied';
      return {
        result: 'DONE' as const,
        subject: { type: 'ChangeSet', id: changeSetId, resellerId, companyId, reference },
      };
    }
    const { results, subjects } = await (reversing ? reverseRows : applyRows)(scope, company, rows);
    await writeAudit(scope, reversing ? 'reverseBulkChange' : 'applyBulkChange', ...subjects);
    const well = results.filter(({ outcome }) => outcome === 'DONE' || outcome === 'REVERSED').length;
    await scope.sql(reversing ? COUNT_REVERSED : COUNT_APPLIED, [changeSetId, well, results.length - well]);
    await queueBulkChange(scope, { id: changeSetId, resellerId });
    return { result: 'MORE' as const, subject: null };
  },
});

const COUNT_APPLIED = `update change_set set failures = 0, failure = null, done_count = done_count + $2::int,
    refused_count = refused_count + $3::int where id = $1`;
const COUNT_REVERSED = `update change_set set failures = 0, failure = null, reversed_count = reversed_count + $2::int,
    kept_count = kept_count + $3::int where id = $1`;

export const applyBulkChangeJob = job({
  name: APPLY,
  for: 'tenant',
  does: [applyBulkChange, failBulkChange],
  payload: z.object({ resellerId: z.string(), changeSetId: z.string() }),
  async run(setting, { changeSetId }) {
    try {
      await perform(setting, applyBulkChange, { changeSetId });
    } catch (err) {
      setting.log.error(
        { err, requestId: setting.requestId, changeSetId },
        'a batch of a bulk change failed',
      );
      const failure = err instanceof Problem ? err.message : null;
      await perform(setting, failBulkChange, { changeSetId, failure });
    }
  },
});
