import { newPassword } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { hashPassword } from './password.ts';
import { assertPasswordFit } from './password-fitness.ts';
import { beginProof, checkProof, ownPassword } from './prove-password.ts';
import { setPassword } from './set-password.ts';

/**
 * Changes one's own password, which the current one allows; guessing it is slowed down like guessing at the front door.
 * The session goes on, all others end. Answers with that session. [I1] [S48]
 */
export const changePassword = outsideVerb({
  name: 'changePassword',
  description: 'Ends all other sessions of the person.',
  permission: 'SESSION_OWN',
  input: input('ChangePasswordInput', {
    currentPassword: ownPassword(),
    newPassword: newPassword(),
  }),
  async plan(scope, { currentPassword, newPassword: password }) {
    const [self] = await scope.sql<{ words: string[] }>('select own_known_words() as words');
    await assertPasswordFit(password, self?.words ?? [], 'newPassword');
    if (password === currentPassword)
      throw invalid('newPassword', 'Must be different from your current password.');
    return beginProof(scope);
  },
  async call(proof, { currentPassword, newPassword: password }, setting) {
    await checkProof(proof, currentPassword, { path: 'currentPassword', what: 'changePassword' }, setting);
    return hashPassword(password);
  },
  async settle(scope, { tried }, passwordHash) {
    const subject = await setPassword(scope, passwordHash, tried);
    return { result: memberOf(scope.actor).sessionId, subject };
  },
});
