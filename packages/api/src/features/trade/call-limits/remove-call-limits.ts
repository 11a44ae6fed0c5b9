import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { watchCallsJob } from './watch-calls.ts';

/** Takes limits back: of one company, so that those for everyone hold again; for everyone; or a company its own. [B2] */
export const removeCallLimits = verb({
  name: 'removeCallLimits',
  permission: 'CALL_LIMIT_WRITE',
  input: input('RemoveCallLimitsInput', { id: id() }),
  async run(scope, { id: limitId }) {
    const { level, resellerId: own } = memberOf(scope.actor);
    const [removed] = await scope.sql<{ resellerId: string; companyId: string | null }>(
      `delete from call_limit where id = $1 and reseller_id = $2 and own = $3 returning reseller_id as "resellerId", company_id as "companyId"`,
      [limitId, own, level === 'COMPANY'],
    );
    if (!removed) throw notFound('call limit');
    await enqueue(scope, watchCallsJob, { resellerId: removed.resellerId });
    scope.hint({ kind: 'CallLimit', id: limitId, ...removed });
    return { result: limitId, subject: { type: 'CallLimit', id: limitId, ...removed } };
  },
});
