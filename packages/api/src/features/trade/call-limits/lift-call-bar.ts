import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { who } from '../../people/identity/index.ts';
import { liftedLetter } from './call-letters.ts';
import { readersOf, sellerName } from './tell-of-warnings.ts';
import { watchCallsJob } from './watch-calls.ts';

/**
 * Lets outgoing calls of a company that one sells to go out again before the day is over, in words that the company reads. They are not
 * barred again that day, unless another limit is set. [B2]
 */
export const liftCallBar = verb({
  name: 'liftCallBar',
  permission: 'CALL_WARNING_SETTLE',
  input: input('LiftCallBarInput', { id: id(), reason: prose(500) }),
  async run(scope, { id: warningId, reason }) {
    const [bar] = await scope.sql<{ resellerId: string; companyId: string; day: string; kind: string }>(
      `select reseller_id as "resellerId", company_id as "companyId", day::text as day, kind from call_warning where id = $1`,
      [warningId],
    );
    if (bar?.kind !== 'BARRED') throw notFound('bar of calls');
    const { resellerId, companyId, day } = bar;
    if (resellerId !== memberOf(scope.actor).resellerId)
      throw new Problem('FORBIDDEN', 'Only whoever sells to a company lifts what is barred of its calls.');
    const { name } = await who(scope);
    const lifted = await scope.sql(
      `update call_warning set ended_at = $2, ended_by_name = $3, outcome = $4, settled_at = coalesce(settled_at, $2),
          settled_by_name = coalesce(settled_by_name, $3)
        where id = $1 and ended_at is null returning id`,
      [warningId, scope.now, name, reason],
    );
    if (!lifted.length) throw conflict('Calls go out again already.', 'id');
    await enqueue(scope, watchCallsJob, { resellerId });
    const readers = await readersOf(scope, resellerId, [companyId]);
    const seller = await sellerName(scope, resellerId);
    await queueMails(
      scope,
      'warning',
      readers.flatMap((reader) =>
        reader.companyId
          ? {
              ...{ resellerId, companyId, endUserId: null, to: reader.email },
              ...liftedLetter({ firstName: reader.firstName, seller, reason, day }),
            }
          : [],
      ),
    );
    scope.hint({ kind: 'CallWarning', id: warningId, resellerId, companyId });
    return {
      result: warningId,
      subject: { type: 'CallWarning', id: warningId, resellerId, companyId, reference: day },
    };
  },
});
