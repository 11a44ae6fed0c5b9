import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, lookingOnly, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Has a customer, or a group of them, chased as everyone is again. [B7] */
export const removeChasingPolicy = verb({
  name: 'removeChasingPolicy',
  permission: 'CHASING_WRITE',
  input: input('RemoveChasingPolicyInput', { id: id() }),
  async run(scope, { id: policyId }) {
    const { resellerId } = memberOf(scope.actor);
    const [policy] = await scope.sql<{ forEveryone: boolean }>(
      `select company_id is null and group_id is null and reseller_id = issuer_id as "forEveryone" from chasing_policy where id = $1 and issuer_id = $2`,
      [policyId, resellerId],
    );
    if (!policy) throw notFound('chasing policy');
    if (policy.forEveryone) throw conflict('What is for everyone stays: switch it off instead.', 'id');
    const removed = await scope.sql('delete from chasing_policy where id = $1 returning id', [policyId]);
    if (!removed.length) throw lookingOnly();
    scope.hint({ kind: 'ChasingPolicy', id: policyId, resellerId, companyId: null });
    return { result: policyId, subject: { type: 'ChasingPolicy', id: policyId, resellerId } };
  },
});
