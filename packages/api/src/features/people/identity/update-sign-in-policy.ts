import { absoluteMinutes, idleMinutes } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { invalid, lookingOnly } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { LevelChoice } from './membership.entity.ts';
import { POLICY, type SignInPolicyView } from './sign-in-policies.ts';

/**
 * Says how long sessions last at a level. What is shortened holds for sessions that are open, too; what is lengthened for those that
 * begin from then on. [S46]
 */
export const updateSignInPolicy = verb({
  name: 'updateSignInPolicy',
  description: 'Shortening holds for open sessions, too; lengthening for those that begin from then on.',
  permission: 'SIGN_IN_POLICY_WRITE',
  fresh: true,
  input: edit(
    'UpdateSignInPolicyInput',
    { atLevel: oneOf(LevelChoice) },
    { idleMinutes: idleMinutes().optional(), absoluteMinutes: absoluteMinutes().optional() },
  ),
  async run(scope, { atLevel, known, ...given }) {
    const [policy] = await scope.sql<SignInPolicyView>(`select ${POLICY} from held_sign_in_policy($1)`, [
      atLevel,
    ]);
    if (!policy) throw lookingOnly();
    const changed = assign(policy, given, known);
    if (policy.idleMinutes > policy.absoluteMinutes)
      throw invalid(
        given.idleMinutes === undefined ? 'absoluteMinutes' : 'idleMinutes',
        'Sessions cannot stay unused for longer than they last altogether.',
      );
    if (!changed) return { result: policy, subject: null };
    await scope.sql('select set_sign_in_policy($1, $2, $3)', [
      atLevel,
      policy.idleMinutes,
      policy.absoluteMinutes,
    ]);
    const { resellerId } = memberOf(scope.actor);
    return { result: policy, subject: { type: 'SignInPolicy', id: policy.id, resellerId, changed } };
  },
});
