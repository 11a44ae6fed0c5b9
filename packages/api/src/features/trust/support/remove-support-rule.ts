import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { companyOf, SupportSide } from './set-support-rule.ts';

/** From now on each request is decided by itself; what has been approved stays so. */
export const removeSupportRule = verb({
  name: 'removeSupportRule',
  permission: 'SUPPORT_DECIDE',
  input: input('RemoveSupportRuleInput', { side: oneOf(SupportSide) }),
  async run(scope, { side }) {
    const member = memberOf(scope.actor);
    const companyId = companyOf(member);
    const [gone] = await scope.sql<{ id: string }>(
      'delete from support_rule where company_id = $1 and asker_level = $2 returning id',
      [companyId, side],
    );
    if (!gone) throw notFound('standing rule');
    const { resellerId } = member;
    return { result: gone.id, subject: { type: 'SupportRule', id: gone.id, resellerId, companyId } };
  },
});
