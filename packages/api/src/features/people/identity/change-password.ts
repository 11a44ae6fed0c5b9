import { newPassword } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { checkPassword, hashPassword } from './password.ts';
import { assertPasswordFit } from './password-fitness.ts';
import { setPassword } from './set-password.ts';
import { countOwnSignIn } from './sign-in-throttle.ts';

/**
 * Changes one's own password, which the current one allows; guessing it is slowed down like guessing at the front door.
 * The session goes on, all others end. Answers with that session. [I1] [S48]
 */
export const changePassword = outsideVerb({
  name: 'changePassword',
  description: 'Ends all other sessions of the person.',
  permission: 'SESSION_OWN',
  input: input('ChangePasswordInput', {
    currentPassword: z.string().min(1, 'Must be filled in.').max(1_000, 'May have at most 1000 characters.'),
    newPassword: newPassword(),
  }),
  async plan(scope, { currentPassword, newPassword: password }) {
    const { membershipId } = memberOf(scope.actor);
    const [self] = await scope.sql<{ words: string[] }>(
      `select array[p.email, m.first_name, coalesce(c.name, r.name)] as words
         from membership m join person p on p.id = m.person_id join reseller r on r.id = m.reseller_id
         left join company c on c.id = m.company_id where m.id = $1`,
      [membershipId],
    );
    assertPasswordFit(password, self?.words ?? [], 'newPassword');
    if (password === currentPassword)
      throw invalid('newPassword', 'Must be different from your current password.');
    return { ...(await countOwnSignIn(scope)), by: memberOf(scope.actor) };
  },
  async call(
    { passwordHash, by },
    { currentPassword, newPassword: password },
    { services, address = '', requestId },
  ) {
    if (!(await checkPassword(passwordHash, currentPassword))) {
      const { personId, membershipId } = by;
      const what = 'changePassword';
      services.security.note({ kind: 'SIGN_IN_FAILED', what, personId, membershipId, address, requestId });
      throw invalid('currentPassword', 'This is not your current password.');
    }
    return hashPassword(password);
  },
  async settle(scope, { tried }, passwordHash) {
    const subject = await setPassword(scope, passwordHash, tried);
    return { result: memberOf(scope.actor).sessionId, subject };
  },
});
